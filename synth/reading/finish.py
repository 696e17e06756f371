"""A raw table made a dataset: names that can be used, no infinities, nothing without rows."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.columns.kinds import describe
from synth.reading.large.figures import figures_of
from synth.reading.limits import refuse_wide
from synth.reading.result import Raw, Reading, ReadError, shown

NAME = 200
"""Characters of a column's name at most."""


def finish(raw: Raw, name: str, target: str | None, rows: int | None = None) -> Reading:
    """The reading, of that many rows drawn at random where there are more.

    Raises: ReadError for a table without columns or rows, or with too many; ValueError for an unknown target.
    """
    table = raw.table
    if not table.shape[1]:
        raise ReadError(f"'{name}' holds no columns; choose a file with a header and rows.")
    if not len(table):
        raise ReadError(f"'{name}' has column names but no rows; add rows and read it again.")
    refuse_wide(table.shape[1], name)
    table = table.set_axis(usable_names(list(table.columns), raw), axis=1).reset_index(drop=True)
    table = _finite(table, raw)
    plain = None if raw.plain is None else raw.plain.set_axis(table.columns, axis=1)
    if raw.whole is not None:
        raw.whole["columns"] = [{**about, "name": each} for about, each in zip(raw.whole["columns"], table.columns)]
    elif rows is not None and rows < len(table):
        table, plain = _drawn(table, plain, rows, raw)
    return Reading(Dataset(name, table, describe(table), target), raw.format, raw.understood, tuple(raw.repairs),
                   raw.tables, raw.links, plain, raw.whole)


def _drawn(table: pd.DataFrame, plain: pd.DataFrame | None, rows: int, raw: Raw) -> tuple[
    pd.DataFrame, pd.DataFrame | None]:
    """That many rows, the same each time and in their order; the figures of all are kept."""
    raw.whole = figures_of(table)
    raw.understood["sample"] = f"a sample of {rows:,} of {len(table):,} rows"
    at = np.sort(np.random.default_rng(0).choice(len(table), rows, replace=False))
    return table.iloc[at].reset_index(drop=True), None if plain is None else plain.iloc[at].reset_index(drop=True)


def usable_names(names: list, raw: Raw) -> list[str]:
    """Names as text, trimmed, on one line, none empty, none twice; each change is told."""
    usable, taken = [], set()
    for position, given in enumerate(names, start=1):
        empty = given is None or (isinstance(given, float) and np.isnan(given))
        clean = "" if empty else " ".join(str(given)[:4 * NAME].replace("\ufeff", "").replace("\0", "").split())[
            :NAME].rstrip()
        name, count = clean or "Unnamed", 1
        while name in taken:
            count += 1
            name = f"{clean or 'Unnamed'} ({count})"
        if not clean:
            raw.tell(f"column {position} called '{name}'", "it had no name")
        elif name != clean:
            raw.tell(f"column {position} called '{name}'", f"the name '{clean}' is taken")
        elif not isinstance(given, str) or clean != given:
            raw.tell(f"column {position} called '{name}'", f"its name was {shown(repr(given))}")
        taken.add(name)
        usable.append(name)
    return usable


def _finite(table: pd.DataFrame, raw: Raw) -> pd.DataFrame:
    """Infinite numbers made missing, and told."""
    changed = {}
    for name in table.select_dtypes("float"):
        infinite = np.isinf(table[name].to_numpy())
        if infinite.any():
            changed[name] = table[name].mask(infinite)
            raw.tell(f"column '{name}': {infinite.sum():,} infinite value(s) made missing",
                     "no distribution can be learned with infinities")
    return table.assign(**changed) if changed else table
