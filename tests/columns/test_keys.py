import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from synth.columns.keys import keys_of
from synth.columns.kinds import describe
from synth.dataset import Dataset

N = 60


def found(**columns) -> dict:
    table = pd.DataFrame(columns)
    return keys_of(Dataset("t", table, describe(table)))


def test_the_key_is_the_one_called_so():
    keys = found(
        nr=np.arange(N),
        order_id=[f"A-{i:04d}" for i in range(N)],
        amount=np.arange(N) * 1.5,
        customer_id=np.arange(N) // 2,
    )
    assert (
        keys["key"] == ["order_id"]
        and set(keys["unique"]) == {"nr", "order_id", "amount"}
        and keys["references"] == ["customer_id"]
    )


def test_amounts_are_no_key_though_all_differ():
    assert found(amount=np.arange(N) / 7, paid=["yes", "no"] * (N // 2))["key"] == []


def test_two_columns_together():
    table = {
        "shop": ["a", "b", "c"] * 20,
        "day": np.repeat(pd.date_range("2020-01-01", periods=20), 3),
        "sold": [1, 2] * 30,
    }
    keys = found(**table)
    assert keys["key"] == ["shop", "day"] and keys["pairs"][0] == ["shop", "day"] and keys["unique"] == []


def test_a_pair_that_repeats_late_is_no_key():
    shop, day = ["a", "b"] * 3000, np.repeat(np.arange(3000), 2)
    day[-1], day[-2] = 0, 0
    assert found(shop=shop, day=day)["pairs"] == []


def test_a_key_has_no_gaps():
    assert found(id=[*range(N - 1), None])["key"] == []


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc"), st.booleans()), min_size=1, max_size=20))
def test_what_is_called_unique_is(rows):
    table = pd.DataFrame(rows, columns=["n", "c", "f"])
    keys = keys_of(Dataset("t", table, describe(table)))
    assert all(table[name].is_unique for name in keys["unique"])
    assert all(not table[pair].duplicated().any() for pair in keys["pairs"])
