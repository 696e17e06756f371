"""Rows beside their nearest others, by any choice of columns, with those equally near."""

from collections.abc import Iterator

import numpy as np

from synth.dataset import Dataset
from synth.measuring.nearest import Places, distances, encode

BLOCK = 8
"""Rows whose distances to all others are held at once."""
NEAR = 1e-5
"""Distances no further apart than this are equal: they are sums of 32-bit fractions."""


def by_column(like: Dataset, *tables: Dataset) -> list[dict[str, Places]]:
    """Each table's places, column by column, so that distances over any columns can be taken;
    scaled as `encode` does."""
    found: list[dict[str, Places]] = [{} for _ in tables]
    for name in like.modelled:
        for places, each in zip(found, encode(like.only([name]), *(table.only([name]) for table in tables))):
            places[name] = each
    return found


def joined(columns: dict[str, Places], names: list[str]) -> Places:
    """The places of rows by these columns, of which there must be one."""
    return Places(np.hstack([columns[name].numbers for name in names]),
                  np.hstack([columns[name].levels for name in names]))


def measured(rows: Places, among: Places) -> Iterator[tuple[slice, np.ndarray]]:
    """Some rows at a time, with their distances to all others: float32, rows x others."""
    numbers, levels = np.ascontiguousarray(among.numbers.T), np.ascontiguousarray(among.levels.T)
    for top in range(0, len(rows.levels), BLOCK):
        part = slice(top, min(top + BLOCK, len(rows.levels)))
        yield part, distances(rows.numbers[part], rows.levels[part], numbers, levels)


def nearest_two(rows: Places, among: Places) -> np.ndarray:
    """float32, rows x 2: the distances to the nearest of the others and to the second; infinite where there is none."""
    found = np.full((len(rows.levels), 2), np.inf, np.float32)
    if not len(among.levels):
        return found
    for part, apart in measured(rows, among):
        first, line = apart.argmin(axis=1), np.arange(len(apart))
        found[part, 0] = apart[line, first]
        apart[line, first] = np.inf
        found[part, 1] = apart.min(axis=1)
    return found


def nearest_ones(apart: np.ndarray) -> np.ndarray:
    """Which of the others are the nearest, all that are equally near: flags, rows x others."""
    return apart <= apart.min(axis=1, keepdims=True) + NEAR
