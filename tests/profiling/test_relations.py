import numpy as np
import pandas as pd

from synth.profiling.relations import relations
from tests.tables import dataset

N = 500


def of(columns):
    data = dataset(columns)
    return relations(data, {name: data.table[name].nunique() for name in data.names})


def numbers(seed=0):
    return np.random.default_rng(seed)


def test_sums_and_differences_are_the_same_and_found_once():
    rng = numbers()
    net, tax = rng.integers(100, 900, N), rng.integers(1, 90, N)
    found = of({"tax": tax, "gross": net + tax, "net": net, "age": rng.integers(18, 60, N)})
    assert found["made"] == [{"total": "gross", "parts": ["tax", "net"], "sign": "+", "holds": 1.0}]


def test_products_to_the_cent_that_hold_for_most_rows():
    rng = numbers()
    price, pieces = rng.integers(100, 9999, N) / 100, rng.integers(2, 9, N)
    total = np.round(price * pieces * np.where(np.arange(N) < 100, 0.9, 1), 2)
    (made,) = of({"price": price, "pieces": pieces, "total": total})["made"]
    assert made == {"total": "total", "parts": ["price", "pieces"], "sign": "×", "holds": 0.8}


def test_gaps_do_not_hide_a_sum_and_chance_makes_none():
    rng = numbers()
    a, b = rng.normal(size=N), rng.normal(size=N)
    total = np.where(rng.random(N) < 0.3, np.nan, a + b)
    assert [each["total"] for each in of({"a": a, "b": b, "total": total})["made"]] == ["total"]
    small = {name: rng.integers(0, 30, N) for name in "abcdef"}
    assert of(small) == {"made": [], "order": []}


def test_a_part_that_is_nearly_always_nothing_makes_no_sum():
    a = np.arange(N, dtype=float)
    assert of({"a": a, "b": np.where(np.arange(N) < 9, np.arange(N), 0), "copy": a})["made"] == []


def test_what_is_never_greater():
    rng = numbers()
    start = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 900, N), "D")
    order = of({"end": start + pd.to_timedelta(rng.integers(0, 60, N), "D"), "start": start})["order"]
    assert [(each["low"], each["high"], each["holds"]) for each in order] == [("start", "end", 1.0)]


def test_numbers_that_lie_apart_anyway_are_in_no_order():
    rng = numbers()
    assert of({"year": rng.integers(1990, 2020, N), "price": rng.normal(10, 2, N)})["order"] == []


def test_two_broken_rows_in_a_hundred_break_an_order():
    rng = numbers()
    low = rng.normal(size=N)
    high = low + rng.exponential(size=N)
    high[:10] = low[:10] - 1
    assert of({"low": low, "high": high})["order"] == []
