"""Do values that few people have, and the smallest and largest of all, come out as they were?"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import FEWEST, numbers
from synth.measuring.comparable import comparable
from synth.measuring.excess import excess
from synth.measuring.memory import once
from synth.metric import Metric, Score, Skip, metric

RARE, VALUES, OUTERMOST = 5, 200, 20
"""Most training rows that hold a rare value, most rare values looked for in a column,
and how many at either end of numbers."""
_SOURCE = ("after Jayaraman & Evans, 'Are attribute inference attacks just imputation?' (2022): what unseen rows tell "
           "too is no leak; as many synthetic rows as were held out")


@metric(title="Leaked rare values", question="Do values that hardly anybody has come out?", family="privacy", best=0.0,
        worst=1.0,
        margin=0.1, cost=0.12, source=f"{_SOURCE}; up to {VALUES} values a column that at most {RARE} "
                                      "training rows hold",
        says="of rare values {:.1%} come out beyond those that unseen rows hold too")
def leaked_rare_values(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                       rng: np.random.Generator) -> list[Score]:
    """Excess of rare training values found in synthetic rows over those found in held-out ones; of all,
    then by column."""
    return _leaked(leaked_rare_values, train, holdout, synthetic, rng, rare)


@metric(title="Leaked extremes", question="Do the smallest and the largest numbers come out as they were?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=0.12,
        source=f"{_SOURCE}; the {OUTERMOST} outermost values at either end of every number that at most {RARE} "
               "training rows hold",
        says="of the outermost numbers {:.1%} come out beyond those that unseen rows hold too")
def leaked_extremes(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                    rng: np.random.Generator) -> list[Score]:
    """Excess of train's outermost numbers found in synthetic rows over those in held-out ones; of all,
    then by column."""
    return _leaked(leaked_extremes, train, holdout, synthetic, rng, outermost)


def rare(counts: pd.Series, kind: Kind) -> pd.Series:
    """Of how many rows hold each value, those of at most RARE."""
    return counts[counts <= RARE]


def outermost(counts: pd.Series, kind: Kind) -> pd.Series:
    """The same of the smallest and largest numbers only; none where the column holds few, or no numbers."""
    if not kind.numeric or len(counts) < 2 * OUTERMOST:
        return counts.iloc[:0]
    ordered = np.sort(counts.index.to_numpy())
    return rare(counts[counts.index.isin([*ordered[:OUTERMOST], *ordered[-OUTERMOST:]])], kind)


def _leaked(of: Metric, train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator,
            sought: Callable[[pd.Series, Kind], pd.Series]) -> list[Score]:
    comparable(train, synthetic)
    if holdout is None or not len(holdout):
        raise Skip("No real rows were held out to compare with; set a holdout share.")
    rows = min(len(synthetic), len(holdout))
    made, unseen = (data.take(rng.choice(len(data), rows, replace=False)) for data in (synthetic, holdout))
    found = {}
    for name, counts in _held(train).items():
        kind = train.column(name).kind
        counts = sought(counts, kind)
        counts = counts.iloc[np.sort(rng.choice(len(counts), min(VALUES, len(counts)), replace=False))]
        if len(counts):
            copied = 1 - (1 - min(rows / len(train), 1)) ** counts.to_numpy()
            found[name] = [*(counts.index.isin(_plain(data.table[name], kind)) for data in (made, unseen)), copied]
    if not found:
        raise Skip(f"No value looked for is held by {RARE} training rows or fewer.")
    return _scores(of, found)


@once
def _held(train: Dataset) -> dict[str, pd.Series]:
    """By column, how many rows hold each value, missing ones aside."""
    return {name: _plain(train.table[name], train.column(name).kind).value_counts() for name in train.modelled}


def _plain(values: pd.Series, kind: Kind) -> pd.Series:
    """Without missing values; numbers as float64 and the rest as objects,
    so that 1 and 1.0 of two tables are one value."""
    return pd.Series(numbers(values, kind) if kind.numeric else values.astype(object).to_numpy()).dropna()


def _scores(of: Metric, found: dict[str, list[np.ndarray]]) -> list[Score]:
    whole = [np.concatenate([each[side] for each in found.values()]) for side in range(3)]
    scores = [of.score(*excess(whole[0], whole[1], float(whole[2].mean())))]
    for name, (made, unseen, copied) in found.items():
        if len(made) < FEWEST:
            continue
        try:
            scores.append(of.score(*excess(made, unseen, float(copied.mean())), about=(name,)))
        except Skip:  # unseen rows hold all that is rare in this column
            continue
    return scores
