"""Files are whole or not there; datasets come back exactly."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dataset import Column, Dataset, Kind
from synth.atomic import beside
from synth.jobs.files import clear, describe_dataset, load_dataset, load_json, owner_folder, save_dataset, save_json


def dataset(table: pd.DataFrame, target: str | None = None) -> Dataset:
    return Dataset("Tést", table, tuple(Column(n, Kind.CATEGORY, float(table[n].isna().mean()), None) for n in table),
                   target)


ODD = pd.DataFrame({
    "": [1.5, np.nan, -0.0],
    " ": np.array([1, 2, 2**62]),
    "a b\n": pd.array([2**62, None, 3], dtype="Int64"),
    "naïve 売上": ["x", None, "<script>"],
    "nan": ["x", np.nan, "007"],
    "empty": pd.Series([None] * 3, dtype=object),
    "no numbers": [np.nan] * 3,
    "__index_level_0__": [True, False, True],
    "maybe": pd.array([True, None, False], dtype="boolean"),
    "mixed flags": pd.Series([True, None, False], dtype=object),
    "big": pd.Series([2**60 + 1, None, 3], dtype=object),
    "when": pd.to_datetime(["2024-02-29 23:59:59.123456789", None, "1700-01-01 00:00:00.0"], format="ISO8601"),
    "where": pd.to_datetime(["2024-03-31 00:30", None, "2024-10-27 00:30"]).tz_localize("UTC").tz_convert(
        "Europe/Berlin"),
    "offset": pd.to_datetime(["2024-01-01T00:00:00+05:30"] * 3),
    "coarse": pd.to_datetime(["2024-01-01"] * 3).astype("datetime64[s]"),
    "ordered": pd.Categorical(["b", None, "a"], categories=["b", "a", "never"], ordered=True),
    "codes": pd.Categorical([3, None, 1]),
    "string": pd.array(["a", None, "b"], dtype="string"),
    "float": pd.array([1.5, None, 2], dtype="Float64"),
    "small": np.array([1, 2, 3], dtype="int8"),
})


def test_every_dtype_name_and_missing_mark_comes_back(tmp_path: Path):
    real = dataset(ODD, target="naïve 売上")
    assert save_dataset(tmp_path, real) == "dataset.parquet"
    back = load_dataset(tmp_path)
    pd.testing.assert_frame_equal(back.table, real.table)
    assert (back.name, back.target, back.columns, back.digest) == (real.name, real.target, real.columns, real.digest)
    assert back.table["nan"][1] is not None and back.table["naïve 売上"][1] is None
    assert np.signbit(back.table[""][2]) and back.table["big"][0] == 2**60 + 1
    assert os.listdir(tmp_path) == ["dataset.parquet"]


@pytest.mark.parametrize("table", [ODD.iloc[:0], ODD.iloc[:1], pd.DataFrame(index=range(3)), pd.DataFrame()])
def test_tables_without_rows_or_columns_come_back(tmp_path: Path, table: pd.DataFrame):
    save_dataset(tmp_path, dataset(table), "synthetic")
    back = load_dataset(tmp_path, "synthetic").table
    assert back.shape == table.shape and back.dtypes.tolist() == table.dtypes.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))),
                          st.one_of(st.none(), st.integers(-2**63, 2**63 - 1)),
                          st.one_of(st.floats(allow_infinity=False)))),
       st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_integer_and_real_comes_back(tmp_path_factory, rows: list, name: str):
    table = pd.DataFrame({f"{name}1": pd.Series([r[0] for r in rows], dtype=object),
                          f"{name}2": pd.array([r[1] for r in rows], dtype="Int64"),
                          f"{name}3": pd.Series([r[2] for r in rows], dtype=float)})
    folder, real = tmp_path_factory.mktemp("data"), dataset(table)
    save_dataset(folder, real)
    pd.testing.assert_frame_equal(load_dataset(folder).table, table)
    assert load_dataset(folder).digest == real.digest


def test_a_description_needs_no_table(tmp_path: Path):
    save_dataset(tmp_path, dataset(ODD))
    about = describe_dataset(tmp_path)
    assert about["rows"] == 3 and [c["name"] for c in about["columns"]] == list(ODD)


@pytest.mark.parametrize("value", ["\ud800", 2**70, object()])
def test_what_cannot_be_stored_is_told_by_column(tmp_path: Path, value):
    with pytest.raises(ValueError, match="Column 'odd' holds values that cannot be stored"):
        save_dataset(tmp_path, dataset(pd.DataFrame({"odd": pd.Series([value, None], dtype=object)})))
    assert os.listdir(tmp_path) == []


def test_a_missing_dataset_is_a_sentence(tmp_path: Path):
    with pytest.raises(ValueError, match="choose another or make it again"):
        load_dataset(tmp_path)


def test_json_comes_back_and_is_strict(tmp_path: Path):
    save_json(tmp_path / "a.json", {"ü": [1, 0.1, None]})
    assert load_json(tmp_path / "a.json") == {"ü": [1, 0.1, None]}
    with pytest.raises(ValueError):
        save_json(tmp_path / "a.json", float("nan"))
    assert load_json(tmp_path / "a.json") == {"ü": [1, 0.1, None]} and os.listdir(tmp_path) == ["a.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(RuntimeError), beside(tmp_path / "a.csv") as part:
        part.write_text("ne")
        assert part.suffix == ".csv"
        raise RuntimeError
    assert (tmp_path / "a.csv").read_text() == "old" and os.listdir(tmp_path) == ["a.csv"]


def test_a_kill_amid_a_write_leaves_nothing_under_the_final_name(tmp_path: Path):
    code = f"""if True:
        from pathlib import Path
        from synth.atomic import beside
        with beside(Path({str(tmp_path)!r}) / "a.csv") as part, part.open("wb") as file:
            file.write(b"x" * 100_000)
            print("half", flush=True)
            import time; time.sleep(60)"""
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert writer.stdout.readline() == b"half\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    left = os.listdir(tmp_path)
    assert len(left) == 1 and left[0].startswith(".part-")
    clear(tmp_path, {"a.csv"})
    assert os.listdir(tmp_path) == []


def test_data_is_synced_before_the_name_appears(tmp_path: Path, monkeypatch):
    """What a power cut leaves depends on this order."""
    seen, sync, rename = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append(os.readlink(f"/proc/self/fd/{handle}")), sync(handle)))
    monkeypatch.setattr(os, "replace", lambda old, new: (seen.append("rename"), rename(old, new)))
    save_json(tmp_path / "a.json", {})
    assert ".part-" in seen[0] and seen[1:] == ["rename", str(tmp_path)]


def test_clearing_keeps_what_is_named_and_the_log_and_follows_no_links(tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    folder = tmp_path / "job"
    (folder / "sub").mkdir(parents=True)
    for name in ("upload.csv", "half.tmp", "log.txt", "sub/file"):
        (folder / name).write_text("x")
    (folder / "link").symlink_to(outside)
    clear(folder, {"upload.csv"})
    assert sorted(os.listdir(folder)) == ["log.txt", "upload.csv"] and (outside / "precious").exists()


def test_owner_folders_differ_and_are_plain():
    names = ["a", "A", "a ", "../a", "\udcff", ""]
    assert len({owner_folder(n) for n in names}) == len(names) and all(owner_folder(n).isalnum() for n in names)


def test_what_is_known_of_a_column_comes_back(tmp_path):
    known = Column("size", Kind.CATEGORY, 0.0, None, 0.75, "3 values on a scale: sizes", "", "ordered", ("S", "M", "L"))
    table = pd.DataFrame({"size": ["S", "M", "L"]})
    save_dataset(tmp_path, Dataset("t", table, (known,)))
    assert load_dataset(tmp_path).columns == (known,)


def test_a_dataset_stored_before_there_were_reasons_still_loads(tmp_path):
    import pyarrow.parquet as pq

    save_dataset(tmp_path, Dataset("t", pd.DataFrame({"x": [1, 2]}), (Column("x", Kind.INTEGER),)))
    stored = pq.read_table(tmp_path / "dataset.parquet")
    about = json.loads(stored.schema.metadata[b"lookalike"])
    about["columns"] = [{key: column[key] for key in ("name", "kind", "missing", "pii", "dtype", "nan")}
                        for column in about["columns"]]
    pq.write_table(stored.replace_schema_metadata({"lookalike": json.dumps(about)}), tmp_path / "dataset.parquet")
    assert load_dataset(tmp_path).columns == (Column("x", Kind.INTEGER),)
