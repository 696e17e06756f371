"""What is particular to mixup; the contract is tested for all techniques alike."""

import numpy as np

from synth.techniques.mixup import Mixup
from tests.tables import dataset


def drawn(data, rows: int = 2000, **params):
    return Mixup(**params).fit(data, np.random.default_rng(0)).sample(rows, np.random.default_rng(1))


def test_rows_lie_between_near_ones_and_never_between_far_ones():
    rng = np.random.default_rng(0)
    side = rng.random(600) < 0.5
    data = dataset({"x": np.where(side, rng.random(600), 9 + rng.random(600)),
                    "y": np.where(side, 5 + rng.random(600), rng.random(600))})
    made = drawn(data)
    assert ((made["x"] <= 1) == (made["y"] >= 5)).mean() > 0.99
    assert not set(made["x"]) & set(data.table["x"])


def test_evenness_says_how_far_from_a_real_row():
    data = dataset({"x": np.linspace(0, 1, 40) ** 2 * 1e6 // 1})
    real, drawings = data.table["x"].to_numpy(), [drawn(data, evenness=e)["x"].to_numpy() for e in (0.01, 50.0)]
    close, midway = (abs(x[:, None] - real).min(axis=1).mean() for x in drawings)
    assert close < midway / 2


def test_categories_come_from_either_side():
    data = dataset({"x": np.arange(100.0), "c": ["a", "b"] * 50})
    made = drawn(data, neighbours=100)
    assert set(made["c"]) == {"a", "b"} and 0.3 < (made["c"] == "a").mean() < 0.7
