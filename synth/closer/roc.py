"""How well a model tells synthetic rows from real ones, at every threshold, and by which columns."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.telling import Telling, tell
from synth.metric import Skip
from synth.progress import Progress

ROWS, FEW, POINTS, LEANED = 10_000, 10, 41, 8
"""Most rows of either table, the fewest, points of the curve, and most columns named."""
NOTICED = 0.005
"""The loss of AUC from which on a model leans on a column."""


def roc(train: Dataset, synthetic: Dataset, rng: np.random.Generator, progress: Progress) -> dict:
    """{"real", "synthetic": shares, "auc": {"value", "low", "high"}, "leaned": [{"column", "lost"}], "rows"}.

    At each threshold, real has the share of real rows wrongly taken for synthetic, synthetic that of synthetic rows
    found out, averaged over three folds at equal steps of the first. leaned: the columns whose permutation costs the
    model most AUC, the most first. rows: how many of either table were looked at. Raises: Skip, Cancelled.
    Source: Fawcett, "An introduction to ROC analysis" (2006), section 8.1, for averaging curves.
    """
    rows = min(ROWS, len(train), len(synthetic))
    if rows < FEW or not train.modelled:
        raise Skip(f"Telling real from synthetic needs {FEW} rows of either, and columns that are not text or ids.")
    cut = [data.take(np.sort(rng.choice(len(data), rows, replace=False))) for data in (train, synthetic)]
    found = tell(*cut, rng, lean=True)
    steps = np.linspace(0, 1, POINTS)
    curve = np.mean([_curve(*part, steps) for part in found.folds()], axis=0)
    return {"real": steps.round(4).tolist(), "synthetic": curve.round(4).tolist(),
            "auc": dict(zip(("value", "low", "high"), (round(each, 4) for each in found.auc))),
            "leaned": _most(found), "rows": rows}


def _curve(is_made: np.ndarray, said: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The share of synthetic rows found out where these shares of real rows are wrongly taken for synthetic."""
    order = np.argsort(-said, kind="stable")
    last = np.append(np.diff(said[order]) != 0, True)  # rows of one probability fall together
    wrongly, rightly = (np.append(0, np.cumsum(flags[order])[last] / flags.sum()) for flags in (~is_made, is_made))
    found = np.interp(steps, wrongly, rightly)
    found[0] = rightly[wrongly == 0].max()
    return found


def _most(found: Telling) -> list[dict]:
    leaned = sorted(found.leaned.items(), key=lambda item: -item[1])
    return [{"column": name, "lost": round(lost, 4)} for name, lost in leaned[:LEANED] if lost >= NOTICED]
