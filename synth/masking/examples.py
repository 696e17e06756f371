"""Values before and after a mask, for a person to look at; none that is real of anybody."""

import numpy as np
import pandas as pd

from synth.columns.surrogate import Surrogate
from synth.dataset import Dataset, Kind
from synth.masking.action import Setting, mask_of, plain
from synth.masking.cipher import Cipher
from synth.masking.plan import Step, form_of

SHOWN = 5
FEWEST = 5
"""Rows that a value must have to be shown."""


def examples(data: Dataset, step: Step, k: int, key: bytes) -> dict[str, str]:
    """example_1 .. example_5: 'before -> after'. Fewer where a category has fewer values that may be shown.

    Keys, text and personal data are made up in the column's form; numbers and moments lie evenly over the middle nine
    tenths; categories are those of at least 5 rows, rare ones are counted.
    """
    values, column, rng = data.table[step.column], data.column(step.column), np.random.default_rng(0)
    if not values.notna().any():
        return {}
    values = plain(values)
    before = _shown(values, column, rng)
    if step.action == "invent":
        after = Surrogate(values.dropna(), column).draw(len(before), rng)
        return _numbered([f"{_told(a)} → {_told(b)}" for a, b in zip(before, after)])
    mask = mask_of(step, column, values, Setting(k, Cipher(key), rng))
    pairs = [f"{_told(a)} → {_told(b)}" for a, b in zip(before, mask(before, data.table.iloc[:len(before)]))]
    rare = int(values.value_counts().between(1, k - 1).sum())
    if step.action == "other" and form_of(values) == "text" and rare:
        unknown = mask(pd.Series([f"{values.dropna().max()}?"], dtype=values.dtype), data.table.iloc[:1])
        pairs = [*pairs[:SHOWN - 1], f"({rare:,} rare values) → {unknown[0]}"]
    return _numbered(pairs)


def _numbered(pairs: list[str]) -> dict[str, str]:
    return {f"example_{i + 1}": pair for i, pair in enumerate(pairs)}


def _shown(values: pd.Series, column, rng: np.random.Generator) -> pd.Series:
    known = values.dropna()
    if not column.kind.modelled or (column.pii and column.kind != Kind.MOMENT):
        return Surrogate(known, column).draw(SHOWN, rng).reset_index(drop=True)
    if column.kind.numeric:
        plain = known.dt.tz_localize(None) if column.kind == Kind.MOMENT else known.astype(float)
        low, high = plain.quantile(0.05), plain.quantile(0.95)
        made = pd.Series([low + (high - low) * share for share in np.linspace(0, 1, SHOWN)])
        if column.kind == Kind.MOMENT:
            made = made.dt.round("D").dt.tz_localize(known.dt.tz) if known.dt.tz is not None else made.dt.round("D")
        elif column.kind == Kind.INTEGER or (known.astype(float) % 1 == 0).all():
            made = made.round()
        else:
            made = made.map(lambda value: float(f"{value:.3g}"))
        return made.astype(values.dtype).drop_duplicates().reset_index(drop=True)
    counts = known.value_counts()
    names = counts.index[counts >= FEWEST][:SHOWN]
    return pd.Series(names.to_numpy(dtype=object)).astype(values.dtype)


def _told(value) -> str:
    if pd.isna(value):
        return "missing"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
