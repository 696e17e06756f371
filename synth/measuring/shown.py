"""Counts and figures in the form in which they may be shown: hidden where few rows stand behind them, rounded,
for JSON."""

import numpy as np

from synth.dataset import Kind
from synth.measuring.binning import FEWEST, Bins, moment


def joint(real: np.ndarray, synthetic: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Real counts, real shares and synthetic shares of every code."""
    counts = [np.bincount(each, minlength=size) for each in (real, synthetic)]
    return counts[0], counts[0] / max(len(real), 1), counts[1] / max(len(synthetic), 1)


def hidden(counts: np.ndarray) -> np.ndarray:
    return (counts > 0) & (counts < FEWEST)


def used(bins: Bins, total: np.ndarray) -> list[int]:
    """Positions to show: all but an empty "other" or "missing", and empty ends of an open range."""
    ends = {bins.size - 1, 0, bins.size - 2}
    return [i for i in range(bins.size) if total[i] > 0 or i not in ends]


def plain(values: np.ndarray, digits: int = 5) -> list:
    return [None if np.isnan(v) else round(float(v), digits) for v in values]


def as_json(value: float, kind: Kind) -> float | int | str:
    """For JSON: moments as ISO text, other numbers to 5 significant digits or the whole number."""
    if kind is Kind.MOMENT:
        return moment(round(value / 3600) * 3600 if abs(value) > 1e7 else value).replace(" ", "T")
    short = float(f"{value:.5g}")
    return int(round(value)) if kind is Kind.INTEGER and abs(value) < 1e15 and value == round(value) else short
