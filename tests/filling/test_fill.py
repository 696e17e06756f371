"""Gaps filled: what is given stays, what follows from it follows, rules hold, and recipes do it again."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.filling import fill
from synth.recipe import Recipe
from synth.reading.samples import load_sample
from synth.rules import on
from synth.technique import make
from tests.tables import dataset


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def learned(data: Dataset, key: str = "sequential_trees", **params):
    return make(key, **params).fit(data, rng())


def coupled(rows: int = 2000) -> Dataset:
    """a is 0 or 1 by halves; b equals a in 9 of 10 rows; c is drawn last and equals b in 4 of 5."""
    r = rng(1)
    a = r.integers(0, 2, rows)
    b = np.where(r.random(rows) < 0.9, a, 1 - a)
    c = np.where(r.random(rows) < 0.8, b, 1 - b)
    return dataset({"a": a.astype(bool), "b": b.astype(bool), "c": c.astype(bool)})


def test_a_gap_is_drawn_given_what_stands_before_and_behind_it():
    """By Bayes: P(b | a, c) is 0.9 * 0.8 to 0.1 * 0.2 where a and c agree, 36 of 37; else 0.9 * 0.2 to 0.08."""
    data = coupled()
    rows = pd.DataFrame({"a": [True] * 2, "b": [None] * 2, "c": [True, False]}).iloc[np.repeat([0, 1], 1000)]
    filled = fill(learned(data, leaf=50), data, rows, 4, rng()).stacked
    shares = filled.groupby("c")["b"].mean()
    counted = data.table[data.table["a"]].groupby("c")["b"].mean()
    assert shares[True] == pytest.approx(36 / 37, abs=0.03) and shares[False] == pytest.approx(0.18 / 0.26, abs=0.08)
    assert shares.to_numpy() == pytest.approx(counted.to_numpy(), abs=0.03)


def test_missing_is_never_drawn_however_often_values_were():
    data = dataset({"a": ["x", "y"] * 200, "n": [1.0, np.nan] * 100 + [2.0, np.nan, np.nan, np.nan] * 50})
    filled = fill(learned(data), data, data.table, 2, rng())
    assert not any(table.isna().to_numpy().any() for table in filled.tables)
    assert "why it is missing tells nothing" in " ".join(filled.notes)


@pytest.fixture(scope="module")
def shop() -> tuple[Dataset, Dataset, object]:
    data = load_sample("shop")
    order = rng().permutation(len(data))
    train, rows = data.take(order[:5000]), data.take(order[5000:5300])
    return train, rows, learned(train, leaf=100)


def hidden(data: Dataset, share: float, seed: int) -> pd.DataFrame:
    """The table with that share of all cells hidden."""
    table = data.table.convert_dtypes(convert_string=False, convert_floating=False)
    return table.mask(rng(seed).random(table.shape) < share)


def test_a_given_total_agrees_with_filled_price_and_quantity(shop):
    train, rows, technique = shop
    filled = fill(technique, train, hidden(rows, 0.3, 2), 2, rng())
    for table in filled.tables:
        off = table["price"] * table["quantity"] * (1 - table["discount"]) - table["total"]
        assert (off.abs() < 0.0051).all()
        assert (table["delivered"].dt.normalize() >= table["ordered"].dt.normalize()).all()
        assert (table.groupby("product")["category"].nunique() == 1).all()


def test_made_up_columns_are_filled_with_values_that_nobody_has(shop):
    train, rows, technique = shop
    filled = fill(technique, train, hidden(rows, 0.3, 2)[["order_id", "email", "state"]], 1, rng())
    gaps = filled.filled["email"]
    assert gaps.any() and not set(filled.tables[0]["email"][gaps]) & set(train.table["email"])
    assert filled.tables[0]["order_id"].is_unique


def test_a_function_and_a_lookup_hold_in_filled_rows():
    """Weekdays follow from days, distances from pairs of ends: given either, the other is filled so that both agree."""
    data = load_sample("flights")
    train, rows = data.take(np.arange(6000)), data.take(np.arange(6000, 6250))
    filled = fill(learned(train, leaf=100), train, hidden(rows, 0.25, 3), 1, rng()).tables[0]
    assert (filled["scheduled"].dt.day_name() == filled["weekday"]).all()
    way = data.table.groupby(["origin", "dest"])["distance"].first()
    known = pd.Series([way.get(pair) for pair in zip(filled["origin"], filled["dest"])])
    assert (known == filled["distance"])[known.notna()].mean() > 0.98


@pytest.mark.parametrize("key", ["sequential_trees", "gaussian_copula"])
def test_rules_hold_where_given_cells_allow_it_and_the_rest_is_told(key):
    r = rng(4)
    price, count = r.integers(1, 50, 1000), r.integers(1, 5, 1000)
    data = dataset(
        {"price": price, "count": count, "total": price * count, "paid": price * count + r.integers(0, 9, 1000)}
    )
    rows = pd.DataFrame(
        {
            "price": [10, 10, None, 10],
            "count": [2, None, 3, 2],
            "total": [None, 40, 60, 7],
            "paid": [None, 44, 66, None],
        }
    )
    rules = on(["total == price * count", "total <= paid"], data)
    filled = fill(learned(data, key), data, rows, 3, rng(), rules=rules)
    for table in filled.tables:
        assert table["total"].tolist()[:3] == [20, 40, 60]
        assert table["count"][1] == 4 and table["price"][2] == 20 and (table["paid"] >= table["total"]).all()
    assert filled.broken == {"total is price * count": ([3], [])}


def test_a_rule_that_asks_for_a_gap_keeps_it():
    data = dataset({"job": ["none", "cook"] * 100, "wage": pd.Series([np.nan, 5.0, np.nan, 7.0] * 50)})
    rows = pd.DataFrame({"job": ["none", "cook"], "wage": [None, None]})
    filled = fill(learned(data), data, rows, 2, rng(), rules=on(['if job == "none" then wage is missing'], data))
    assert filled.left == {"wage": 1} and filled.tables[0]["wage"].notna().tolist() == [False, True]
    assert not filled.filled["wage"][0] and "a rule asks for it" in filled.notes[-1]


def test_a_recipe_fills_the_same_again_and_its_typed_rows():
    data = coupled(400)
    recipe = Recipe("sequential_trees", seed=3, filling={"draws": 2, "typed": [{"a": True}, {"c": "no"}]})
    one, again = (Recipe.from_json(recipe.to_json()).fill(data) for _ in range(2))
    for left, right in zip(one.tables, again.tables):
        pd.testing.assert_frame_equal(left, right)
    assert one.tables[0]["a"][0] and not one.tables[0]["c"][1] and list(one.tables[0]) == ["a", "b", "c"]
    other = recipe.changed(filling={"draws": 1}).fill(data, data.with_table(data.table.mask(data.table["a"])))
    assert len(other.tables) == 1 and len(other.tables[0]) == 400


@pytest.mark.parametrize(
    "recipe, why",
    [
        (Recipe("sequential_trees", filling={"draws": 21}), "draws must lie in"),
        (Recipe("shuffle", filling={"draws": 2}), "yardstick"),
        (Recipe("jitter", filling={"draws": 2}), "real rows"),
        (Recipe("sequential_trees", filling={"rows": 2}), "Filling has no 'rows'"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(recipe, why):
    with pytest.raises(ValueError, match=why):
        recipe.fill(coupled(100))
