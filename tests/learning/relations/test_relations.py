"""Rules between columns: found, taken out, put back without loss; and kept in what is drawn."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations import apart, echoed, echoes, together
from synth.technique import make

ROWS = 2000


def dataset(table: pd.DataFrame) -> Dataset:
    return Dataset("made", table, describe(table))


def orders(rows: int = ROWS) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    quantity, price = rng.integers(1, 20, rows), rng.choice([1.99, 4.5, 9.99, 20.0, 49.95], rows)
    net, shipping = (quantity * price).round(2), rng.choice([0.0, 3.9, 7.5], rows)
    ordered = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 700, rows), unit="D")
    return pd.DataFrame({"quantity": quantity, "price": price, "net": net, "shipping": shipping,
                         "total": (net + shipping).round(2), "ordered": ordered,
                         "shipped": ordered + pd.to_timedelta(rng.poisson(3, rows), unit="D"),
                         "weekday": ordered.day_name()})


def test_rules_are_found_and_undone_without_loss():
    table = orders()
    left, rules = apart(dataset(table), np.random.default_rng(1))
    assert {rule.column for rule in rules} == {"net", "total", "shipped", "weekday"}
    assert left.names == ["quantity", "price", "shipping", "ordered", "shipped (rest)"]
    pd.testing.assert_frame_equal(together(left.table.copy(), rules)[list(table)], table)


def test_rules_hold_in_every_drawn_row():
    drawn = make("sequential_trees").fit(dataset(orders()),
                                         np.random.default_rng(1)).sample(3000, np.random.default_rng(2))
    assert ((drawn["quantity"] * drawn["price"] - drawn["net"]).abs() < 1e-9).all()
    assert ((drawn["net"] + drawn["shipping"] - drawn["total"]).abs() < 1e-9).all()
    assert (drawn["ordered"].dt.day_name() == drawn["weekday"]).all()
    assert (drawn["shipped"] - drawn["ordered"]).dt.days.between(0, 14).all()


def test_what_hangs_on_a_sum_is_kept_though_the_sum_is_not_drawn():
    table = orders()
    table["flagged"] = (table["total"] > 850) & (np.random.default_rng(3).random(ROWS) < 0.8)
    assert 20 < table["flagged"].sum() < 100, "So few that they are drawn last, given the total."
    drawn = make("sequential_trees").fit(dataset(table),
                                         np.random.default_rng(1)).sample(4000, np.random.default_rng(2))
    rates = drawn["flagged"].groupby(drawn["total"] > 850).mean()
    assert rates[False] < 0.01 and rates[True] > 0.3


def test_columns_that_wait_for_no_moment_are_made_while_a_row_is_drawn():
    data = dataset(orders())
    left, rules = apart(data, np.random.default_rng(1))
    early = echoes(rules, left, {"ordered": None})
    assert {rule.column for rule in early} == {"net", "total"} and early[0].column == "net"
    pd.testing.assert_frame_equal(echoed(left.table, early)[["net", "total"]], data.table[["net", "total"]])


def test_unrelated_columns_have_no_rules_and_few_rows_prove_none():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"a": rng.integers(0, 1000, ROWS), "b": rng.normal(size=ROWS),
                          "c": rng.choice(list("xyz"), ROWS)})
    assert apart(dataset(table), rng)[1] == []
    assert apart(dataset(orders(100)), rng)[1] == []


@settings(max_examples=25, deadline=None)
@given(weights=some.lists(some.sampled_from([-2.0, -1.0, -0.5, 0.19, 1.0, 3.0]), min_size=2, max_size=3),
       gaps=some.sampled_from([0.0, 0.1]), wrong=some.sampled_from([0.0, 0.03]), seed=some.integers(0, 99))
def test_a_sum_with_gaps_and_errors_comes_back_to_the_cent(weights, gaps, wrong, seed):
    rng = np.random.default_rng(seed)
    parts = {f"part {i}": rng.integers(0, 5000, 600) / 4 for i in range(len(weights))}
    whole = sum(weight * part for weight, part in zip(weights, parts.values())).round(2)
    # just that share, not more by chance: a rule must hold in nearly all rows
    whole = np.where(rng.permutation(600) < wrong * 600, whole + 7, whole).round(2)
    table = pd.DataFrame(parts | {"whole": np.where(rng.random(600) < gaps, np.nan, whole)})
    left, rules = apart(dataset(table), rng)
    back = together(left.table.copy(), rules)[list(table)]
    pd.testing.assert_frame_equal(back, table, check_exact=False, rtol=0, atol=1e-9)
    assert len(rules) == 1, "Any one of the columns follows from the others."


@pytest.mark.parametrize("table", [
    pd.DataFrame({"a": [None] * 300, "b": range(300)}), pd.DataFrame({"a": [1.5] * 300, "b": [2**60] * 300}),
    pd.DataFrame({"a": pd.to_datetime(["2024-01-01", None] * 150), "b": pd.array([1, None] * 150, dtype="Int64")})])
def test_odd_columns_are_left_alone_or_come_back(table):
    left, rules = apart(dataset(table), np.random.default_rng(0))
    pd.testing.assert_frame_equal(together(left.table.copy(), rules)[list(table)], table)
