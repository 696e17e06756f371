"""What a chart shows, in one sentence. Shares of real rows that are hidden are NaN and never told."""

import numpy as np

from synth.measuring.binning import moment
from synth.dataset import Kind

NOTABLE = 0.005
"""Share of rows from which a difference is named."""
_FEW = "Too few real rows to show what differs."


def of_bars(real: np.ndarray, made: np.ndarray, labels: tuple[str, ...]) -> str:
    """On the bar that is furthest off; the last one is missing values."""
    apart = np.abs(made - real)
    if np.isnan(apart).all():
        return _FEW
    worst = int(np.nanargmax(apart))
    if apart[worst] < NOTABLE:
        return f"No bar is off by more than {max(apart[worst], 0.0005):.1%} of the rows."
    what = "A missing value" if worst == len(labels) - 1 else f"'{labels[worst]}'"
    return f"{what} is {_off(real[worst], made[worst])}."


def of_cells(real: np.ndarray, made: np.ndarray, x: tuple[str, ...], y: tuple[str, ...]) -> str:
    """On the cell that is furthest off, of grids with a row per y label and a column per x label."""
    apart = np.abs(made - real)
    if np.isnan(apart).all():
        return _FEW
    i, j = np.unravel_index(np.nanargmax(apart), apart.shape)
    if apart[i, j] < NOTABLE:
        return f"No combination is off by more than {max(apart[i, j], 0.0005):.1%} of the rows."
    return f"'{x[j]}' with '{y[i]}' is {_off(real[i, j], made[i, j])}."


def of_medians(real: np.ndarray, made: np.ndarray, spread: float, kind: Kind, levels: list[str]) -> str:
    """On the level whose median is furthest off; "" if none is by a twentieth of the column's standard deviation."""
    apart = np.abs(made - real)
    if not spread > 0 or np.nanmax(apart, initial=0) <= spread / 20:
        return ""
    worst = int(np.nanargmax(apart))
    return f"For '{levels[worst]}' the median is {_text(made[worst], kind)} instead of {_text(real[worst], kind)}."


def of_correlations(real: np.ndarray, made: np.ndarray, names: list[str]) -> str:
    """On the two columns whose correlation is furthest off; square matrices, NaN where undefined."""
    apart = np.abs(made - real)[np.triu_indices(len(names), 1)]
    if np.isnan(apart).all():
        return "No correlation is defined in both tables."
    i, j = (axis[np.nanargmax(apart)] for axis in np.triu_indices(len(names), 1))
    if np.nanmax(apart) < 0.005:
        return "No correlation is off by 0.005 or more."
    return f"'{names[i]}' and '{names[j]}' differ most: {made[i, j]:.2f} instead of {real[i, j]:.2f}."


def _off(real: float, made: float) -> str:
    direction = "rare" if made < real else "frequent"
    return f"{100 * abs(made - real):.1f} points too {direction}: {made:.1%} instead of {real:.1%}"


def _text(value: float, kind: Kind) -> str:
    return moment(value)[:10] if kind is Kind.MOMENT else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
