"""Estimates in words."""

import math

from synth.estimating.estimate import Estimate

UNITS = (("s", 1), ("min", 60), ("h", 3600), ("days", 86400))


def cost(estimate: Estimate) -> str:
    """As in "about 20 to 40 s of work and 600 MB"."""
    return f"{time_range(estimate.low, estimate.high)} of work and {memory(estimate.bytes)}"


def time_range(low: float, high: float) -> str:
    """As in "about 20 to 40 s" or "about 40 s to 3 min": with one digit that counts, never finer than a second."""
    if high < 1:
        return "under a second"
    (least, unit), (most, last) = _told(low), _told(high)
    if low < 1:
        return f"up to {most} {last}"
    if (least, unit) == (most, last):
        return f"about {most} {last}"
    return f"about {least} to {most} {last}" if unit == last else f"about {least} {unit} to {most} {last}"


def memory(count: float) -> str:
    """Bytes with one digit that counts, two from 10 on: 600 MB, 1.2 GB, 12 GB."""
    if count < 950e6:
        return f"{max(round(count / 50e6) * 50, 50)} MB"
    return f"{count / 1e9:.1f} GB" if count < 9.95e9 else f"{count / 1e9:.0f} GB"


def beyond(estimate: Estimate, cap: float) -> str:
    """A warning where the job would need more memory than the cap, in bytes; "" where it would not."""
    if estimate.bytes <= cap:
        return ""
    return (f"It may need {memory(estimate.bytes)} of memory, more than this job may take ({memory(cap)}): take a "
            "sample of the rows, leave columns out, or choose a lighter technique.")


def _told(seconds: float) -> tuple[str, str]:
    """A number and its unit."""
    unit, size = next((each for each in reversed(UNITS) if seconds >= 1.5 * each[1]), UNITS[0])
    return f"{_round(seconds / size):g}", unit


def _round(value: float) -> float:
    """To one digit that counts, but to halves of it up to twice: 3.4 is 3, 34 is 30, 13 is 15 and 1.7 is 2."""
    power = 10.0 ** max(math.floor(math.log10(value)), 0)
    step = power / 2 if power >= 10 and value < 2 * power else power
    return max(round(value / step) * step, 1)
