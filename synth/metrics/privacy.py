"""Does the synthetic table give real rows away? Always beside real rows that were not learned from."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import features
from synth.measuring.interval import wilson
from synth.measuring.memory import once
from synth.metric import Score, Skip, metric
from synth.measuring.nearest import Places, closest, encode

ROWS, AMONG = 5_000, 25_000
"""Most synthetic rows whose neighbours are looked up, and most rows of train and of the holdout to look among. If train is
longer than that, or than the holdout, only as large a part of what was copied from it can be found."""
_SOURCE = "Platzer & Reutterer, 'Holdout-based empirical assessment of mixed-type synthetic data' (2021)"


@metric(title="Identical rows", question="How many synthetic rows are exact copies of real ones?", family="privacy",
        best=0.0, worst=1.0, margin=0.01, source=f"{_SOURCE}: identical match share; all rows",
        says="{:.2%} of rows are copies of real ones", cost=0.06)
def identical_rows(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Share of synthetic rows that equal a training row in all modelled columns."""
    _comparable(train, synthetic)
    real, made = (each.rows() for each in features(train, train, synthetic, levels=len(train)))
    share = float(np.isin(made, real).mean())
    return [identical_rows.score(share, *wilson(share, len(made)))]


@metric(title="Closest record", question="Are synthetic rows nearer to the rows learned from than to unseen ones?", family="privacy",
        best=0.5, worst=1.0, margin=0.05, source=f"{_SOURCE}: share of closer records; 5,000 rows among up to 25,000",
        says="{:.1%} of rows are nearer to learned than to unseen rows", cost=1.5)
def closest_record(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Share of synthetic rows nearer to train than to as many rows of the holdout; ties count half; 0.5 is ideal."""
    return [closer_share(train, holdout, synthetic)]


def closer_share(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rows: int = ROWS, among: int = AMONG) -> Score:
    """The closest-record share of at most that many synthetic rows."""
    seen, unseen, _ = _distances(train, holdout, synthetic, rows, among)
    tied = np.isclose(seen, unseen, rtol=1e-5, atol=1e-6)
    share = float(((seen < unseen) & ~tied).mean() + tied.mean() / 2)
    return closest_record.score(share, *wilson(share, len(seen)))


@metric(title="Distance to closest record", question="Do synthetic rows keep the distance from real ones that unseen rows keep?",
        family="privacy", best=1.0, worst=0.0, margin=0.2, source=f"{_SOURCE}: distance to closest record; 5,000 rows among up to 25,000",
        says="the distance to the closest real row is {:.2f} times that of unseen rows", cost=1.5)
def closest_distance(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Synthetic rows' median distance to train, as a multiple of the holdout's; then the same for the nearest 5 %.

    Above 1 is farther away than real rows are from each other. A part is left out where the holdout's is 0.
    """
    seen, _, control = _distances(train, holdout, synthetic, ROWS, AMONG)
    scores = []
    for about, level in (((), 0.5), (("nearest 5 %",), 0.05)):
        base = np.quantile(control, level)
        if base > 0:
            value = np.quantile(seen, level) / base
            low, high = _bootstrap(seen, control, level, rng)
            scores.append(closest_distance.score(value, min(low, value), max(high, value), about))
    if not scores or scores[0].about:
        raise Skip("Most held-out rows equal a training row, so that distances say nothing.")
    return scores


def _bootstrap(seen: np.ndarray, control: np.ndarray, level: float, rng: np.random.Generator) -> np.ndarray:
    """Low and high of the ratio of two quantiles; a control that happens to be 0 counts as a tenth of itself."""
    least = np.quantile(control, level) / 10
    drawn = [np.quantile(rng.choice(seen, len(seen)), level) / max(np.quantile(rng.choice(control, len(control)), level), least)
             for _ in range(200)]
    return np.quantile(drawn, [0.025, 0.975])


def _comparable(train: Dataset, synthetic: Dataset) -> None:
    if not train.modelled:
        raise Skip("The table holds only text and identifiers, which are replaced and not compared.")
    if not len(train) or not len(synthetic):
        raise Skip("A table without rows cannot be compared.")


@once
def _distances(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rows: int,
               among: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of synthetic rows to train and to the holdout, and of holdout rows to train; train and holdout of one size.

    Which rows are taken hangs on nothing but their number, so that the metrics that ask share one answer.
    """
    _comparable(train, synthetic)
    if holdout is None:
        raise Skip("No real rows were held out to compare with; set a holdout share.")
    size = min(len(train), len(holdout), among)
    if size < 10:
        raise Skip(f"The nearest rows are looked for among {size} held-out rows; 10 are needed.")
    taken = [data.take(np.random.default_rng(0).choice(len(data), min(most, len(data)), replace=False))
             for data, most in ((train, size), (holdout, size), (synthetic, rows))]
    real, unseen, made = encode(train, *taken)
    control = Places(unseen.numbers[:rows], unseen.levels[:rows])
    return closest(made, real), closest(made, unseen), closest(control, real)
