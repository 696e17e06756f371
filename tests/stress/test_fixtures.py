"""Hard rows as fixtures: what they hold, and that pytest runs them."""

import json
import subprocess
import sys

import numpy as np
import pandas as pd

from synth.stress import as_json, as_pytest, cases_of, stress
from tests.tables import dataset, people


def stressed():
    return stress(people(200, 0), 0.5, np.random.default_rng(0))


def test_each_hard_row_is_a_case_with_a_name_of_its_own_and_none_has_two_before_all_have_one():
    found, cases = stressed(), cases_of(stressed())
    assert len(cases) == 100 and len({each["id"] for each in cases}) == 100
    tags = [each["case"] + (f": {each['column']}" if each["column"] else "") for each in cases]
    kinds = found.tags.dropna().nunique()
    assert len(set(tags[:kinds])) == kinds and sorted(tags) == sorted(found.tags.dropna())


def test_json_holds_the_rows_as_they_are():
    data = json.loads(as_json(stressed()))
    rows = {each["id"]: each for each in data["cases"]}
    assert data["synthetic"] is True and data["kinds"]["since"] == "moment"
    assert (
        rows["leap-day-since-1"]["row"]["since"] == "2024-02-29T00:00:00"
        and rows["leap-day-since-1"]["column"] == "since"
    )
    assert set(rows["row-without-any-value-1"]["row"].values()) == {None}
    assert rows["largest-of-the-type-age-1"]["row"]["age"] == 2**63 - 1


def test_pytest_runs_a_test_once_for_each_row(tmp_path):
    """A name that would end the module's text does no harm; a test that takes only short names fails for long ones."""
    data = dataset(
        {"name": ["ann", "bob", "cy", "dee"] * 20, "at": pd.date_range("2024-01-01", periods=80)}, name="text"
    )
    data = type(data)('a"""\\b', data.table, data.columns)
    found = stress(data, 1.0, np.random.default_rng(0))
    (tmp_path / "conftest.py").write_text(as_pytest(found), encoding="utf-8")
    (tmp_path / "test_form.py").write_text(
        "def test_name(hard_row):\n    assert len(hard_row['row']['name'] or '') < 4000\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_form.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    long = sum(each["case"] in ("long unicode", "long word") for each in cases_of(found))
    assert f"{long} failed, {80 - long} passed" in done.stdout and long >= 2
    assert "test_name[long-unicode-name-1]" in done.stdout
