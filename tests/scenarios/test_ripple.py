"""What changed between two tables, on figures one can check by head."""

import numpy as np
import pandas as pd
import pytest

from synth.scenarios.ripple import ripple
from tests.tables import dataset, people


def by(records: list[dict], column: str, figure: str) -> dict:
    return next(each for each in records if (each["column"], each["figure"]) == (column, figure))


def test_a_mean_and_its_interval_by_hand():
    """0, 2 and 1, 3 in turn, 200 rows each: means 1 and 2, spread 1, error sqrt(1/200 + 1/200) = 0.1."""
    one, other = (dataset({"x": [low, low + 2.0] * 100}) for low in (0.0, 1.0))
    mean = by(ripple(one, other, one, ["x"]), "x", "mean")
    assert (mean["baseline"], mean["scenario"], mean["change"], mean["effect"]) == (1, 2, 1.0, 1.0)
    assert (mean["low"], mean["high"]) == pytest.approx((1 - 0.196, 1 + 0.196), abs=1e-3)
    assert mean["clear"] and mean["asked"]


def test_a_spread_by_hand():
    """-1, 1 against -2, 2: all rows lie one spread from the mean, so that it has no error."""
    one, other = (dataset({"x": [-size, size] * 50}) for size in (1.0, 2.0))
    records = ripple(one, other, one)
    spread = by(records, "x", "spread")
    assert (
        (spread["baseline"], spread["scenario"], spread["change"]) == (1, 2, 1)
        and spread["clear"]
        and not spread["asked"]
    )
    assert not by(records, "x", "mean")["clear"] and records[0] is spread


def test_a_share_by_hand():
    """A quarter becomes a half: Cohen's h = 2 (asin(sqrt 0.5) - asin(sqrt 0.25)) = 0.5236."""
    one, other = (dataset({"a": ["y"] * yes + ["n"] * (400 - yes)}) for yes in (100, 200))
    share = ripple(one, other, one)[0]
    assert (
        share["level"] in ("y", "n")
        and abs(share["change"]) == 0.25
        and abs(share["effect"]) == pytest.approx(0.5236, abs=1e-4)
    )
    error = np.sqrt(101 / 402 * 301 / 402 / 402 + 201 / 402 * 201 / 402 / 402)
    assert share["high"] - share["change"] == pytest.approx(1.96 * error, rel=1e-3)


def test_dates_change_by_days_and_gaps_are_a_level():
    one = dataset({"when": pd.date_range("2024-01-01", periods=60, freq="D"), "a": ["x"] * 60})
    other = dataset({"when": pd.date_range("2024-01-31", periods=60, freq="D"), "a": ["x"] * 30 + [None] * 30})
    records = ripple(one, other, one)
    assert by(records, "when", "mean")["change"] == pytest.approx(30) and by(records, "when", "mean")[
        "scenario"
    ].startswith("2024-02-29")
    assert by(records, "a", "share")["change"] in (0.5, -0.5)


def test_rare_levels_are_not_named():
    real = dataset({"a": ["x"] * 50 + ["secret"] * 4})
    other = dataset({"a": ["x"] * 20 + ["secret"] * 34})
    assert "secret" not in str(ripple(real, other, real))


def test_what_was_drawn_anew_is_seldom_called_clear():
    """20 pairs of tables drawn alike: fewer than 4 of them have a record past chance."""
    alarms = sum(
        any(each["clear"] for each in ripple(people(300, seed), people(300, seed + 100), people(300, seed)))
        for seed in range(20)
    )
    assert alarms <= 4


def test_intervals_cover():
    """Of 60 pairs drawn alike the interval of a mean's change holds 0 in 50 or more."""
    held = 0
    for seed in range(60):
        mean = by(ripple(people(200, seed), people(200, seed + 1000), people(200, seed)), "income", "mean")
        held += mean["low"] <= 0 <= mean["high"]
    assert 50 <= held < 60
