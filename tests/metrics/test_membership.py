import numpy as np
import pytest

from synth.measuring.nearest import Places
from synth.metric import Skip
from synth.metrics.membership import around, membership_density, membership_distance
from tests.tables import dataset, people

rng = np.random.default_rng


def places(*numbers: float) -> Places:
    return Places(np.float32(numbers)[:, None], np.empty((len(numbers), 0), np.uint8))


def test_distances_and_densities_by_hand():
    seen = around(places(0), places(1), places(2, 4, 6))
    # The kernel's width is a fifth of (2 + 4 + 6) / 3.
    assert seen.near == pytest.approx([1]) and seen.usual == pytest.approx([2])
    assert seen.dense == pytest.approx([np.exp(-1 / 0.8)])
    assert seen.usually_dense == pytest.approx([np.mean(np.exp([-2 / 0.8, -4 / 0.8, -6 / 0.8]))])


def test_a_copy_of_train_gives_members_away_and_one_of_the_holdout_none():
    train = dataset({"n": [float(n) for n in range(0, 1000, 10)]})
    holdout = train.with_table(train.table + 4)
    assert membership_distance.measure(train, holdout, train, rng(0))[0].value == 1
    assert membership_distance.measure(train, holdout, holdout, rng(0))[0].value == 0.5


def test_a_second_real_sample_is_a_coin():
    train, holdout, other = (people(600, seed) for seed in range(3))
    distance, density = (each.measure(train, holdout, other, rng(0))[0]
                         for each in (membership_distance, membership_density))
    assert distance.low == 0.5 < distance.high and density.low == 0 < density.high


def test_where_all_rows_are_alike_nothing_tells_members():
    data = dataset({"c": ["a", "b"] * 30})
    with pytest.raises(Skip, match="exact copy"):
        membership_density.measure(data, data, data, rng(0))
