"""Fields drawn from distributions: numbers, categories, flags, dates, sequences, constants."""

import numpy as np
import pandas as pd

from synth.inventing.fields import SchemaError, Seen, Setting, field_kind
from synth.inventing.weights import chosen, weights_of

ROUNDS = 50
"""How often values outside of low and high are drawn again before they are put on the nearer end."""
NUMBER, NEEDED, POSITIVE = Setting("number"), Setting("number", needed=True), Setting("number", 1.0, low=1e-300)
DECIMALS = Setting("whole", low=0, high=15)
ENDS = {"low": NUMBER, "high": NUMBER, "decimals": DECIMALS}


def _between(draw, rows: int, given: dict) -> np.ndarray:
    """Numbers of draw(count), redrawn while outside of low and high (a truncated distribution), rounded to decimals."""
    low, high = given.get("low"), given.get("high")
    low, high = -np.inf if low is None else low, np.inf if high is None else high
    if low > high:
        raise SchemaError(f"low, {low:g}, lies above high, {high:g}; swap them.")
    values = np.asarray(draw(rows), dtype=float)
    for _ in range(ROUNDS):
        outside = ~((values >= low) & (values <= high))
        if not outside.any():
            break
        values[outside] = draw(int(outside.sum()))
    return _rounded(
        np.clip(np.nan_to_num(values, nan=low if np.isfinite(low) else 0.0), max(low, -1e300), min(high, 1e300)), given
    )


def _rounded(values: np.ndarray, given: dict) -> np.ndarray:
    """Rounded to that many decimals, inside of low and high still; whole numbers where there are none."""
    decimals = given.get("decimals")
    if decimals is None:
        return values
    rounded, step = np.round(values, decimals), 10.0**-decimals
    if given.get("high") is not None:
        rounded = np.where(rounded > given["high"], np.floor(given["high"] / step) * step, rounded)
    if given.get("low") is not None:
        rounded = np.where(rounded < given["low"], np.ceil(given["low"] / step) * step, rounded)
    rounded = np.round(rounded, decimals)
    return rounded.astype(np.int64) if decimals == 0 and np.abs(rounded).max(initial=0) < 2**62 else rounded


@field_kind("normal", mean=Setting("number", 0.0), sd=Setting("number", 1.0, low=0), **ENDS)
def normal(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Bell-shaped numbers about a mean; low and high cut the tails off."""
    return _between(lambda n: rng.normal(given["mean"], given["sd"], n), rows, given)


@field_kind(
    "lognormal", mean=Setting("number", 0.0, low=-300, high=300), sd=Setting("number", 1.0, low=0, high=100), **ENDS
)
def lognormal(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Positive numbers with a long upper tail; mean and sd are those of the logarithm."""
    return _between(lambda n: rng.lognormal(given["mean"], given["sd"], n), rows, given)


@field_kind("uniform", low=Setting("number", 0.0), high=Setting("number", 1.0), decimals=DECIMALS)
def uniform(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Numbers anywhere between low and high, all equally likely."""
    low, high = given["low"], given["high"]
    return _between(lambda n: low + rng.random(n) * (high - low) if low <= high else np.zeros(n), rows, given)


@field_kind(
    "integer",
    low=Setting("whole", 0, low=-(2**63), high=2**63 - 1),
    high=Setting("whole", 100, low=-(2**63), high=2**63 - 1),
)
def integer(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Whole numbers from low to high, both included, all equally likely."""
    if given["low"] > given["high"]:
        raise SchemaError(f"low, {given['low']}, lies above high, {given['high']}; swap them.")
    return rng.integers(given["low"], given["high"], rows, endpoint=True)


@field_kind("poisson", mean=Setting("number", 1.0, low=0, high=1e9), low=NUMBER, high=NUMBER)
def poisson(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Counts of what happens at random, so many on average."""
    return _between(lambda n: rng.poisson(given["mean"], n), rows, {**given, "decimals": 0})


@field_kind("binomial", trials=Setting("whole", 10, low=0, high=10**9), share=Setting("number", 0.5, low=0, high=1))
def binomial(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """How many of so many trials succeed."""
    return rng.binomial(given["trials"], given["share"], rows)


@field_kind("exponential", mean=POSITIVE, **ENDS)
def exponential(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Waiting times: small ones often, long ones rarely."""
    start = given["low"] or 0.0
    return _between(lambda n: start + rng.exponential(given["mean"], n), rows, given)


@field_kind("gamma", shape=POSITIVE, scale=POSITIVE, **ENDS)
def gamma(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Positive numbers, more lopsided the smaller the shape; the mean is shape times scale."""
    return _between(lambda n: rng.gamma(given["shape"], given["scale"], n), rows, given)


@field_kind("beta", a=POSITIVE, b=POSITIVE, low=Setting("number", 0.0), high=Setting("number", 1.0), decimals=DECIMALS)
def beta(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Shares between low and high: near high where a is larger than b."""
    return _between(
        lambda n: given["low"] + rng.beta(given["a"], given["b"], n) * (given["high"] - given["low"]), rows, given
    )


@field_kind("zipf", values=Setting("whole", 100, low=1, high=10**6), exponent=Setting("number", 1.0, low=0, high=50))
def zipf(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Ranks from 1 to values: the second comes half as often as the first, the third a third as often (exponent 1)."""
    weights = np.arange(1, given["values"] + 1, dtype=float) ** -given["exponent"]
    return chosen(rows, rng, weights) + 1


@field_kind("categorical", values=Setting("list", needed=True), weights=Setting("list"))
def categorical(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> pd.Series:
    """One of a list of values, by weights where there are any."""
    values, weights = given["values"], given["weights"] or [1] * len(given["values"])
    if any(not isinstance(value, (str, int, float, bool)) for value in values):
        raise SchemaError("values may hold texts, numbers, true and false only.")
    places = chosen(rows, rng, weights_of("weights", weights, len(values)))
    alike = len({type(value) for value in values}) == 1 or not any(isinstance(value, (str, bool)) for value in values)
    listed = pd.Series(values if alike else [str(value) for value in values])
    return listed.take(places)


@field_kind("bernoulli", share=Setting("number", 0.5, low=0, high=1))
def bernoulli(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """True in that share of the rows, else false."""
    return rng.random(rows) < given["share"]


@field_kind(
    "date",
    start=Setting("moment", pd.Timestamp("2023-01-01")),
    end=Setting("moment", pd.Timestamp("2024-12-31")),
    weekdays=Setting("list"),
    months=Setting("list"),
    time=Setting("flag", False),
)
def date(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Days from start to end; weekdays (7 weights from Monday) and months (12) weigh them; time adds a time of day."""
    start, end = given["start"], given["end"]
    if start > end:
        raise SchemaError(f"start, {start.date()}, lies after end, {end.date()}; swap them.")
    days = pd.date_range(start.normalize(), end.normalize(), freq="D")
    weights = np.ones(len(days))
    for name, count, of in (("weekdays", 7, days.dayofweek), ("months", 12, days.month - 1)):
        if given[name] is not None:
            weights *= weights_of(name, given[name], count)[of.to_numpy()]
    if not weights.sum():
        raise SchemaError("No day from start to end has a weight above 0.")
    moments = days.to_numpy()[chosen(rows, rng, weights)].astype("datetime64[ns]")
    if given["time"]:
        moments = moments + rng.integers(0, 86_400, rows).astype("timedelta64[s]")
        return np.clip(
            moments,
            start.to_datetime64(),
            max(end, end.normalize() + pd.Timedelta(seconds=86_399) if end == end.normalize() else end).to_datetime64(),
        )
    return moments


@field_kind(
    "sequence",
    start=Setting("whole", 1, low=-(2**53), high=2**53),
    step=Setting("whole", 1, low=-(10**9), high=10**9),
    prefix=Setting("text", ""),
    digits=Setting("whole", 0, low=0, high=30),
)
def sequence(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Running numbers, with a prefix and leading zeros if wanted."""
    numbers = given["start"] + given["step"] * np.arange(rows, dtype=np.int64)
    if not given["prefix"] and not given["digits"]:
        return numbers
    return np.array([f"{given['prefix']}{number:0{given['digits']}d}" for number in numbers.tolist()], dtype=object)


@field_kind("constant", value=Setting("any"))
def constant(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> pd.Series:
    """The same value in every row; without one, nothing at all."""
    return pd.Series(
        [given["value"]] * rows, dtype=object if given["value"] is None or isinstance(given["value"], str) else None
    )
