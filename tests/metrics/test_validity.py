import numpy as np
import pytest

from synth.metrics.validity import form, validity
from tests.tables import dataset

rng = np.random.default_rng


def shares(real, made) -> dict[tuple, float]:
    return {s.about: s.value for s in validity.measure(real, None, made, rng(0))}


def test_ranges_levels_and_whole_numbers_by_hand():
    real = dataset({"n": [0, 1, 5, 9], "r": [0.5, 1.0, 1.5, 2.0], "c": list("aabc"),
                    "m": np.array(["2020-01-01"] * 4, "M8[ns]")})
    made = dataset({"n": [0.0, 2.5, 10.0, 8.0], "r": [0.7, 0.4, 3.0, 1.0], "c": ["a", "d", "b", None],
                    "m": np.array(["2020-01-01", "2020-01-02", "2019-12-31", "2020-01-01"], "M8[ns]")}, n="integer")
    found = shares(real, made)
    # n: 2.5 is not whole and 10 too large; c: d is unknown and nothing is missing in the real column
    assert found == pytest.approx({(): 0.5, ("n",): 0.5, ("r",): 0.5, ("c",): 0.5, ("m",): 0.5})


def test_gaps_are_valid_where_the_real_column_has_some():
    real, made = dataset({"n": [1.0, 3.0, None, 2.0]}), dataset({"n": [None, None, 1.0, 2.5]})
    assert shares(real, made) == pytest.approx({(): 0.75, ("n",): 0.75})


def test_formats_of_texts_and_keys_by_hand():
    assert form("AB-12 34é") == form("Q-7  001x") == "a-9 9a" and form("a1") != form("1a")
    real = dataset({"k": [f"K-{i}" for i in range(100)], "t": ["so long."] * 50 + ["Yes!"] * 50, "n": [1] * 100},
                   k="id", t="text")
    made = dataset({"k": ["K-500", "K 500", "L-1", "K-"], "t": ["oh yes.", "Yes", "No!", "9!"], "n": [1] * 4},
                   k="id", t="text")
    assert shares(real, made) == pytest.approx({(): 2 / 3, ("k",): 0.5, ("t",): 0.5, ("n",): 1.0})


def test_free_text_has_no_format():
    texts = ["".join(".!?,;:"[(i >> k) % 6] for k in range(9)) for i in range(150)]
    real = dataset({"n": [1, 2] * 75, "t": texts}, t="text")
    assert set(shares(real, real)) == {(), ("n",)}
