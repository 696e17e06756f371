"""Peaks learned from runs: a base, a slope per cell, and families that load the same libraries."""

from synth.estimating.memory import BASE, SLOPE, peak
from synth.estimating.observation import Observation


def ran(technique: str, rows: int, bytes: float) -> Observation:
    """A run on 10 columns that drew as many rows as it learned: 20 cells a row."""
    return Observation(technique, rows, 10, rows, 1.0, 1.0, int(bytes))


def test_with_nothing_seen_it_is_a_worker_and_so_much_a_cell():
    assert peak("shuffle", 1e6, ()) == BASE + SLOPE * 1e6


def test_base_and_slope_follow_what_was_seen():
    """200 MB and 300 bytes a cell: at 10,000, 100,000 and 500,000 rows, or 0.2, 2 and 10 million cells."""
    seen = tuple(ran("shuffle", rows, 200e6 + 300 * 20 * rows) for rows in (10_000, 100_000, 500_000))
    assert 0.93 < peak("shuffle", 2e7, seen) / (200e6 + 300 * 2e7) < 1.07
    assert 0.9 < peak("shuffle", 2e5, seen) / 260e6 < 1.1


def test_one_that_loads_much_tells_of_its_family_not_of_others():
    seen = (ran("tvae", 300, 600e6), ran("shuffle", 300, 160e6), ran("resample", 300, 160e6))
    assert peak("ctgan", 6_000, seen) > 350e6
    assert peak("jitter", 6_000, seen) < 290e6


def test_no_run_takes_less_than_the_lightest_did():
    seen = tuple(ran("shuffle", rows, 200e6) for rows in (300, 300_000, 600_000))
    assert peak("shuffle", 1, seen) >= 200e6
