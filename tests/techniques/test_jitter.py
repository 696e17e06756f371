"""What is particular to jitter; the contract is tested for all techniques alike."""

import numpy as np
import pytest

from synth.techniques.jitter import Jitter
from tests.tables import dataset, people


def drawn(data, **params):
    return Jitter(**params).fit(data, np.random.default_rng(0)).sample(len(data), np.random.default_rng(1))


def test_more_noise_moves_numbers_further_and_keeps_the_column():
    rng = np.random.default_rng(0)
    x = rng.normal(size=4000)
    data = dataset({"x": x, "y": x + rng.normal(0, 0.01, 4000)})
    kept = [drawn(data, noise=noise).corr().iloc[0, 1] for noise in (0.0, 0.3, 0.8)]
    assert kept == pytest.approx([1.0, 1 - 0.3**2, 1 - 0.8**2], abs=0.03)  # both sides lose the square's root
    assert drawn(data, noise=0.8)["x"].std() == pytest.approx(x.std(), abs=0.05)


def test_categories_are_swapped_as_often_as_asked_and_the_target_never():
    rng = np.random.default_rng(0)
    label = rng.choice(["a", "b"], 4000)
    data = dataset({"key": label, "c": np.where(rng.random(4000) < 0.001, "z", label)}, target="key")
    none, some = (drawn(data, swaps=share) for share in (0.0, 0.4))
    assert (none["key"] == none["c"]).mean() > 0.99
    assert (some["key"] != some["c"]).mean() == pytest.approx(0.4 / 2, abs=0.03)
    assert some["key"].value_counts().to_dict() == data.table["key"].value_counts().to_dict()


def test_what_is_missing_stays_missing():
    data = people(1000, 0)
    assert drawn(data, noise=0.9)["income"].isna().sum() == data.table["income"].isna().sum()
