"""Tables larger than may be loaded: a sample, the figures of the whole, and every line left out told."""

import gzip

import numpy as np
import pandas as pd
import pytest

from synth.reading import Options, ReadError, read


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setenv("LOOKALIKE_LARGE", "0.00001")


@pytest.fixture
def orders() -> pd.DataFrame:
    rows = np.arange(20_000)
    return pd.DataFrame({"nr": rows, "price": (rows % 97) / 4, "gap": np.where(rows % 4, rows % 10, np.nan),
                         "shop": np.where(rows % 2, "Rom, Via Appia", 'the "old" one'),
                         "note": np.where(rows % 5, "x", "a\nb"),
                         "at": pd.Timestamp("2020-01-01") + pd.to_timedelta(rows, "h"), "paid": rows % 3 == 0})


def figures(reading) -> dict:
    return {each["name"]: each for each in reading.whole["columns"]}


def test_all_rows_asked_for_are_the_table_that_loading_gives(tmp_path, monkeypatch, orders):
    orders.to_csv(tmp_path / "t.csv", index=False)
    large = read(tmp_path / "t.csv", options=Options(rows=len(orders)))
    monkeypatch.setenv("LOOKALIKE_LARGE", "1")
    loaded = read(tmp_path / "t.csv")
    pd.testing.assert_frame_equal(large.dataset.table, loaded.dataset.table)
    pd.testing.assert_frame_equal(large.plain, loaded.plain)
    assert large.whole["rows"] == 20_000 and "sample" not in large.understood and large.repairs == loaded.repairs


@pytest.mark.parametrize("form", ["csv", "csv.gz", "parquet", "loaded csv"])
def test_a_sample_is_told_and_comes_with_exact_figures_of_the_whole(tmp_path, monkeypatch, orders, form):
    path = tmp_path / f"t.{form.removeprefix('loaded ')}"
    orders.to_parquet(path) if form == "parquet" else orders.to_csv(path, index=False)
    if form.startswith("loaded"):
        monkeypatch.setenv("LOOKALIKE_LARGE", "1")
    found = read(path, options=Options(rows=500))
    assert len(found.dataset) == 500 and found.understood["sample"] == "a sample of 500 of 20,000 rows"
    whole = figures(found)
    assert found.whole["rows"] == 20_000 and list(whole) == list(orders.columns)
    assert (whole["nr"]["low"], whole["nr"]["high"], whole["nr"]["mean"]) == (0, 19_999, 9_999.5)
    assert whole["gap"]["missing"] == 0.25 and whole["gap"]["mean"] == pytest.approx(orders.gap.mean())
    assert (whole["at"]["low"], whole["at"]["high"]) == ("2020-01-01T00:00:00", "2022-04-13T07:00:00")
    assert whole["paid"]["mean"] == pytest.approx(orders.paid.mean()) and whole["shop"]["distinct"] == 2
    assert whole["nr"]["distinct"] == pytest.approx(20_000, rel=0.1)
    assert whole["nr"]["quantiles"]["0.5"] == pytest.approx(10_000, abs=50)


def test_the_sample_is_the_same_each_time_in_file_order_and_of_all_parts(tmp_path, orders):
    orders.to_csv(tmp_path / "t.csv", index=False)
    one, two = (read(tmp_path / "t.csv", options=Options(rows=2000)).dataset.table for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert one.nr.is_monotonic_increasing and one.nr.is_unique
    assert np.histogram(one.nr, 4, (0, 20_000))[0].tolist() == pytest.approx([500] * 4, abs=75)
    pd.testing.assert_frame_equal(one, orders.iloc[one.nr].reset_index(drop=True), check_dtype=False)


def test_lines_that_do_not_fit_are_left_out_and_told_with_their_numbers(tmp_path):
    lines = [f'{i},"x\n{i}",{i / 2}' if i == 10 else f"{i},x{i},{i / 2}" for i in range(3000)]
    lines[1000], lines[2000], lines[2500] = "1,2", "1,2,3,4", ""
    (tmp_path / "t.csv").write_text("a title above\na,b,c\n" + "\n".join(lines) + "\n")
    found = read(tmp_path / "t.csv", options=Options(rows=100))
    assert found.whole["rows"] == 2997 and found.whole["broken"] == 2
    left_out = [(each.line, each.original) for each in found.repairs if "left out" in each.what and each.line > 1]
    assert left_out == [(1004, "1,2"), (2004, "1,2,3,4")]


def test_a_file_of_which_most_lines_do_not_fit_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,c\n" + "1,2,3\n" * 300 + "1,2\n" * 5000)
    with pytest.raises(ReadError, match="5,000 lines that do not fit the others"):
        read(tmp_path / "t.csv")


@pytest.mark.parametrize(("encoding", "told"), [("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")])
def test_other_encodings(tmp_path, encoding, told):
    (tmp_path / "t.csv").write_bytes(
        ("name;größe\r\n" + "".join(f"Käse {i};{i},5\r\n" for i in range(5000))).encode(encoding))
    found = read(tmp_path / "t.csv", options=Options(rows=10))
    assert found.understood["encoding"] == told and found.dataset.names == ["name", "größe"]
    assert found.dataset.table["name"].str.startswith("Käse ").all()
    assert figures(found)["größe"]["high"] == 4999.5 and figures(found)["größe"]["unread"] == 0


def test_stray_bytes_and_null_characters_far_down_are_mended_and_told(tmp_path):
    rows = [b"%d,x\n" % i for i in range(900_000)]
    rows[800_000], rows[800_001] = b"1,K\xe4se\n", b"2,\0y\n"
    (tmp_path / "t.csv").write_bytes(b"a,b\n" + b"".join(rows))
    found = read(tmp_path / "t.csv", options=Options(rows=10))
    told = [(each.line, each.what) for each in found.repairs]
    assert (800_002, "byte 0xE4 read as Windows-1252") in told and (None, "1 null character(s) removed") in told
    assert found.whole["rows"] == 900_000 and figures(found)["b"]["distinct"] == 3


def test_values_written_otherwise_than_in_the_sample_are_counted(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n" + "".join(f"{i},{i}\n" for i in range(20_000)) + "unknown,1\n")
    found = read(tmp_path / "t.csv", options=Options(rows=20))
    assert figures(found)["a"]["unread"] == 1 and figures(found)["a"]["high"] == 19_999
    assert any(each.what.startswith("column 'a': 1 value(s) of the whole file left out of its figures")
               for each in found.repairs)


def test_names_that_programs_would_take_for_patterns_are_files(tmp_path):
    (tmp_path / "it's [1] *.csv").write_text("a,b\n" + "1,2\n" * 5000)
    assert read(tmp_path / "it's [1] *.csv", options=Options(rows=3)).whole["rows"] == 5000


def test_large_files_of_other_formats_are_loaded_and_sampled(tmp_path):
    (tmp_path / "t.jsonl").write_text("".join('{"a": %d}\n' % i for i in range(3000)))
    found = read(tmp_path / "t.jsonl", options=Options(rows=7))
    assert found.understood["sample"] == "a sample of 7 of 3,000 rows" and found.whole["rows"] == 3000


def test_what_was_unpacked_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 50_000))
    assert read(tmp_path / "t.csv.gz", options=Options(rows=3)).whole["rows"] == 50_000
    assert not list((tmp_path / "tmp").iterdir())
