"""Does the synthetic table give real rows away? Always beside real rows that were not learned from."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import features
from synth.measuring.interval import wilson_again
from synth.measuring.memory import once
from synth.measuring.nearest import Places, closest, encode
from synth.measuring.neighbours import NEAR, nearest_two
from synth.metric import Metric, Score, Skip, metric

ROWS, AMONG = 5_000, 25_000
"""Most synthetic rows whose neighbours are looked up, and most rows of train and of the holdout to look among. If train
is longer than that, or than the holdout, only as large a part of what was copied from it can be found."""
REPEATS = 200
_AMONG = f"{ROWS:,} rows among up to {AMONG:,}"
_SOURCE = "Platzer & Reutterer, 'Holdout-based empirical assessment of mixed-type synthetic data' (2021)"


@metric(title="Identical rows", question="How many synthetic rows are exact copies of real ones?", family="privacy",
        best=0.0, worst=1.0, margin=0.01, source=f"{_SOURCE}: identical match share; all rows",
        says="{:.2%} of rows are copies of real ones", cost=0.06)
def identical_rows(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                   rng: np.random.Generator) -> list[Score]:
    """Share of synthetic rows that equal a training row in all modelled columns."""
    _comparable(train, synthetic)
    real, made = (each.rows() for each in features(train, train, synthetic, levels=len(train)))
    share = float(np.isin(made, real).mean())
    return [identical_rows.score(share, *wilson_again(share, len(made)))]


@metric(title="Closest record", question="Are synthetic rows nearer to the rows learned from than to unseen ones?",
        family="privacy", best=0.5, worst=1.0, margin=0.05, source=f"{_SOURCE}: share of closer records; {_AMONG}",
        says="{:.1%} of rows are nearer to learned than to unseen rows", cost=1.7)
def closest_record(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                   rng: np.random.Generator) -> list[Score]:
    """Share of synthetic rows nearer to train than to as many rows of the holdout; ties count half; 0.5 is ideal."""
    return [closer_share(train, holdout, synthetic)]


def closer_share(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rows: int = ROWS,
                 among: int = AMONG) -> Score:
    """The closest-record share of at most that many synthetic rows."""
    found = _distances(train, holdout, synthetic, rows, among)
    seen, unseen = found.seen[:, 0], found.unseen
    tied = np.isclose(seen, unseen, rtol=1e-5, atol=1e-6)
    share = float(((seen < unseen) & ~tied).mean() + tied.mean() / 2)
    return closest_record.score(share, *wilson_again(share, len(seen)))


@metric(title="Near-identical rows",
        question="How many synthetic rows lie closer to a real one than real rows ever do?",
        family="privacy", best=0.0, worst=1.0, margin=0.02, cost=1.7, source=f"{_SOURCE}: distances; {_AMONG}",
        says="{:.2%} of rows are nearer to a learned row than 99 in 100 unseen rows are")
def near_identical_rows(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                        rng: np.random.Generator) -> list[Score]:
    """Share of synthetic rows no farther from a training row than the nearest 1 % of the holdout are."""
    found = _distances(train, holdout, synthetic, ROWS, AMONG)
    share = float((found.seen[:, 0] <= np.quantile(found.control[:, 0], 0.01) + NEAR).mean())
    return [near_identical_rows.score(share, *wilson_again(share, len(found.seen)))]


@metric(title="Distance to closest record",
        question="Do synthetic rows keep the distance from real ones that unseen rows keep?",
        family="privacy", best=1.0, worst=0.0, margin=0.2, cost=1.7,
        source=f"{_SOURCE}: distance to closest record; {_AMONG}",
        says="the distance to the closest real row is {:.2f} times that of unseen rows")
def closest_distance(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                     rng: np.random.Generator) -> list[Score]:
    """Synthetic rows' median distance to train, as a multiple of the holdout's; then the same for the nearest 5 %.

    Above 1 is farther away than real rows are from each other. A part is left out where the holdout's is 0.
    """
    found = _distances(train, holdout, synthetic, ROWS, AMONG)
    return _compared(closest_distance, found.seen[:, 0], found.control[:, 0], rng)


@metric(title="Nearest against second nearest",
        question="Does a synthetic row point at one real row among those like it?",
        family="privacy", best=1.0, worst=0.0, margin=0.1, cost=1.7,
        source="Lowe, 'Distinctive image features from scale-invariant keypoints' (2004), for tables: Zhao et al., "
               f"'CTAB-GAN: effective table data synthesizing' (2021): nearest neighbour distance ratio; {_AMONG}",
        says="the ratio of the nearest to the second nearest real row's distance is {:.2f} times that of unseen rows")
def neighbour_ratio(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                    rng: np.random.Generator) -> list[Score]:
    """Synthetic rows' median ratio of the nearest training row's distance to the second's, as a multiple of the
    holdout's; then the same for the smallest 5 % of ratios.

    Near 0 a row has one real row right beside it and no other. Rows with two equally near ones, also at 0,
    have ratio 1.
    """
    found = _distances(train, holdout, synthetic, ROWS, AMONG)
    ratios = [np.where(first < second - NEAR, first / np.maximum(second, NEAR), 1.0)
              for first, second in (found.seen.T, found.control.T)]
    return _compared(neighbour_ratio, *ratios, rng)


def _compared(of: Metric, seen: np.ndarray, control: np.ndarray, rng: np.random.Generator) -> list[Score]:
    """The median of seen as a multiple of the control's, and the same of the 5 % quantile. Raises: Skip."""
    scores = []
    for about, level in (((), 0.5), (("nearest 5 %",), 0.05)):
        base = np.quantile(control, level)
        if base > NEAR:
            value = np.quantile(seen, level) / base
            low, high = _bootstrap(seen, control, level, rng)
            scores.append(of.score(value, min(low, value), max(high, value), about))
    if not scores or scores[0].about:
        raise Skip("Most held-out rows equal a training row, so that distances say nothing.")
    return scores


def _bootstrap(seen: np.ndarray, control: np.ndarray, level: float, rng: np.random.Generator) -> np.ndarray:
    """Low and high of the ratio of two quantiles in a repeat, whose rows err as well:
    as if those seen were half as many.

    A control that happens to be 0 counts as a tenth of itself.
    """
    least = np.quantile(control, level) / 10
    drawn = [np.quantile(each[rng.integers(0, len(each), (REPEATS, len(each)))], level, axis=1)
             for each in (seen, control)]
    return np.quantile(drawn[0] / np.maximum(drawn[1], least), [0.025, 0.975])


def _comparable(train: Dataset, synthetic: Dataset) -> None:
    if not train.modelled:
        raise Skip("The table holds only text and identifiers, which are replaced and not compared.")
    if not len(train) or not len(synthetic):
        raise Skip("A table without rows cannot be compared.")


@dataclass(frozen=True)
class _Distances:
    """float32 per row: of synthetic rows to the nearest two of train, rows x 2, and to the holdout; of holdout rows to
    the nearest two of train, rows x 2."""

    seen: np.ndarray
    unseen: np.ndarray
    control: np.ndarray


@once
def _distances(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rows: int, among: int) -> _Distances:
    """Distances between the tables, train and holdout cut to one size.

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
    return _Distances(nearest_two(made, real), closest(made, unseen), nearest_two(control, real))
