"""Factors learned from runs: shared by the machine, a technique's own, and near in size before far."""

import numpy as np
import pytest

from synth.estimating.observation import Observation
from synth.estimating.times import CHANCE, MACHINE, QUANTILE, SPREADS, seconds

SIZE = (10_000, 10, 10_000)


def ran(technique: str, factor: float, size: tuple = SIZE, guess: float = 10.0,
        times: int = 1) -> tuple[Observation, ...]:
    """Runs that took that many times what was guessed."""
    return (Observation(technique, *size, guess, guess * factor, 300_000_000),) * times


def test_with_nothing_seen_the_guess_stands_in_a_wide_range():
    middle, low, high = seconds("a", SIZE, 10.0, ())
    assert middle == 10 and low * high == pytest.approx(100)
    assert 3 * low < middle < high / 3


def test_what_was_seen_of_a_technique_is_believed_and_narrows_the_range():
    middle, low, high = seconds("a", SIZE, 10.0, ran("a", 2, times=8))
    assert 19 < middle < 20 and 14 < low < high < 28


def test_a_slow_machine_is_slow_for_other_techniques_too_but_less_surely():
    seen = ran("a", 2, times=4) + ran("b", 2, times=4) + ran("c", 2, times=4)
    own, other = seconds("a", SIZE, 10.0, seen), seconds("d", SIZE, 10.0, seen)
    assert 15 < other[0] <= own[0] < 20.5
    assert other[2] / other[1] > 1.3 * own[2] / own[1]


def test_runs_near_in_size_count_more():
    """A technique that is as quick as it thinks on small tables, and takes four times that on large ones."""
    small, large = (300, 10, 300), (100_000, 10, 100_000)
    seen = ran("a", 1, small, 1.0, 6) + ran("a", 4, large, 100.0, 6)
    assert seconds("a", small, 1.0, seen)[0] < 1.2
    assert 340 < seconds("a", large, 100.0, seen)[0] < 420
    between = seconds("a", (5_000, 10, 5_000), 10.0, seen)
    assert 12 < between[0] < 35
    assert between[2] / between[1] > seconds("a", large, 100.0, seen)[2] / seconds("a", large, 100.0, seen)[1]


def test_runs_of_an_instant_say_little():
    """0.02 s where 0.1 s was guessed is no reason to expect a fifth of a guess of 100 s."""
    assert seconds("a", (1_000_000, 10, 1_000_000), 100.0, ran("a", 0.2, (300, 10, 300), 0.1, 4))[0] > 60


def test_four_in_five_runs_end_within_the_range():
    """Machines and techniques drawn as the model has them: three runs are seen of each of eight techniques,
    the fourth is told."""
    rng, inside = np.random.default_rng(0), []
    spread = SPREADS[1]
    for _ in range(40):
        machine = rng.normal(0, MACHINE)
        runs = {f"t{i}": np.exp(machine + rng.normal(0, spread * 2**0.5) + rng.normal(0, CHANCE, 4)) for i in range(8)}
        seen = tuple(each for name, factors in runs.items() for factor in factors[:3] for each in ran(name, factor))
        for name, factors in runs.items():
            _, low, high = seconds(name, SIZE, 10.0, seen)
            inside.append(low <= 10 * factors[3] <= high)
    assert 0.7 < np.mean(inside) < 0.9 and QUANTILE == pytest.approx(1.2816)
