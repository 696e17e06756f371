"""Conditions made from a table, and what they cost."""

import numpy as np
import pytest

from synth.benchmarks import conditions as benchmark
from synth.benchmarks.asked import LEAST, asked
from synth.benchmarks.conditions import conditions
from synth.conditions import holds, parse, spell
from tests.tables import people


def test_conditions_are_of_many_kinds_and_met_by_some_rows_and_not_by_all():
    data = people(400, 0)
    found = list(asked(data, np.random.default_rng(0)))
    kinds = {kind for kind, _ in found}
    assert {"one level", "rare level", "narrow range", "wide range", "month of a date", "and of 2", "or of 8 pairs",
            "not, of 2", "ands and ors mixed"} <= kinds
    assert all(LEAST <= holds(where, data.table).sum() < 400 for _, where in found)
    assert all(parse(spell(where)) == where for _, where in found), "each can be typed"
    again = [spell(where) for _, where in asked(data, np.random.default_rng(0))]
    assert again == [spell(where) for _, where in found]


def test_costs_are_told_beside_those_of_no_condition(tmp_path, monkeypatch):
    people(240, 0).table.to_csv(tmp_path / "people.csv", index=False)
    monkeypatch.setattr(benchmark, "ROWS", (200,))
    monkeypatch.setattr(benchmark, "REPEATS", 1)
    summary, frame = conditions(tmp_path, only=["independent"])
    assert list(summary["technique"]) == ["independent"] and summary["conditions"][0] == len(frame) > 10
    plain = frame["CPU s"] / frame["times"]
    assert plain.dropna().max() == pytest.approx(plain.dropna().min()) and summary["worst"][0] == frame["times"].max()
    assert summary["refused"][0] == frame["times"].isna().sum()
