import pytest

from synth.estimating.estimate import estimate
from synth.estimating.observation import SCORES, Observation, guess
from synth.technique import make


def test_with_nothing_seen_the_technique_s_own_guess_stands():
    """Resampling says 0.1 s and 3e-8 s for every cell drawn: 0.4 s for 1,000,000 rows of 10 columns."""
    expected = estimate("resample", {}, 1_000, 10, 1_000_000)
    assert expected.seconds == pytest.approx(0.4) == make("resample").seconds(1_000, 10, 1_000_000)
    assert expected.low < 0.4 < expected.high and expected.bytes > 260e6


def test_settings_count():
    long, short = (estimate("tabular_gpt", {"epochs": epochs}, 5_000, 10, 5_000).seconds for epochs in (20, 2))
    assert long > short


def test_what_was_seen_here_moves_it():
    rows, columns, usual = 20_000, 15, guess("mixture", {}, 20_000, 15, 20_000)
    seen = [Observation("mixture", rows, columns, rows, usual, usual * 3, 900_000_000)] * 3
    expected = estimate("mixture", {}, rows, columns, rows, seen)
    assert 2.5 < expected.seconds / usual < 3.1 and 800e6 < expected.bytes < 950e6


def test_memory_counts_the_scores_too():
    light = [Observation("resample", 1_000, 10, 1_000, 0.1, 0.1, 160_000_000)] * 3
    heavy = [Observation(SCORES, 1_000, 10, 1_000, 3.3, 5.0, 700_000_000)] * 3
    assert estimate("resample", {}, 1_000, 10, 1_000, light + heavy).bytes > 600e6
    assert estimate(SCORES, {}, 1_000, 10, 1_000, heavy).seconds == pytest.approx(5, rel=0.1)


def test_an_unknown_technique_is_refused_by_name():
    with pytest.raises(ValueError, match="no technique 'oracle'"):
        estimate("oracle", {}, 10, 2, 10)
