"""A field guessed for a column of a real table: ranges, shares and name, and nothing that fewer rows than `least` stand
behind."""

import numpy as np
import pandas as pd

from synth.columns.called import words_of
from synth.dataset import Column, Kind
from synth.inventing.schema import Field

CATEGORIES = 1_000
LOOKED_AT = 20_000
POINTS = (np.arange(200) + 0.5) / 200
EXACT = 2**52
"""Whole numbers beyond this are drawn as whole numbers throughout."""
_NAMES = {
    "first name": "first_name",
    "given name": "first_name",
    "last name": "last_name",
    "surname": "last_name",
    "name": "name",
    "city": "city",
    "town": "city",
    "country": "country",
    "company": "company",
    "employer": "company",
    "job": "job",
    "street": "street_address",
    "address": "street_address",
    "postcode": "postcode",
    "zip": "postcode",
    "state": "state",
    "url": "url",
    "ip": "ipv4_private",
    "iban": "iban",
}
_PERSONAL = {
    "name": "name",
    "e-mail": "safe_email",
    "phone": "phone_number",
    "address": "street_address",
    "ip": "ipv4_private",
    "iban": "iban",
    "card": "credit_card_number",
    "user name": "user_name",
    "licence plate": "license_plate",
    "mac address": "mac_address",
    "national id": "ssn",
    "date of birth": "date_of_birth",
}


def guess(values: pd.Series, column: Column, least: int = 5) -> Field:
    """The field that draws values most like these, each column for itself.

    Ends of a range are those that `least` rows reach, where there are twice as many; categories need `least` rows,
    unless the whole table has less than twice as many.
    """
    known = values.dropna()
    missing = float(values.isna().mean()) if len(values) else 0.0
    if not len(known):
        return Field(column.name, "constant", {"value": None})
    if column.kind in (Kind.ID, Kind.TEXT):
        field, params = _worded(known, column)
    elif column.kind == Kind.MOMENT:
        field, params = _dated(known, least)
    elif column.kind == Kind.FLAG and known.dtype.kind == "b":
        field, params = "bernoulli", {"share": float(known.astype(float).mean())}
    elif column.kind in (Kind.CATEGORY, Kind.FLAG):
        field, params = _listed(known, least)
    else:
        field, params = _number(known, column.kind == Kind.INTEGER, least)
    return Field(column.name, field, params, round(missing, 6))


def _ends(known: pd.Series, least: int):
    """The smallest and largest value that `least` rows reach; the plain ends of fewer than twice as many."""
    inner = np.sort(known.to_numpy()) if known.dtype.kind != "M" else np.sort(known.dt.tz_localize(None).to_numpy())
    at = least - 1 if len(inner) >= 2 * least else 0
    return inner[at], inner[len(inner) - 1 - at]


def _worded(known: pd.Series, column: Column) -> tuple[str, dict]:
    """A Faker field by what the column is called or holds, else a running number."""
    called = words_of(column.name)
    what = _PERSONAL.get(column.pii or "") if column.pii else None
    if column.pii in (None, "name"):
        what = next((what for word, what in _NAMES.items() if f" {word} " in f" {called} "), what)
    if what:
        return "faker", {"what": what}
    if known.dtype.kind in "iu":
        return "sequence", {}
    return (
        ("faker", {"what": "sentence"})
        if column.kind == Kind.TEXT
        else ("sequence", {"prefix": f"{column.name[:20]}-", "digits": 6})
    )


def _dated(known: pd.Series, least: int) -> tuple[str, dict]:
    low, high = (pd.Timestamp(end) for end in _ends(known, least))
    clock = known.dt.tz_localize(None)
    timed = bool((clock != clock.dt.normalize()).any())
    if not timed:
        low, high = low.normalize(), high.normalize()
    params = {"start": low.isoformat(), "end": high.isoformat(), "time": timed}
    if len(known) >= 100:
        days = np.bincount(clock.dt.dayofweek, minlength=7)
        params["weekdays"] = [round(float(share), 4) for share in np.where(days >= least, days, 0) / max(days.sum(), 1)]
        if not any(params["weekdays"]):
            del params["weekdays"]
    return "date", params


def _listed(known: pd.Series, least: int) -> tuple[str, dict]:
    counts = known.value_counts(sort=False)
    counts = counts[counts > 0]
    kept = counts[counts >= least] if len(known) >= 2 * least else counts
    kept = kept.sort_values(ascending=False, kind="stable")[:CATEGORIES]
    if not len(kept):
        return (
            _number(known, known.dtype.kind in "iu", least)
            if known.dtype.kind in "iuf"
            else ("constant", {"value": None})
        )
    values = [value.item() if isinstance(value, np.generic) else value for value in kept.index.tolist()]
    plain = [value if isinstance(value, (int, float, bool)) else str(value) for value in values]
    return "categorical", {"values": plain, "weights": [int(count) for count in kept]}


def _number(known: pd.Series, whole: bool, least: int) -> tuple[str, dict]:
    """The family whose quantiles lie nearest to those of the values, inside of their range and at their decimals."""
    low, high = (end.item() for end in _ends(known, least))
    whole = whole or known.dtype.kind in "iu"
    if whole and (max(abs(low), abs(high)) >= EXACT or low == high):
        return "integer", {"low": int(low), "high": int(high)}
    numbers = known.to_numpy(dtype=float)
    if len(numbers) > LOOKED_AT:
        numbers = numbers[np.random.default_rng(0).choice(len(numbers), LOOKED_AT, replace=False)]
    decimals = 0 if whole else _decimals(numbers)
    ends = {"low": int(low) if whole else low, "high": int(high) if whole else high} | (
        {} if decimals is None else {"decimals": decimals}
    )
    if low == high:
        return "uniform", {"low": low, "high": high}
    inside = numbers[(numbers >= low) & (numbers <= high)]
    return _nearest(inside, low, high, ends, whole)


def _decimals(numbers: np.ndarray) -> int | None:
    return next(
        (d for d in range(7) if np.abs(numbers).max() < 1e9 and np.array_equal(np.round(numbers, d), numbers)), None
    )


def _nearest(inside: np.ndarray, low: float, high: float, ends: dict, whole: bool) -> tuple[str, dict]:
    """Of the families on offer the one whose draws have the nearest quantiles to those of the values inside the
    range."""
    from synth.inventing.fields import draws

    mean, sd = float(inside.mean()), float(inside.std())
    offered: list[tuple[str, dict]] = [
        ("integer", {k: ends[k] for k in ("low", "high")}) if whole else ("uniform", ends)
    ]
    if sd > 0:
        offered.append(("normal", {"mean": mean, "sd": sd, **ends}))
        share, spread = (mean - low) / (high - low), sd**2 / (high - low) ** 2
        weight = share * (1 - share) / spread - 1 if 0 < share < 1 else 0
        if 1e-3 < weight < 1e6:
            offered.append(("beta", {"a": share * weight, "b": (1 - share) * weight, **ends}))
    if low > 0:
        logs = np.log(inside)
        offered.append(("lognormal", {"mean": float(logs.mean()), "sd": float(logs.std()), **ends}))
    if low >= 0 and mean > 0 and sd > 0:
        offered += [
            ("exponential", {"mean": mean - low if mean > low else mean, **ends}),
            ("gamma", {"shape": mean**2 / sd**2, "scale": sd**2 / mean, **ends}),
        ]
    aims = np.quantile(inside, POINTS)

    def gap(each: tuple[str, dict]) -> float:
        return float(
            np.abs(np.quantile(draws(*each, 2_000, np.random.default_rng(0)).astype(float), POINTS) - aims).mean()
        )

    field, params = min(offered, key=gap)
    return field, {
        name: value if isinstance(value, int) or name in ("low", "high") else float(f"{value:.6g}")
        for name, value in params.items()
    }
