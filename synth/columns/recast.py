"""Columns changed to what the user says they are, and tables put into the form of another."""

import numpy as np
import pandas as pd
from pandas.api import types

from synth.dataset import Dataset, Kind


def recast(values: pd.Series, kind: Kind) -> pd.Series:
    """The column as stored for that kind; where the stored form already serves, unchanged.

    integer: int64 or Int64; real: float64; moment: datetime64[ns]; text: strings; id: integers or strings;
    category: as stored; flag: as stored, with at most two distinct values.
    Raises: ValueError naming the column and a value that does not fit.
    """
    stored = values.dtype
    if kind == Kind.CATEGORY or (kind == Kind.ID and types.is_integer_dtype(stored)):
        return values
    if kind == Kind.FLAG:
        distinct = pd.unique(values.dropna())
        if len(distinct) > 2:
            raise ValueError(f"Column '{values.name}' holds {distinct[0]}, {distinct[1]} and {distinct[2]}; "
                             "a flag has two values at most. Choose category.")
        return values
    if kind in (Kind.TEXT, Kind.ID):
        return values.astype(str).astype(object).mask(values.isna(), None) if stored != object else values
    if kind == Kind.MOMENT:
        return _moments(values)
    numbers = _numbers(values, kind)
    return numbers.astype("float64") if kind == Kind.REAL else _integers(values, numbers)


def _refuse(values: pd.Series, bad: pd.Series, wanted: str) -> None:
    if bad.any():
        raise ValueError(
            f"Column '{values.name}' holds '{values[bad].iloc[0]}', which is not {wanted}; choose another kind."
        )


def _numbers(values: pd.Series, kind: Kind) -> pd.Series:
    wanted = "a number" if kind == Kind.REAL else "a whole number"
    if types.is_datetime64_any_dtype(values.dtype):
        _refuse(values, values.notna(), wanted)
    numbers = values
    if not types.is_numeric_dtype(values.dtype) or types.is_bool_dtype(values.dtype):
        numbers = (
            values.astype("boolean") if types.is_bool_dtype(values.dtype) else pd.to_numeric(values, errors="coerce")
        )
        numbers = numbers.astype("Int64") if str(numbers.dtype) == "boolean" else numbers
    _refuse(values, numbers.isna() & values.notna(), wanted)
    if types.is_float_dtype(numbers.dtype):
        _refuse(values, np.isinf(numbers.astype("float64")), wanted)
    return numbers


def _integers(values: pd.Series, numbers: pd.Series) -> pd.Series:
    if types.is_float_dtype(numbers.dtype):
        reals = numbers.astype("float64")
        _refuse(values, reals.notna() & ((reals != reals.round()) | (reals.abs() > 2**53)), "a whole number")
    return numbers.astype("Int64" if numbers.isna().any() else "int64")


def _moments(values: pd.Series) -> pd.Series:
    if types.is_datetime64_any_dtype(values.dtype):
        return values
    if types.is_float_dtype(values.dtype) and values.isna().all():
        return values.astype("datetime64[ns]")
    text = values.astype("string")
    if types.is_numeric_dtype(values.dtype):
        text = text.where(text.str.fullmatch(r"[12]\d{3}((0[1-9]|1[0-2])([0-2]\d|3[01]))?"))
        moments = pd.to_datetime(text, errors="coerce", format="%Y%m%d").fillna(
            pd.to_datetime(text, errors="coerce", format="%Y"))
    else:
        moments = pd.to_datetime(text, errors="coerce", format="mixed", dayfirst=_day_first(text))
    _refuse(values, moments.isna() & values.notna(), "a date or time")
    return moments


def _day_first(text: pd.Series) -> bool:
    """Whether 03.04.2021 is in April: where a first part is above 12; where none tells, as is usual with points."""
    parts = text.dropna().str.extract(r"^\s*(\d{1,2})([-/.])(\d{1,2})[-/.]\d{4}").dropna()
    if not len(parts):
        return False
    first, second = parts[0].astype(int), parts[2].astype(int)
    return bool((first > 12).any() or ((second <= 12).all() and (parts[1] == ".").all()))


def conform(table: pd.DataFrame, like: Dataset) -> Dataset:
    """The table as another sample of that dataset: its columns, order, kinds and, as far as values allow, dtypes.

    Columns that the dataset lacks are left out; whole numbers with gaps become Int64.
    Raises: ValueError for columns that the table lacks and for values that do not fit, with an example.
    """
    lacking = [name for name in like.names if name not in table]
    if lacking:
        raise ValueError(f"The table lacks the columns {lacking} of '{like.name}'; it has {list(table.columns)}.")
    return like.with_table(pd.DataFrame({name: stored(table[name], like.table[name].dtype) for name in like.names}))


def stored(values: pd.Series, dtype) -> pd.Series:
    """The column in that dtype, as far as its values allow. Raises: ValueError naming the column and a value that does
    not fit."""
    if values.dtype == dtype:
        return values
    if types.is_bool_dtype(dtype):
        words = values.astype("string").str.strip().str.lower().str.replace(r"\.0$", "", regex=True)
        flags = words.map({"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}).astype(
            "boolean"
        )
        _refuse(values, flags.isna() & values.notna(), "true or false")
        return flags if flags.isna().any() else flags.astype(bool)
    if types.is_datetime64_any_dtype(dtype):
        moments, zone = _moments(values), getattr(dtype, "tz", None)
        if moments.dt.tz is None:
            return moments.dt.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward") if zone else moments
        return moments.dt.tz_convert(zone)
    if types.is_integer_dtype(dtype):
        return recast(values, Kind.INTEGER)
    return recast(values, Kind.REAL if types.is_float_dtype(dtype) else Kind.TEXT)
