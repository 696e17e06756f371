"""Edges of bins where a reader expects them: at round numbers, and on the calendar."""

import numpy as np

from synth.dataset import Kind

_CLOCK = [(unit, n) for unit, steps in (
    ("s", (1, 5, 15, 30)), ("m", (1, 5, 15, 30)), ("h", (1, 3, 6, 12)), ("D", (1, 7, 14)), ("M", (1, 3, 6)),
    ("Y", (1, 2, 5, 10, 20, 50, 100, 1000))) for n in steps]
_LENGTH = {"s": 1, "m": 60, "h": 3600, "D": 86400, "M": 2629746, "Y": 31556952}


def _nice(step: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... that is at least step."""
    power = 10.0 ** np.floor(np.log10(step))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= step * (1 - 1e-9))


def rounding(spread: float, kind: Kind) -> float:
    """The step to round edges to that lie this far from the first to the last: a hundredth of it, made round."""
    if kind is Kind.MOMENT:
        return next((s for s in (86400, 3600, 60) if spread >= 30 * s), 1)
    step = _nice(max(spread, 1e-300) / 100)
    return max(step, 1.0) if kind is Kind.INTEGER else step


def tidy(edges: np.ndarray, step: float) -> np.ndarray:
    """Without the last digits of float arithmetic, so that 3 * 0.1 is 0.3."""
    return np.round(edges, int(np.clip(3 - np.floor(np.log10(step)), 0, 300)))


def even(low: float, high: float, count: int, kind: Kind) -> np.ndarray:
    """Round edges of about count bins of one width, the first at or below low, the last above high."""
    step = _nice(max((high - low) / count, abs(high) * 1e-9, 1e-300)) if high > low else _nice(abs(low) / 10 or 1)
    step = max(step, 1.0) if kind is Kind.INTEGER else step
    first, last = np.floor(low / step), np.floor(high / step) + 1
    if kind is Kind.INTEGER and low == high:
        if abs(low) >= 2**53:  # whole numbers lie closer than floats there: low - 1 is low
            return np.array([np.nextafter(low, -np.inf), low, np.nextafter(low, np.inf)])
        first, last = low - 1, high + 2
        step = 1.0
    return tidy(np.arange(first, last + 1) * step, step)


def calendar(low: float, high: float, count: int) -> tuple[np.ndarray, str]:
    """Edges of at most count bins or so where minutes, hours, days, months or years begin, in seconds since 1970;
    the unit."""
    unit, n = next((c for c in _CLOCK if (high - low) / (_LENGTH[c[0]] * c[1]) <= count), _CLOCK[-1])
    first, last = (np.datetime64(int(np.floor(end)), "s").astype(f"datetime64[{unit}]").astype("int64") // n
                   for end in (low, high))
    starts = (np.arange(first, last + 2) * n).astype(f"datetime64[{unit}]")
    return starts.astype("datetime64[s]").astype("int64").astype(float), unit
