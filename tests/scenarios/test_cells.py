"""Shares of cells, on tables one can check by head."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import facts_of, holds
from synth.scenarios import balances_of
from synth.scenarios.cells import cells, counts
from tests.tables import dataset


def people():
    """100 rows: of 60 men 30 are rich, of 40 women 10."""
    return dataset(
        {
            "sex": ["M"] * 60 + ["F"] * 40,
            "rich": ["y"] * 30 + ["n"] * 30 + ["y"] * 10 + ["n"] * 30,
            "age": list(range(100)),
        }
    )


def shares(balances: list, data) -> dict[tuple, float]:
    """The share of each cell by the levels of its rows."""
    found = {}
    for cell in cells(balances_of(balances), data.table, facts_of(data)):
        met = data.table[holds(cell.where, data.table)]
        assert cell.natural == pytest.approx(len(met) / len(data))
        found[tuple(sorted(set(met["sex"]))) + tuple(sorted(set(met["rich"])))] = cell.share
    return found


def test_one_level_named_leaves_the_rest_as_it_was():
    found = shares(["sex=F:0.75"], people())
    assert found == {("F", "n", "y"): pytest.approx(0.75), ("M", "n", "y"): pytest.approx(0.25)}


def test_an_equal_outcome_keeps_both_columns_shares():
    """40 of 100 are rich: 0.4 of the men, 0.6 x 0.4, and 0.4 of the women, 0.4 x 0.4."""
    found = shares([{"equal": "rich", "across": "sex"}], people())
    assert found == {
        ("M", "n"): pytest.approx(0.36),
        ("M", "y"): pytest.approx(0.24),
        ("F", "n"): pytest.approx(0.24),
        ("F", "y"): pytest.approx(0.16),
    }


def test_an_equal_outcome_with_a_balance_meets_both():
    found = shares(["sex=F:0.5", {"equal": "rich", "across": "sex"}], people())
    assert found[("F", "y")] == pytest.approx(found[("M", "y")]) and sum(found.values()) == pytest.approx(1)
    assert found[("F", "y")] + found[("F", "n")] == pytest.approx(0.5)


def test_two_balances_keep_the_tie_between_them():
    """Raking keeps the odds ratio: (30 x 30) / (30 x 10) = 3."""
    found = shares(["sex=F:0.5", "rich=y:0.5"], people())
    assert found[("M", "y")] * found[("F", "n")] / (found[("M", "n")] * found[("F", "y")]) == pytest.approx(3, rel=1e-6)
    assert found[("M", "y")] + found[("F", "y")] == pytest.approx(0.5)


def test_missing_values_are_a_part_of_their_own():
    data = dataset({"a": pd.Series(["x"] * 4 + ["y"] * 4 + [None] * 2)})
    found = {str(each.where): each.share for each in cells(balances_of(["a=x:0.7"]), data.table, facts_of(data))}
    assert sorted(found.values()) == pytest.approx([0.1, 0.2, 0.7])


@pytest.mark.parametrize(
    "balance, told",
    [
        ("sex=Femail:0.5", "holds no 'Femail'"),
        ("age=3:0.5", "holds numbers"),
        ("sox=F:0.5", "did you mean 'sex'"),
        ("sex=F:0.5,M:0.2", "no other level"),
    ],
)
def test_what_cannot_be_balanced_is_told(balance, told):
    with pytest.raises(ValueError, match=told):
        shares([balance], people())


def test_levels_that_never_meet_cannot_be_asked_for():
    data = dataset({"sex": ["M"] * 5 + ["F"] * 5, "rich": ["y"] * 5 + ["n"] * 5})
    with pytest.raises(ValueError, match="never come together"):
        shares(["sex=F:1", "rich=y:0.5"], data)


def test_counts_are_whole_and_add_up():
    assert counts([0.5, 0.3, 0.2], 7).tolist() == [4, 2, 1]
    assert counts([1 / 3] * 3, 10).sum() == 10 and np.ptp(counts([1 / 3] * 3, 10)) == 1
