"""How a computed number came onto the grid of its column: each way that people and programs round."""

from collections.abc import Callable

import numpy as np

TINY = 1e-9
"""Share of a number within which it counts as lying on a half, or on the grid, whatever floats make of it."""
SPLIT = 2.0**27 + 1
"""Cuts a float into two halves whose products are exact."""

Rounding = Callable[[np.ndarray, float], np.ndarray]
"""Numbers and how many steps of the grid make 1 -> numbers of steps, whole, float64."""


def half_up(numbers: np.ndarray, steps: float) -> np.ndarray:
    """A half goes away from zero, as in spreadsheets and SQL."""
    scaled = numbers * steps
    return np.rint(scaled + TINY * scaled)


def half_down(numbers: np.ndarray, steps: float) -> np.ndarray:
    """A half goes towards zero."""
    scaled = numbers * steps
    return np.rint(scaled - TINY * scaled)


def half_even(numbers: np.ndarray, steps: float) -> np.ndarray:
    """A half goes to the even neighbour, as accountants round decimals."""
    up, down = half_up(numbers, steps), half_down(numbers, steps)
    return np.where(up == down, up, np.where(up % 2 == 0, up, down))


def truncated(numbers: np.ndarray, steps: float) -> np.ndarray:
    """What lies beyond the grid is cut off."""
    scaled = numbers * steps
    return np.trunc(scaled + TINY * scaled)


def raised(numbers: np.ndarray, steps: float) -> np.ndarray:
    """What lies beyond the grid counts for a whole step."""
    scaled = numbers * steps
    return np.copysign(np.ceil(np.abs(scaled) * (1 - TINY)), scaled)


def scaled_float(numbers: np.ndarray, steps: float) -> np.ndarray:
    """As numpy and pandas do: the float times the steps, itself rounded,
    and what is then a half goes to the even one."""
    return np.rint(numbers * steps)


def exact_float(numbers: np.ndarray, steps: float) -> np.ndarray:
    """As Python does: by the float's exact binary value, which seldom is a half where its decimals are.

    Source: Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18 (1971).
    """
    scaled = numbers * steps
    left, right = (each - low for each, low in ((numbers, _low(numbers)), (steps, _low(steps))))
    lost = left * right - scaled + left * (steps - right) + (numbers - left) * right + (numbers - left) * (
        steps - right)
    below = np.floor(scaled)
    beyond = (scaled - below - 0.5) + lost
    return below + np.where(beyond == 0, below % 2 != 0, beyond > 0)


def _low(number):
    """What its upper half leaves over."""
    lifted = SPLIT * number
    return number - (lifted - (lifted - number))


ROUNDINGS: dict[str, Rounding] = {each.__name__: each for each in (
    half_up, scaled_float, exact_float, half_even, half_down, truncated, raised)}
"""The likeliest first."""
