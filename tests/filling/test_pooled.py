"""Pooled figures of several completed tables, by head."""

import numpy as np
import pandas as pd
import pytest

from synth.filling.pooled import pooled, rubin
from tests.tables import dataset


def test_rubins_rules_by_head():
    """Means 10 and 12, variances 1 and 3: within 2, between 2, total 2 + 1.5 * 2 = 5, of which 3 for want of cells.

    A missing share of 0.6 leaves 1 / 0.36 degrees of freedom by the draws, and 100 / 102 * 99 * 0.4 by the rows.
    """
    estimate, low, high, missing = rubin(np.array([10.0, 12.0]), np.array([1.0, 3.0]), 100)
    assert estimate == 11 and missing == pytest.approx(0.6)
    free = 1 / (0.36 + 1 / (100 / 102 * 99 * 0.4))
    t = {2.59: 3.4884}[round(free, 2)]
    assert high - estimate == pytest.approx(t * 5**0.5, rel=0.001) and estimate - low == pytest.approx(high - estimate)


def test_draws_that_agree_leave_the_usual_interval_and_one_draw_none():
    estimate, low, high, missing = rubin(np.array([5.0, 5.0, 5.0]), np.array([4.0] * 3), 10_000)
    assert (estimate, missing) == (5, 0) and high == pytest.approx(5 + 1.96 * 2, abs=0.01)
    assert rubin(np.array([5.0]), np.array([4.0]), 100) == (5.0, None, None, None)
    assert rubin(np.array([5.0, 5.0]), np.zeros(2), 100) == (5.0, 5.0, 5.0, 0.0)


def test_means_and_shares_are_pooled_and_rare_levels_left_out():
    learned = dataset({"x": [1.0, 2.0], "c": ["a", "b"]})
    tables = [
        pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0] * 5, "c": ["a"] * 16 + ["b"] * 4}),
        pd.DataFrame({"x": [1.0, 2.0, 3.0, 6.0] * 5, "c": ["a"] * 15 + ["b"] * 5}),
    ]
    found = {(each.column, each.what): each.estimate for each in pooled(tables, learned, ["x", "c"])}
    assert found == {("x", "mean"): 2.75, ("c", "a"): 0.775}
