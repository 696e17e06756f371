"""A group of rows as conditions: as JSON, in words, and as the rows that meet them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.measuring.binning import Bins, moment, numbers

NAMED = 4
"""Most levels named in words."""

Condition = dict
"""{"column", "op", "value"} and, where rows without a value meet it too, "or_missing": true. op is ">=" or "<" (a
number, or ISO text), "in" or "not in" (a list of levels), "missing" (true or false).
All conditions of a rule must be met."""


def conditions(column: Column, bins: Bins, allowed: np.ndarray, present: np.ndarray) -> list[Condition]:
    """What keeps the rows whose bin is allowed; allowed and present (bins that any row has) are flags per code.

    Allowed bins of numbers must be neighbours, missing apart. No conditions where nothing is kept out.
    """
    if not (present & ~allowed).any():
        return []
    gap = len(allowed) - 1
    if not (present & allowed)[:gap].any():
        return [{"column": column.name, "op": "missing", "value": True}]
    if not (present & ~allowed)[:gap].any():
        return [{"column": column.name, "op": "missing", "value": False}]
    if column.kind.numeric:
        bounds = _bounds(column.kind, bins, allowed[:gap], present[:gap])
    else:
        bounds = _levels(bins, allowed, present)
    too = {"or_missing": True} if allowed[gap] and present[gap] else {}
    return [{"column": column.name, "op": op, "value": value} | too for op, value in bounds]


def meets(rule: Sequence[Condition], data: Dataset) -> np.ndarray:
    """Per row whether all conditions are met."""
    met = np.ones(len(data), bool)
    for each in rule:
        values = data.table[each["column"]]
        gap = values.isna().to_numpy()
        if each["op"] == "missing":
            met &= gap == each["value"]
        else:
            met &= np.where(gap, each.get("or_missing", False), _met(each, values, data.column(each["column"]).kind))
    return met


def plain(value: object) -> object:
    """A cell as JSON knows it: moments as ISO text, None where missing."""
    if pd.isna(value):
        return None
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return pd.Timestamp(value).isoformat()
    value = value.item() if isinstance(value, np.generic) else value
    return value if isinstance(value, (bool, int, float)) else str(value)


def words(rule: Sequence[Condition], data: Dataset) -> str:
    """The group, as "age 25 to 29 and sex Female"."""
    by_column: dict[str, list[Condition]] = {}
    for each in rule:
        by_column.setdefault(each["column"], []).append(each)
    told = []
    for name, found in by_column.items():
        said = f"{_short(name)} {_said(found, data.column(name).kind)}"
        told.append(f"({said} or missing)" if found[0].get("or_missing") else said)
    return " and ".join(told)


def _bounds(kind: Kind, bins: Bins, allowed: np.ndarray, present: np.ndarray) -> list[tuple[str, object]]:
    inside = np.flatnonzero(allowed & present)
    low, high = int(inside[0]), int(inside[-1])
    start, end = bins.edges[low], bins.edges[high + 1]
    alone = np.isfinite(start) and (end == np.nextafter(start, np.inf) or kind is Kind.INTEGER and end - start == 1)
    found = [(">=", start)] if alone or (present & ~allowed)[:low].any() else []
    found += [("<", end)] if alone or (present & ~allowed)[high + 1:].any() else []
    return [(op, _edge(edge, kind)) for op, edge in found]


def _edge(edge: float, kind: Kind) -> object:
    if kind is Kind.MOMENT:  # the first microsecond that is not before it, which is how fine moments are
        return np.datetime64(int(np.ceil(edge * 1e6)), "us").item().isoformat()
    return int(np.ceil(edge)) if kind is Kind.INTEGER else float(edge)


def _levels(bins: Bins, allowed: np.ndarray, present: np.ndarray) -> list[tuple[str, object]]:
    count = len(bins.levels)
    kept = [plain(level) for level, a, p in zip(bins.levels, allowed, present) if a and p]
    out = [plain(level) for level, a, p in zip(bins.levels, allowed, present) if p and not a]
    others_in, others = bool(allowed[count]), bool(present[count])
    if others and others_in or (not others and len(out) < len(kept)):
        return [("not in", out)]
    return [("in", kept)] if kept or not others else [("not in", [plain(level) for level in bins.levels])]


def _met(each: Condition, values: pd.Series, kind: Kind) -> np.ndarray:
    if each["op"] in ("in", "not in"):
        wanted, (positions, distinct) = set(map(_key, each["value"])), pd.factorize(values)
        found = np.array([*(_key(plain(level)) in wanted for level in distinct), False])[positions]
        return found == (each["op"] == "in")
    edge = each["value"]
    if kind is Kind.MOMENT:
        edge = numbers(pd.Series(pd.to_datetime([edge])), kind)[0]
    found = numbers(values, kind)
    return found >= edge if each["op"] == ">=" else found < edge


def _key(value: object) -> tuple[str, object]:
    return type(value).__name__, value


def _said(found: list[Condition], kind: Kind) -> str:
    by = {each["op"]: each["value"] for each in found}
    if "missing" in by:
        return "missing" if by["missing"] else "given"
    if "in" in by:
        return _listed(by["in"], "or")
    if "not in" in by:
        return ("not " if len(by["not in"]) == 1 else "none of ") + _listed(by["not in"], "and")
    low, high = by.get(">="), by.get("<")
    say = {Kind.MOMENT: _moments, Kind.INTEGER: _whole}.get(kind, _real)
    return say(low, high)


def _listed(levels: list, word: str) -> str:
    named = [_short(str(level) if str(level).strip() else "(empty)", 30) for level in levels]
    if len(named) > NAMED:
        named = [*named[:NAMED - 1], f"{len(named) - NAMED + 1} others"]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} {word} {named[-1]}"


def _whole(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"below {high:,}"
    return f"{low:,}" if high - low == 1 else f"{low:,} to {high - 1:,}"


def _real(low: float | None, high: float | None) -> str:
    """A bound a hair above a number is that number, which a bin of its own ends or begins beside."""
    start, end = (None if each is None else _tidy(each) for each in (low, high))
    if low is not None and high is not None and start == end:
        return f"exactly {start:,.10g}"
    least = None if low is None else (f"above {start:,.10g}" if start != low else f"from {start:,.10g}")
    most = None if high is None else (f"up to {end:,.10g}" if end != high else f"below {end:,.10g}")
    if low is not None and high is not None:
        return f"{least} to below {end:,.10g}" if end == high else f"{least} {most}"
    return most if least is None else f"{start:,.10g} or more" if start == low else least


def _tidy(edge: float) -> float:
    below = float(np.nextafter(edge, -np.inf))
    return below if len(repr(below)) < len(repr(edge)) else edge


def _moments(low: str | None, high: str | None) -> str:
    """A bound a microsecond after a moment is that moment, which a bin of its own begins or ends beside."""
    start, end = (None if each is None else pd.Timestamp(each) for each in (low, high))
    first, last = (None if each is None else _day(each) for each in (start, end))
    if start is not None and end is not None and end - start <= pd.Timedelta(1, "us"):
        return f"at {first}"
    least = None if start is None else f"{'after' if start.microsecond == 1 else 'from'} {first}"
    most = None if end is None else f"{'up to' if end.microsecond == 1 else 'before'} {last}"
    if least is not None and most is not None:
        return f"{least} to {most}"
    return most if least is None else least if start.microsecond == 1 else f"{first} or later"


def _day(at: pd.Timestamp) -> str:
    return moment((at.floor("s") - pd.Timestamp(0)) // pd.Timedelta(1, "s"))


def _short(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length - 1] + "…"
