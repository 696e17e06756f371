"""Columns without the words that the user says stand for missing."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api import types

from synth.columns.missing import days_of
from synth.dataset import Column


def without(values: pd.Series, column: Column, words: Sequence[str]) -> tuple[pd.Series, Column]:
    """The column with these words missing, typed and described anew.

    Raises: ValueError for a word that no value of the column can be.
    """
    from synth.columns.kinds import describe

    cleared = _cleared(values, words)
    if cleared.dtype == object and cleared.notna().any():
        cleared = _retyped(cleared)
    (described,) = describe(pd.DataFrame({column.name: cleared}))
    return cleared.rename(values.name), described


def _cleared(values: pd.Series, words: Sequence[str]) -> pd.Series:
    wanted = {str(word).strip() for word in words}
    if types.is_datetime64_any_dtype(values.dtype):
        days = pd.to_datetime(pd.Series(sorted(wanted), dtype=object), errors="coerce", format="ISO8601")
        _refuse(values, wanted, days.isna().to_numpy(), "a date like 1900-01-01")
        return values.mask(np.isin(days_of(values), days_of(days)))
    if types.is_numeric_dtype(values.dtype) and not types.is_bool_dtype(values.dtype):
        numbers = pd.to_numeric(pd.Series(sorted(wanted), dtype=object), errors="coerce").astype(float)
        _refuse(values, wanted, numbers.isna().to_numpy(), "a number")
        hit = values.astype("Float64").isin(numbers).fillna(False).astype(bool)
        return (values.astype("Int64") if values.dtype.kind in "iu" and hit.any() else values).mask(hit)
    hit = values.notna() & values.astype(str).str.strip().isin(wanted)
    if types.is_bool_dtype(values.dtype):
        return (values.astype("boolean") if hit.any() else values).mask(hit)
    return values.mask(hit, None)


def _refuse(values: pd.Series, wanted: set[str], bad: np.ndarray, what: str) -> None:
    if bad.any():
        word = np.array(sorted(wanted), dtype=object)[bad][0]
        raise ValueError(f"Column '{values.name}' holds no '{word}' that could stand for missing; name {what}.")


def _retyped(values: pd.Series) -> pd.Series:
    """Text as numbers, dates or flags where all of it is such; else as it stands."""
    import pyarrow as pa

    from synth.reading.result import Raw
    from synth.reading.types.typed import typed

    if not all(isinstance(value, str) for value in values.dropna()):
        return values
    made = typed(
        pa.array(values.where(values.notna(), None).tolist(), pa.large_string()), str(values.name), Raw("text")
    )
    same = made.dtype != object and int(made.isna().sum()) == int(values.isna().sum())
    return made.set_axis(values.index) if same else values
