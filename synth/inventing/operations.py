"""What the operators of formulas do to whole columns at once.

A value is an array of shape (rows,) or (), of int64, float64 (NaN is missing), bool, datetime64[ns] or object text
(None is missing).
"""

import operator

import numpy as np
import pandas as pd

DAY = np.timedelta64(86_400_000_000_000, "ns")
LARGEST = 200_000_000
"""Characters that a column of texts may have in all."""


class Mismatch(ValueError):
    """Kinds of values that do not go together; the text says which."""


TESTS = (Mismatch,)


def plain(values: pd.Series) -> np.ndarray:
    """A column as formulas see it."""
    if values.dtype.kind == "M":
        return values.to_numpy(dtype="datetime64[ns]")
    if str(values.dtype) in ("Int64", "boolean"):
        return values.to_numpy(dtype=float, na_value=np.nan)
    if values.dtype.kind in "iufb":
        return values.to_numpy()
    return values.astype(object).where(values.notna(), None).to_numpy(dtype=object)


def sort_of(value: np.ndarray) -> str:
    return {"M": "date", "O": "text", "b": "number", "i": "number", "f": "number"}[value.dtype.kind]


def numbers_only(value: np.ndarray, what: str) -> np.ndarray:
    if sort_of(value) != "number":
        raise Mismatch(f"{what} takes numbers, not {sort_of(value)}s")
    return value.astype(np.int64) if value.dtype.kind == "b" else value


def texts_of(value: np.ndarray) -> np.ndarray:
    """Every value as text; whole numbers without a point, days without a time, missing ones None."""
    if value.dtype.kind == "O":
        return value
    series = pd.Series(np.atleast_1d(value))
    if value.dtype.kind == "M":
        days = (value == value.astype("datetime64[D]")) | np.isnat(value)
        made = series.dt.strftime("%Y-%m-%d" if np.all(days) else "%Y-%m-%d %H:%M:%S")
    elif value.dtype.kind == "f":
        made = series.map(
            lambda number: (
                None
                if pd.isna(number)
                else str(int(number))
                if number % 1 == 0 and abs(number) < 1e15
                else repr(float(number))
            )
        )
    else:
        made = series.map(str)
    made = made.astype(object).where(series.notna(), None).to_numpy(dtype=object)
    return made.reshape(value.shape)


def each_text(function, *values: np.ndarray) -> np.ndarray:
    """The function of every row's texts, None where one of them is missing."""
    arrays = np.broadcast_arrays(*values)
    made = np.empty(arrays[0].shape, dtype=object)
    made.flat = [
        None if any(part is None for part in parts) else function(*parts) for parts in zip(*(a.flat for a in arrays))
    ]
    if sum(len(text) for text in made.flat if isinstance(text, str)) > LARGEST:
        raise Mismatch(f"the texts grow beyond {LARGEST:,} characters in all")
    return made


def arithmetic(sign: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Numbers by the sign; texts can be joined by +; dates moved by days and subtracted, giving days."""
    sorts = sort_of(left), sort_of(right)
    if "text" in sorts:
        if sign != "+":
            raise Mismatch(f"texts cannot be joined by {sign}; use + or join")
        return each_text(operator.add, texts_of(left), texts_of(right))
    if "date" in sorts:
        return _dates(sign, left, right)
    left, right = numbers_only(left, sign), numbers_only(right, sign)
    if sign == "**" or (sign == "*" and _large(left) * _large(right) >= 2.0**62):
        left, right = left.astype(float), right.astype(float)
    if sign in ("//", "%"):
        right = np.where(right == 0, np.nan, right) if (right == 0).any() else right
    does = {
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "/": np.divide,
        "//": np.floor_divide,
        "%": np.mod,
        "**": np.power,
    }
    return finite(does[sign](left, right))


def _large(value: np.ndarray) -> float:
    return float(np.abs(value.astype(float)).max(initial=0)) if value.dtype.kind == "i" else 0.0


def finite(value: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(value), value, np.nan) if value.dtype.kind == "f" else value


def _dates(sign: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    if sign == "-" and sort_of(left) == sort_of(right) == "date":
        days = (left - right) / DAY
        return days.astype(np.int64) if not np.isnan(days).any() and (days % 1 == 0).all() else days
    if sort_of(left) != "date":
        left, right = right, left
        if sign == "-":
            raise Mismatch("a date cannot be taken from a number")
    if sign not in "+-" or sort_of(right) == "date":
        raise Mismatch(f"dates cannot be joined by {sign}; add or take away days, or take one from the other")
    nanoseconds = np.asarray(right, dtype=float) * 86_400e9
    if (np.abs(nanoseconds[np.isfinite(nanoseconds)]) > 4e18).any():
        raise Mismatch("that many days lead out of the calendar")
    step = np.where(np.isfinite(nanoseconds), nanoseconds, 0).round().astype(np.int64).astype("timedelta64[ns]")
    moved = left + step if sign == "+" else left - step
    return np.where(np.isfinite(nanoseconds), moved, np.datetime64("NaT", "ns"))


def negated(value: np.ndarray) -> np.ndarray:
    return -numbers_only(value, "a minus sign")


def truth(value: np.ndarray) -> np.ndarray:
    """Missing is false, as are 0 and no text."""
    if sort_of(value) == "date":
        return ~np.isnat(value)
    if value.dtype.kind == "O":
        return np.vectorize(bool, otypes=[bool])(value)
    return np.nan_to_num(value.astype(float)) != 0


def compared(sign: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """True and false; false wherever a side is missing."""
    if {sort_of(left), sort_of(right)} == {"date", "text"}:
        left, right = (_dated(each) if sort_of(each) == "text" else each for each in (left, right))
    if sort_of(left) != sort_of(right):
        raise Mismatch(f"a {sort_of(left)} cannot be compared with a {sort_of(right)}")
    does = {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }[sign]
    if sort_of(left) != "text":
        known = ~(pd.isna(left) | pd.isna(right))
        return does(left, right) & known
    arrays = np.broadcast_arrays(left, right)
    pairs = zip(arrays[0].flat, arrays[1].flat)
    return np.array([a is not None and b is not None and does(a, b) for a, b in pairs]).reshape(arrays[0].shape)


def _dated(value: np.ndarray) -> np.ndarray:
    if value.ndim:
        raise Mismatch("a date cannot be compared with a column of texts")
    return np.array(pd.Timestamp(value.item()).tz_localize(None).to_datetime64(), dtype="datetime64[ns]")


def chosen(test: np.ndarray, yes: np.ndarray, no: np.ndarray) -> np.ndarray:
    if sort_of(yes) != sort_of(no):
        raise Mismatch(f"both sides of if and else must be of a kind, not {sort_of(yes)} and {sort_of(no)}")
    return np.where(test, yes, no)


def sliced(value: np.ndarray, part: slice) -> np.ndarray:
    return each_text(lambda text: text[part], texts_of(value))
