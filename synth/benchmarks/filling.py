"""Gaps hidden on purpose and filled again, beside what others fill them with."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.imputers import IMPUTERS
from synth.benchmarks.tables import named
from synth.benchmarks.tally import Tally
from synth.dataset import Dataset
from synth.filling import fill
from synth.progress import Progress, part, quiet
from synth.technique import make

ROWS, ROUNDS, DRAWS, HIDDEN = 400, 12, 5, 0.2
"""Rows in a round, rounds, completed tables, and the share of cells hidden."""
TECHNIQUES = ("sequential_trees", "gaussian_copula")
"""One that draws given a row's cells, and one that finds donors, where none is named."""

Way = Callable[[pd.DataFrame, int], list[pd.DataFrame]]
"""Completed tables of rows with gaps, by a seed."""


def filling(
    data: Path | None,
    tables: list[str] | None = None,
    only: list[str] | None = None,
    seed: int = 0,
    progress: Progress = quiet,
) -> pd.DataFrame:
    """One record per table, way of hiding and way of filling.

    right: share of hidden categories that the likeliest value hits. error: of hidden numbers, from the mean of the
    draws, in standard deviations (root mean square). column TV, pair TV: total variation between filled and true
    values of a column, and between completed and true tables of pairs of columns. covered: share of 95 % intervals that
    hold the true mean or share; width: theirs beside those of tables without gaps.

    only: techniques, and other imputers by the names they are told by; all of these unless one is named.
    Rows are drawn from the holdout with replacement, which so is the population; cells are hidden at random, or the
    more often the higher the target is.
    Raises: ValueError where there is no such table; Cancelled.
    """
    sources, records = named(data, tables), []
    for i, source in enumerate(sources):
        told = part(progress, i / len(sources), (i + 1) / len(sources))
        told(0.0, f"{source.name}: learning")
        train, holdout = (each.only(each.modelled) for each in source.cut(seed))
        holdout = holdout.with_table(holdout.table.dropna(subset=[holdout.target]) if holdout.target else holdout.table)
        ways = _ways(train, only or TECHNIQUES, seed)
        for k, (pattern, hide) in enumerate({"at random": _mcar, "by the target": _mar}.items()):
            records += _measured(source.name, pattern, hide, ways, train, holdout, seed, part(told, k / 2, (k + 1) / 2))
    return pd.DataFrame(records)


def _ways(train: Dataset, techniques, seed: int) -> dict[str, Way]:
    """What fills, by name; each technique has learned."""

    def by(key: str) -> Way:
        learned = make(key).fit(train, np.random.default_rng([seed, 1]))
        return lambda rows, seed: list(fill(learned, train, rows, DRAWS, np.random.default_rng(seed)).tables)

    found: dict[str, Way] = {make(key).title: by(key) for key in techniques if key not in IMPUTERS}
    others = [name for name in IMPUTERS if name in techniques or not set(techniques) & set(IMPUTERS)]
    return found | {name: _bound(IMPUTERS[name], train) for name in others}


def _bound(imputer, train: Dataset) -> Way:
    return lambda rows, seed: imputer(train, rows, DRAWS, np.random.default_rng(seed))


def _mcar(table: pd.DataFrame, target: str | None, rng: np.random.Generator) -> np.ndarray:
    return rng.random(table.shape) < HIDDEN


def _mar(table: pd.DataFrame, target: str | None, rng: np.random.Generator) -> np.ndarray:
    """The chance rises with the target's rank from 0 to twice HIDDEN; the target itself is never hidden."""
    codes = (
        table[target] if table[target].dtype.kind in "iufM" else pd.Series(pd.factorize(table[target], sort=True)[0])
    )
    hidden = rng.random(table.shape) < (2 * HIDDEN * codes.rank(pct=True).to_numpy())[:, None]
    hidden[:, list(table).index(target)] = False
    return hidden


def _measured(
    name: str, pattern: str, hide, ways: dict[str, Way], train: Dataset, holdout: Dataset, seed: int, progress: Progress
) -> list[dict]:
    tallies = {way: Tally(train, holdout) for way in ("nothing hidden", *ways)}
    for round_ in range(ROUNDS):
        rng = np.random.default_rng([seed, 5, round_])
        true = holdout.table.iloc[rng.integers(len(holdout), size=min(ROWS, len(holdout)))].reset_index(drop=True)
        hidden = hide(true, holdout.target, rng) & true.notna().to_numpy()
        rows = pd.DataFrame({c: true[c].astype(object).mask(hidden[:, i]) for i, c in enumerate(true)}).convert_dtypes(
            convert_floating=False, convert_string=False
        )
        tallies["nothing hidden"].add([true], true, np.zeros_like(hidden), 0.0)
        for k, (way, filler) in enumerate(ways.items()):
            progress((round_ + k / len(ways)) / ROUNDS, f"{name}, hidden {pattern}: {way}")
            start = time.process_time()
            tables = filler(rows, seed * 1000 + round_)
            tallies[way].add(tables, true, hidden, time.process_time() - start)
    width = tallies["nothing hidden"].width
    return [
        {"data": name, "hidden": pattern, "filled by": way, **tally.record(width)} for way, tally in tallies.items()
    ]
