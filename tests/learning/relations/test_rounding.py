"""Numbers put onto a grid the way the table's own program did, down to halves that floats miss."""

import numpy as np
import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations.product import products
from synth.learning.relations.rounding import ROUNDINGS
from synth.learning.relations.sum import sums


@pytest.mark.parametrize("name, steps", [
    ("half_up", [3, 4, -3, 2]), ("half_down", [2, 3, -2, 2]), ("half_even", [2, 4, -2, 2]),
    ("truncated", [2, 3, -2, 2]),
    ("raised", [3, 4, -3, 3]), ("scaled_float", [2, 4, -2, 2]), ("exact_float", [2, 4, -2, 2])])
def test_halves_by_hand(name, steps):
    """2.5, 3.5, -2.5 and 2.2 on whole numbers."""
    assert ROUNDINGS[name](np.array([2.5, 3.5, -2.5, 2.2]), 1.0).tolist() == steps


def test_floats_that_are_not_quite_a_half():
    """2.675 is 2.67499999999999982236431605997495353221893310546875 as a float; times 100 it is 267.5,
    whose even is 268."""
    number = np.array([2.675])
    assert 2.675 * 100 == 267.5 and round(2.675, 2) == 2.67 and np.round(2.675, 2) == 2.68
    assert ROUNDINGS["exact_float"](number, 100.0) == 267 and ROUNDINGS["scaled_float"](number, 100.0) == 268
    assert ROUNDINGS["half_up"](np.array([1.005]), 100.0) == 101, "1.005 is below as a float, and a half to people"
    assert ROUNDINGS["truncated"](np.array([0.29]), 100.0) == 29 and ROUNDINGS["raised"](np.array([1.1]), 10.0) == 11


def test_exact_floats_round_as_python_does():
    numbers = np.random.default_rng(0).integers(-10**6, 10**6, 5000) / 1000
    assert (ROUNDINGS["exact_float"](numbers, 100.0)
            == [round(round(each, 2) * 100) for each in numbers.tolist()]).all()


def decimals(numbers: np.ndarray, how: str) -> np.ndarray:
    """Thousandths as hundredths, in whole numbers, where no float can go wrong."""
    below, over = np.divmod(np.rint(numbers * 1000).astype(int), 10)
    up = {"half_up": over >= 5, "half_down": over > 5, "half_even": (over > 5) | ((over == 5) & (below % 2 == 1)),
          "truncated": over > 9, "raised": over > 0}[how]
    return (below + up) / 100


@pytest.mark.parametrize("how", ["half_up", "half_down", "half_even", "truncated", "raised"])
def test_a_product_comes_back_to_the_cent_however_it_was_rounded(how):
    """Prices to the cent times 1, 0.9 or 0.5: a twentieth of the products lie on a half."""
    rng = np.random.default_rng(1)
    price, share = rng.integers(99, 99_999, 1500) / 100, rng.choice([1.0, 0.9, 0.5], 1500)
    table = pd.DataFrame({"price": price, "share": share, "paid": decimals(price * share, how)})
    found = products(Dataset("made", table, describe(table)), [], rng)
    assert found.relation.rounding == how and found.column is None, "nothing is left over"
    assert (found.relation.undo(table) == table["paid"]).all()


@pytest.mark.parametrize("rounded",
                         [lambda paid: np.round(paid, 2), lambda paid: np.array([round(x, 2) for x in paid.tolist()])])
def test_a_product_of_floats_comes_back_with_its_traps(rounded):
    """258.96 * 1 * 0.9 = 233.064 is no half; 25.45 * 3 * 0.9 = 68.715 is one,
    and falls either way as the floats have it."""
    rng = np.random.default_rng(2)
    price, count, off = rng.integers(99, 30_000, 2000) / 100, rng.integers(1, 9, 2000), rng.choice(
        [0.0, 0.1, 0.25], 2000)
    price[:2], count[:2], off[:2] = [258.96, 25.45], [1, 3], 0.1
    table = pd.DataFrame({"off": off, "count": count, "price": price, "total": rounded(count * price * (1 - off))})
    found = products(Dataset("made", table, describe(table)), [], rng)
    assert found.column is None and (found.relation.undo(table) == table["total"]).all()
    assert found.relation.undo(table)[0] == 233.06


def test_a_tax_in_a_sum_comes_back_to_the_cent():
    """net + 0.05 net, to the cent as Python rounds: a tenth of the sums lie on a half."""
    rng = np.random.default_rng(3)
    net, fee = rng.integers(10, 90_000, 1500) / 100, rng.integers(1, 900, 1500) / 100
    table = pd.DataFrame({"net": net, "fee": fee,
                          "gross": [round(a * 1.05 + b, 2) for a, b in zip(net.tolist(), fee.tolist())]})
    found = sums(Dataset("made", table, describe(table)), [], rng)
    assert found.column is None and (found.relation.undo(table) == table["gross"]).all()
