"""Hard rows under rules: they keep them, but for those that break one on purpose, one a row."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.rules import on
from synth.stress import stress
from tests.tables import dataset

RULES = (
    "total == price * quantity",
    "ordered <= delivered",
    "quantity >= 1",
    "unique(order)",
    'format(order, "SO-\\d{4}")',
)


def shop(rows: int = 300) -> Dataset:
    """Orders that keep RULES: of 1 to 5 pieces, delivered 1 to 7 days later."""
    at = np.arange(rows)
    ordered = pd.Timestamp("2023-06-01") + pd.to_timedelta(3 * at, "D")
    return dataset(
        {
            "order": [f"SO-{1000 + i}" for i in at],
            "quantity": at % 5 + 1,
            "price": 2.5 * (at % 40 + 1),
            "total": 2.5 * (at % 40 + 1) * (at % 5 + 1),
            "ordered": ordered,
            "delivered": ordered + pd.to_timedelta(at % 7 + 1, "D"),
            "state": np.where(at % 3, "Ohio", "Utah"),
        },
        order="id",
    )


def stressed(share: float, rules=RULES, data: Dataset | None = None, seed: int = 0):
    data = data or shop()
    held = on(rules, data)
    return stress(data, share, np.random.default_rng(seed), rules=held), held


@pytest.mark.parametrize("share", [0.2, 0.4, 1.0])
def test_rules_are_broken_where_a_tag_says_so_and_nowhere_else(share):
    found, held = stressed(share)
    for rule in held:
        broken = rule.broken(found.data.table)
        assert set(found.tags[broken]) == {f"breaks rule: {rule.words()}"}
        assert broken.sum() == (found.tags == f"breaks rule: {rule.words()}").sum()
    assert found.counts["breaks rule"] >= len(RULES) and len(found.data) == 300


def test_what_hangs_on_a_hard_value_follows_it():
    """The highest price is 100: with it the total is 100 times the quantity, though the row had another price."""
    found, _ = stressed(0.8)
    rows = found.data.table[found.tags == "just above the highest: price"]
    assert len(rows) and (rows["price"] == 100.5).all() and (rows["total"] == 100.5 * rows["quantity"]).all()
    leap = found.data.table[found.tags == "leap day: ordered"]
    assert (
        len(leap)
        and (leap["ordered"] == pd.Timestamp(2024, 2, 29)).all()
        and (leap["delivered"] >= leap["ordered"]).all()
    )


def test_what_no_row_can_hold_is_told_and_left_out():
    """A quantity of 0 breaks the rule that it is at least 1; it comes as what breaks that rule, not by the way."""
    found, _ = stressed(0.8)
    assert {"zero: quantity", "minus one: quantity"} <= set(found.barred) and "zero: price" not in found.barred
    below = found.data.table.loc[found.tags == "breaks rule: quantity is at least 1", "quantity"]
    assert len(below) and (below < 1).all()


def test_a_key_that_never_repeats_stands_twice_only_as_a_broken_rule():
    found, _ = stressed(0.5)
    again = found.tags == "breaks rule: order never repeats"
    assert again.any() and not {"duplicate key", "row twice"} & set(found.counts)
    assert set(found.data.table.loc[again, "order"]) <= set(found.data.table.loc[~again, "order"])


def test_a_rule_on_what_is_missing_is_kept_by_rows_with_gaps():
    rule = 'if state == "Utah" then quantity is not missing'
    found, held = stressed(0.6, (rule,))
    table, tags = found.data.table, found.tags
    gaps = tags.isin(["missing block", "row without any value"])
    assert gaps.any() and not held[0].broken(table)[gaps].any()
    broken = table[tags == f"breaks rule: {held[0].words()}"]
    assert len(broken) and broken["quantity"].isna().all() and (broken["state"] == "Utah").all()


def test_the_same_seed_gives_the_same_rows():
    one, same, other = (stressed(0.3, seed=seed)[0] for seed in (1, 1, 2))
    assert one.data.digest == same.data.digest != other.data.digest and one.tags.equals(same.tags)
