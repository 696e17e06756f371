import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.privacy import (closer_share, closest_distance, closest_record, identical_rows, near_identical_rows,
                                   neighbour_ratio)
from tests.tables import dataset, people

rng = np.random.default_rng


def test_identical_rows_by_hand():
    real = dataset({"n": [1, 2, 3, None], "c": ["a", "b", "c", "d"]})
    made = dataset({"n": [1, 2, 9, None, None], "c": ["a", "x", "c", "d", None]}, n="real")
    score = identical_rows.measure(real, None, made, rng(0))[0]
    assert score.value == pytest.approx(2 / 5) and score.low < 0.4 < score.high


def test_the_closest_record_by_hand():
    columns = {"n": list(range(0, 100, 10))}
    real, unseen = dataset(columns), dataset({"n": [n + 5 for n in columns["n"]]})
    # 0, 11 and 52 are nearer to train; 14 and 35 to the holdout; 92.5 is as near to either.
    made = dataset({"n": [0.0, 11, 52, 14, 35, 92.5]})
    assert closest_record.measure(real, unseen, made, rng(0))[0].value == pytest.approx(3.5 / 6)


def test_distances_are_a_multiple_of_the_holdouts():
    real = dataset({"n": list(range(0, 1000, 10))})
    unseen, made = (real.with_table(real.table + step) for step in (4, 2))
    median, nearest = closest_distance.measure(real, unseen, made, rng(0))
    assert median.value == pytest.approx(0.5, abs=1e-4) and nearest.about == ("nearest 5 %",)


def test_near_identical_rows_by_hand():
    real = dataset({"n": list(range(0, 1000, 10))})
    unseen = real.with_table(real.table + 5)
    # Every unseen row is 5 from a learned one; 1 and 14 are nearer than that, 996 and 1010 are 6 and 20 away.
    made = dataset({"n": [1, 14, 996, 1010]})
    assert near_identical_rows.measure(real, unseen, made, rng(0))[0].value == 0.5


def test_the_ratio_of_the_nearest_to_the_second_by_hand():
    real = dataset({"n": list(range(0, 1000, 10))})
    unseen, made = (real.with_table(real.table + step) for step in (4, 2))
    # 2 against 8, held against 4 against 6.
    assert neighbour_ratio.measure(real, unseen, made, rng(0))[0].value == pytest.approx((2 / 8) / (4 / 6), abs=1e-4)


def test_two_equal_real_rows_single_nobody_out():
    real = dataset({"n": list(range(0, 500, 10)) * 2})
    assert neighbour_ratio.measure(real, real.with_table(real.table + 4), real, rng(0))[0].value == 1


def test_a_copy_in_another_order_is_found():
    real, unseen = people(500, 0), people(500, 1)
    assert closest_record.measure(real, unseen, real.take(rng(5).permutation(500)), rng(0))[0].value > 0.99


def test_a_second_real_sample_stands_at_a_half():
    real, unseen, other = (people(1500, seed) for seed in range(3))
    score = closest_record.measure(real, unseen, other, rng(0))[0]
    assert score.low < 0.5 < score.high


def test_a_larger_training_table_is_cut_to_the_holdout_so_that_numbers_alone_draw_nothing_near():
    score = closer_share(people(3000, 0), people(300, 1), people(1500, 2))
    assert 0.45 < score.value < 0.55


def test_without_a_holdout_only_identical_rows_are_counted():
    real = people(60, 0)
    assert identical_rows.measure(real, None, real, rng(0))[0].value == 1
    for metric in (closest_record, closest_distance, near_identical_rows, neighbour_ratio):
        with pytest.raises(Skip, match="held out"):
            metric.measure(real, None, real, rng(0))


def test_distances_say_nothing_where_held_out_rows_are_the_same_as_learned_ones():
    real = dataset({"c": ["a", "b"] * 30})
    with pytest.raises(Skip, match="say nothing"):
        closest_distance.measure(real, real, real, rng(0))
