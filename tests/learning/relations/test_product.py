import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations import apart, together
from synth.learning.relations.product import products
from synth.reading.samples import load_sample


def found(table: pd.DataFrame):
    return products(Dataset("made", table, describe(table)), [], np.random.default_rng(0))


def test_an_amount_after_a_discount():
    rng = np.random.default_rng(0)
    quantity, price, off = rng.integers(1, 9, 800), rng.integers(99, 9999, 800) / 100, rng.choice([0.0, 0.1, 0.25], 800)
    rule = found(pd.DataFrame({"quantity": quantity, "price": price, "off": off,
                               "amount": (quantity * price * (1 - off)).round(2)})).relation
    assert rule.column == "amount" and rule.product and rule.complement == {"off"}
    assert rule.weights == {"quantity": 1.0, "price": 1.0, "off": 1.0} and rule.constant == 1.0


def test_a_number_that_is_no_product():
    rng = np.random.default_rng(0)
    assert found(pd.DataFrame({"a": rng.integers(1, 99, 800), "b": rng.integers(1, 99, 800),
                               "c": rng.integers(1, 999, 800)})) is None


def test_totals_of_the_shop_come_back_to_the_cent():
    """quantity * price * (1 - discount), a half in 1 of 80 rows, so that they say how halves were rounded."""
    shop = load_sample("shop")
    left, rules = apart(shop.only(shop.modelled), np.random.default_rng(0))
    total = next(rule for rule in rules if rule.column == "total")
    assert total.rounding == "scaled_float" and "total (rest)" not in left.names
    assert (together(left.table.copy(), rules)["total"] == shop.table["total"]).all()
