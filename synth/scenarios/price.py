"""What a scenario costs or brings: how well, and how evenly across groups, a model of its rows serves real ones."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import classes, features
from synth.measuring.interval import auc_score

ROWS, FEWEST, DRAWS = 20_000, 30, 400
"""Rows a model learns from at most; rows that a group needs to be looked at; and draws for intervals."""
Ends = tuple[float, float, float]
ACCURACY, ROWS_GAP, MODEL_GAP = "AUC on real rows", "gap in the rows", "gap in a model's decisions on real rows"


class NoPrice(Exception):
    """Raised where nothing can be said of it; its text says why, in a sentence."""


def price(
    baseline: Dataset,
    scenario: Dataset,
    holdout: Dataset | None,
    outcome: str | None,
    groups: str | None,
    rng: np.random.Generator,
) -> list[dict]:
    """Records of "figure", "baseline" and "scenario", each (value, low, high), in 0..1.

    A model of each table's rows foretells one level of the outcome (of two the rarer one, else the most frequent) for
    the holdout's real rows: how well, and, with groups, how much more often it says yes to one group of 30 rows or more
    than to another (demographic parity difference; yes is a chance above one half); and the same gap in the rows
    themselves. Raises: NoPrice.
    """
    if outcome is None or not classes(baseline.column(outcome).kind, baseline.table[outcome]):
        raise NoPrice("No target with classes is set, so that no model can be held against real rows.")
    if holdout is None or len(holdout) < FEWEST:
        raise NoPrice("No real rows were held out, so that a model cannot be tried on unseen ones; keep some back.")
    level = _level(baseline, outcome)
    truth = _is(holdout, outcome, level)
    if truth.all() or not truth.any():
        raise NoPrice(f"The rows held out do not differ in '{outcome}'.")
    chances = [_chances(each, holdout, outcome, level, rng) for each in (baseline, scenario)]
    found = [{"figure": ACCURACY} | _both([auc_score(truth, each) for each in chances])]
    if groups is None:
        return found
    inside = [_gap(each, groups, _is(each, outcome, level), rng) for each in (baseline, scenario)]
    decided = [_gap(holdout, groups, each > 0.5, rng) for each in chances]
    return [*found, {"figure": ROWS_GAP} | _both(inside), {"figure": MODEL_GAP} | _both(decided)]


def _both(figures: list[Ends]) -> dict:
    return dict(zip(("baseline", "scenario"), (list(map(float, each)) for each in figures)))


def _level(data: Dataset, outcome: str) -> object:
    counts = data.table[outcome].astype(object).value_counts()
    return counts.index[-1 if len(counts) == 2 else 0]


def _is(data: Dataset, outcome: str, level: object) -> np.ndarray:
    return data.table[outcome].astype(object).isin([level]).to_numpy()


def _chances(learned: Dataset, holdout: Dataset, outcome: str, level: object, rng: np.random.Generator) -> np.ndarray:
    """Of every row held out the chance of the level, by boosted trees on the rows learned."""
    from synth.measuring.boosted import class_probabilities

    if len(learned) > ROWS:
        learned = learned.take(np.sort(rng.choice(len(learned), ROWS, replace=False)))
    names = [name for name in learned.modelled if name != outcome]
    known, asked = features(learned, learned, holdout, names=names)
    seen, chances = class_probabilities(
        known.matrix, known.categorical, _is(learned, outcome, level), asked.matrix, rng
    )
    return chances[:, list(seen).index(True)] if True in seen else np.zeros(len(holdout))


def _gap(data: Dataset, groups: str, yes: np.ndarray, rng: np.random.Generator) -> Ends:
    """The largest difference between two groups in the share of yes, and its interval over draws of the rows."""
    kept = data.table[groups].astype(object)
    levels = [level for level, count in kept.value_counts().items() if count >= FEWEST]
    if len(levels) < 2:
        return 0.0, 0.0, 1.0
    counts = np.array(
        [[(kept.isin([level]).to_numpy() & (yes == said)).sum() for said in (False, True)] for level in levels]
    )
    drawn = rng.multinomial(counts.sum(), counts.ravel() / counts.sum(), DRAWS).reshape(DRAWS, *counts.shape)
    widths = np.array([_width(each) for each in drawn])
    value = _width(counts)
    return value, min(value, float(np.quantile(widths, 0.025))), max(value, float(np.quantile(widths, 0.975)))


def _width(counts: np.ndarray) -> float:
    share = counts[:, 1] / np.maximum(counts.sum(axis=1), 1)
    return float(share.max() - share.min())
