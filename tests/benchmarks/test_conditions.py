"""Conditions made from a table, and what they cost."""

import numpy as np

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
    assert summary["worst"][0] == frame["times"].max() > 0 and summary["times: median"][0] == frame["times"].median()
    assert summary["refused"][0] == frame["times"].isna().sum()


class Counted:
    """Draws nothing, but keeps what it was asked for; refuses conditions on a column."""

    def __init__(self):
        self.asked = []

    def sample(self, rows, rng, where):
        self.asked.append((where, float(rng.random())))
        if where is not None and where.column == "never":
            raise ValueError("No row has it.")


def test_draws_with_and_without_a_condition_take_turns_from_the_same_seeds():
    counted, where = Counted(), parse("age > 30")
    spent = benchmark._least(counted, 5, where, 0)
    assert all(seconds >= 0 for seconds in spent)
    assert [each for each, _ in counted.asked] == [where, None] * benchmark.REPEATS
    drawn = [first for _, first in counted.asked]
    assert drawn[::2] == drawn[1::2] and len(set(drawn)) == benchmark.REPEATS
    assert np.isnan(benchmark._least(counted, 5, parse("never > 1"), 0)).all()
