"""The functions that formulas may call, each on whole columns at once; values are as in operations."""

import numpy as np
import pandas as pd

from synth.inventing.operations import Mismatch, each_text, finite, numbers_only, sort_of, texts_of


def _math(function, name: str):
    def computed(value: np.ndarray) -> np.ndarray:
        return finite(function(numbers_only(value, name).astype(float)))

    return computed


def _whole(function, name: str):
    def computed(value: np.ndarray) -> np.ndarray:
        made = function(numbers_only(value, name).astype(float))
        return made.astype(np.int64) if np.isfinite(made).all() and _abs_below(made) else made

    return computed


def _abs_below(value: np.ndarray) -> bool:
    return bool((np.abs(value) < 2.0**62).all())


def _round(value: np.ndarray, decimals: np.ndarray | None = None) -> np.ndarray:
    if decimals is None:
        return _whole(np.round, "round")(value)
    if decimals.ndim or not 0 <= decimals <= 15:
        raise Mismatch("round takes a number of decimals from 0 to 15")
    return np.round(numbers_only(value, "round").astype(float), int(decimals))


def _extreme(function, name: str):
    def computed(*values: np.ndarray) -> np.ndarray:
        sorts = {sort_of(each) for each in values}
        if sorts not in ({"number"}, {"date"}):
            raise Mismatch(f"{name} takes numbers, or dates")
        made = values[0]
        for each in values[1:]:
            made = function(made, each)
        return made

    return computed


def _of_date(what: str):
    def computed(value: np.ndarray) -> np.ndarray:
        if sort_of(value) != "date":
            raise Mismatch(f"{what} takes a date, not a {sort_of(value)}")
        parts = getattr(pd.Series(np.atleast_1d(value)).dt, {"weekday": "dayofweek"}.get(what, what)).to_numpy()
        parts = parts + 1 if what == "weekday" else parts
        return parts.astype(np.int64 if not np.isnan(parts.astype(float)).any() else float).reshape(value.shape)

    return computed


def _words(function):
    return lambda value: each_text(function, texts_of(value))


def _join(separator: np.ndarray, *values: np.ndarray) -> np.ndarray:
    return each_text(lambda between, *parts: between.join(parts), texts_of(separator), *map(texts_of, values))


def _length(value: np.ndarray) -> np.ndarray:
    return np.vectorize(lambda text: np.nan if text is None else float(len(text)), otypes=[float])(texts_of(value))


def _number(value: np.ndarray) -> np.ndarray:
    return pd.to_numeric(pd.Series(np.atleast_1d(value)), errors="coerce").to_numpy(dtype=float).reshape(value.shape)


FUNCTIONS = {
    "min": (_extreme(np.minimum, "min"), 2, 20),
    "max": (_extreme(np.maximum, "max"), 2, 20),
    "round": (_round, 1, 2),
    "abs": (lambda value: np.abs(numbers_only(value, "abs")), 1, 1),
    "log": (_math(np.log, "log"), 1, 1),
    "exp": (_math(np.exp, "exp"), 1, 1),
    "sqrt": (_math(np.sqrt, "sqrt"), 1, 1),
    "floor": (_whole(np.floor, "floor"), 1, 1),
    "ceil": (_whole(np.ceil, "ceil"), 1, 1),
    **{what: (_of_date(what), 1, 1) for what in ("year", "month", "day", "weekday", "hour")},
    "join": (_join, 2, 20),
    "upper": (_words(str.upper), 1, 1),
    "lower": (_words(str.lower), 1, 1),
    "strip": (_words(str.strip), 1, 1),
    "length": (_length, 1, 1),
    "text": (texts_of, 1, 1),
    "number": (_number, 1, 1),
    "missing": (lambda value: np.asarray(pd.isna(value)), 1, 1),
}
"""Name: what it does, and how many values it takes at least and at most. weekday counts from 1, Monday."""
