"""Real and synthetic rows in one table, told apart."""

import numpy as np
import pytest

from synth.augmenting import Plan, joined
from synth.dataset import Kind
from tests.tables import dataset


def table(rows: int = 300):
    rng = np.random.default_rng(0)
    rare = rng.permutation(rows) < rows / 10
    return dataset({"x": rng.normal(2.0 * rare, 1), "sort": np.where(rare, "rare", "usual")}, target="sort")


def made(plan: Plan, added: int = 0, data=None):
    return joined(data or table(), plan, "smote", added, np.random.default_rng(0))


def test_joined_rows_are_all_real_ones_and_those_of_the_class():
    found = made(Plan("rare", ("smote",)), 50)
    both = found.table
    rows = both[both["synthetic"]]
    assert len(both) == 350 and len(rows) == 50 and set(rows["sort"]) == {"rare"}
    assert sorted(both.loc[~both["synthetic"], "x"]) == sorted(table().table["x"])
    assert found.column("synthetic").kind is Kind.FLAG and found.target == "sort"


def test_rows_that_are_made_keep_the_rules_and_real_ones_stay_as_they_are():
    for plan in (Plan("rare", ("smote",), rules=("x > 1",)), Plan("rare", ("smote",), share=0.4, rules=("x > 1",))):
        both = made(plan, 50).table
        rows, real = (both.loc[both["synthetic"] == synthetic, "x"] for synthetic in (True, False))
        assert len(rows) == (120 if plan.share else 50) and (rows > 1).all() and (real <= 1).any()


def test_the_column_of_the_rows_made_takes_a_name_that_is_free():
    data = dataset(dict(table().table) | {"synthetic": [1.0, 2.0] * 150}, target="sort")
    assert list(made(Plan("rare", ("smote",)), 5, data).table)[-2:] == ["synthetic", "synthetic_2"]


def test_rules_that_the_class_breaks_are_named():
    plan = Plan("rare", ("smote",), rules=('if sort == "rare" then x > 99',))
    with pytest.raises(ValueError, match="x is above 99"):
        made(plan, 5)
