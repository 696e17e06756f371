"""Any table of ours, written in any format, reads back equal: values, dtypes and kinds. Or it is refused in a
sentence."""

import string

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from synth.columns.kinds import describe
from synth.reading import read
from synth.reading.formats.declared import ENDING
from synth.reading.samples import load_sample
from synth.verified import same
from synth.writing import FORMATS, write

TRICKY = ["NA", "n/a", "None", "007", "1e5", "1", "2.50", "true", "False", "", " x ", "\tx", "x\n", "=1+1", "#N/A",
          "@a", "-", "?", "🦄",
          "a\r\nb", "a\rb", "x\ny", "nul\0l", "\u2028", "\x85", '"', '""', "'", ",", ";", "|", "\\N", "\ufeffbom",
          "_x0041_", "2020-01-01",
          "31.12.2020", "12%", "$1,200.50", "1,5", "Total", "Source: x", "#", "é", "e\u0301", "<b>", "[1]", "{}",
          "inf",
          "NaN"]
TEXTS = st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.text(string.digits,
                                                                                                          max_size=20)
WHOLE = st.integers(-(2**63),
                    2**63 - 1) | st.integers(-5, 5) | st.sampled_from([2**53 + 1, -(2**53) - 1, 10**15, 10**15 + 1])
REAL = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.1 + 0.2, 1.0, 5e-324, 1e22])
FLAG = st.booleans()
MOMENT = st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2250-01-01")) | st.dates(
    pd.Timestamp("1890-01-01").date(), pd.Timestamp("2050-01-01").date())
SORTS = {
    "object": (TEXTS, True), "int64": (WHOLE, False), "Int64": (WHOLE, True), "float64": (REAL, True),
         "bool": (FLAG, False),
    "boolean": (FLAG, True), "datetime64[ns]": (MOMENT, True), "datetime64[ns, Europe/Berlin]": (MOMENT, True),
    "datetime64[ns, UTC]": (MOMENT, True), "category": (TEXTS, True), "float32": (st.floats(width=32, allow_nan=False,
                                                                                          allow_infinity=False), True)}
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8).filter(
    lambda name: "\ufeff" not in name and name == " ".join(name.split()))


@st.composite
def tables(draw):
    rows = draw(st.integers(1, 8))
    names = draw(st.lists(NAMES | st.sampled_from(["id", "=cmd", "1", "a b", "x,y", 'q"q', "null", "2020"]), min_size=1,
                          max_size=4,
                          unique=True))
    return pd.DataFrame({name: draw(columns(rows)) for name in names})


@st.composite
def columns(draw, rows):
    dtype = draw(st.sampled_from(sorted(SORTS)))
    values, gaps = SORTS[dtype]
    drawn = draw(st.lists(values | st.none() if gaps else values, min_size=rows, max_size=rows))
    if "datetime" in dtype:
        moments = pd.to_datetime(pd.Series(drawn, dtype=object)).astype("datetime64[ns]")
        zone = getattr(pd.api.types.pandas_dtype(dtype), "tz", None)
        return moments if zone is None else moments.dt.tz_localize("UTC").dt.tz_convert(zone)
    return pd.Series(drawn, dtype=object).astype(dtype) if dtype != "object" else pd.Series(drawn, dtype=object)


def trip(table, folder, ending):
    write(table, folder / f"t.{ending}")
    return read(folder / f"t.{ending}").dataset


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables())
@example(table=pd.DataFrame({"t": pd.Series(TRICKY, dtype=object)}))
@example(table=pd.DataFrame({"t": pd.Series([None, None, "x", None], dtype=object)}))
@example(table=pd.DataFrame({"t": pd.Series([None, None], dtype=object)}))
def test_whatever_is_written_reads_back_equal(tmp_path_factory, ending, table):
    folder = tmp_path_factory.mktemp("trip")
    try:
        found = trip(table, folder, ending)
    except ValueError as refusal:
        assert _cannot_be_held(table, ending), refusal
        assert str(refusal).endswith(".") and not list(folder.iterdir())
        return
    assert same(found.table, table)
    pd.testing.assert_frame_equal(found.table, table, check_exact=True)
    assert [column.kind for column in found.columns] == [column.kind for column in describe(table)]


def _cannot_be_held(table, ending) -> bool:
    """An Excel cell cannot say whether an empty text or nothing stands in it."""
    texts = [values for _, values in table.items() if values.dtype == object or values.dtype == "category"]
    return ending == "xlsx" and any((values == "").any() and (values.isna().any() or values.dtype == "category")
                                    for values in texts)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("key", ["shop", "penguins"])
def test_ordinary_tables_need_no_declaration(tmp_path, ending, key):
    table = load_sample(key).table.head(300)
    assert write(table, tmp_path / f"t.{ending}") == (tmp_path / f"t.{ending}",)
    pd.testing.assert_frame_equal(read(tmp_path / f"t.{ending}").dataset.table, table)


def test_a_declaration_counts_only_for_the_very_file_it_was_written_for(tmp_path):
    path, types = write(pd.DataFrame({"zip": ["10", "20"]}), tmp_path / "t.csv")
    assert types.name == f"t.csv{ENDING}" and read(path).dataset.table["zip"].tolist() == ["10", "20"]
    assert "as declared" in read(path).understood["types"]
    path.write_text("zip\n10\n30\n")
    assert read(path).dataset.table["zip"].tolist() == [10, 30]


@pytest.mark.parametrize("forged", ["{", "[]", '{"lookalike": 1}', "[" * 10_000])
def test_a_declaration_that_is_none_changes_nothing(tmp_path, forged):
    (tmp_path / "t.csv").write_text("a\n1\n2\n")
    (tmp_path / f"t.csv{ENDING}").write_text(forged)
    assert read(tmp_path / "t.csv").dataset.table["a"].tolist() == [1, 2]


def test_writing_again_takes_an_old_declaration_away(tmp_path):
    write(pd.DataFrame({"zip": ["10", "20"]}), tmp_path / "t.csv")
    assert write(pd.DataFrame({"zip": [10, 20]}), tmp_path / "t.csv") == (tmp_path / "t.csv",)
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_half_a_character_and_names_that_change_are_refused(tmp_path):
    with pytest.raises(ValueError, match="half a character"):
        write(pd.DataFrame({"a": ["\ud800", "x"]}), tmp_path / "t.csv")
    with pytest.raises(ValueError, match="Names of columns"):
        write(pd.DataFrame({" a ": ["x", "y"]}), tmp_path / "t.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", FORMATS)
def test_larger_tables_are_declared_without_reading_them_again(tmp_path, monkeypatch, ending):
    monkeypatch.setattr("synth.verified.VERIFIED", 5)
    monkeypatch.setattr("synth.writing.VERIFIED", 5)
    table = pd.DataFrame({"x": np.arange(10), "w": [None if i % 3 else f"{i}" for i in range(10)]})
    assert len(write(table, tmp_path / f"t.{ending}")) == 2
    pd.testing.assert_frame_equal(read(tmp_path / f"t.{ending}").dataset.table, table)
