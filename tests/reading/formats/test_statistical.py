"""Files of SPSS, Stata and SAS, written by the library that reads them."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from synth.reading import ReadError, read
from tests.reading.test_read import rows, told

PEOPLE = pd.DataFrame({"n": [1, 2, 3], "x": [0.5, np.nan, 99.0], "word": ["a", "", "b"], "sex": [1.0, 2.0, 1.0],
                       "day": [dt.date(2020, 1, 2), None, dt.date(2020, 1, 4)]})
LABELS = {"sex": {1: "male", 2: "female"}}
DAYS = [pd.Timestamp("2020-01-02"), None, pd.Timestamp("2020-01-04")]


@pytest.mark.parametrize("ending, write, format", [
    ("sav", pyreadstat.write_sav, "spss"), ("zsav", lambda table,
                                            path: pyreadstat.write_sav(table, path, compress=True), "spss"),
    ("por", pyreadstat.write_por, "spss portable"), ("dta", pyreadstat.write_dta, "stata"),
    ("xpt", pyreadstat.write_xport, "sas transport")])
def test_the_same_table_from_each(tmp_path, ending, write, format):
    write(PEOPLE, str(tmp_path / f"t.{ending}"))
    (tmp_path / f"t.{ending}").rename(tmp_path / "t.bin")  # what the bytes are counts, not the name
    found = read(tmp_path / "t.bin")
    assert found.format == format and [name.lower() for name in found.dataset.names] == list(PEOPLE.columns)
    assert rows(found) == [[1, 0.5, "a", 1, DAYS[0]], [2, None, None, 2, None], [3, 99.0, "b", 1, DAYS[2]]]


def test_labels_missing_codes_and_descriptions_of_spss(tmp_path):
    pyreadstat.write_sav(PEOPLE, str(tmp_path / "t.sav"), variable_value_labels=LABELS, missing_ranges={"x": [99]},
                         column_labels={"n": "running number"})
    found = read(tmp_path / "t.sav")
    assert found.dataset.table["sex"].tolist() == ["male", "female",
                                                   "male"] and found.dataset.column("sex").kind == "category"
    assert rows(found)[2][1] is None and "column 'x': 1 value(s) '99.0' made missing" in told(found)
    assert found.understood["descriptions"] == "n: running number" and "1 is 'male'" in told(found)


def test_missing_codes_of_stata(tmp_path):
    table = pd.DataFrame({"n": [1.0, 2.0, 4.0], "x": [1.0, "a", 3.0]})
    pyreadstat.write_dta(table, str(tmp_path / "t.dta"), missing_user_values={"x": ["a"]})
    found = read(tmp_path / "t.dta")
    assert rows(found) == [[1, 1], [2, None], [4, 3]] and found.dataset.table["x"].dtype == "Int64"
    assert "column 'x': 1 value(s) 'a' made missing (the file declares them as missing" in told(found)


def test_codes_of_which_some_have_no_label_stay_numbers_and_equal_labels_are_told_apart(tmp_path):
    table = pd.DataFrame({"score": [1.0, 2.0, 5.0], "why": [1.0, 2.0, 3.0]})
    labels = {"score": {1: "low", 5: "high"}, "why": {1: "other", 2: "other", 3: "price"}}
    pyreadstat.write_sav(table, str(tmp_path / "t.sav"), variable_value_labels=labels)
    found = read(tmp_path / "t.sav")
    assert rows(found) == [[1, "other (1)"], [2, "other (2)"], [5, "price"]]
    assert "column 'score' kept as it is, though 2 of its 3 values have labels" in told(found)


def test_stata_before_and_after_its_change_of_form(tmp_path):
    for version in (114, 117, 118):
        PEOPLE[["n", "x"]].to_stata(tmp_path / "t.dta", version=version, write_index=False)
        assert rows(read(tmp_path / "t.dta")) == [[1, 0.5], [2, None], [3, 99.0]]


@pytest.mark.parametrize("ending, write", [("sav", pyreadstat.write_sav), ("dta", pyreadstat.write_dta)])
def test_a_file_cut_off_is_a_sentence(tmp_path, ending, write):
    write(PEOPLE, str(tmp_path / f"t.{ending}"))
    whole = Path(tmp_path / f"t.{ending}").read_bytes()
    (tmp_path / "cut").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(ReadError, match=r"is a damaged (spss|stata) file: .*save it again\."):
        read(tmp_path / "cut")
