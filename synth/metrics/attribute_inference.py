"""Can what is not known about a person be guessed from what is, by way of the synthetic table?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.attacked import AMONG, TARGETS, attacked, known, sampled
from synth.measuring.binning import codes, quantile_bins
from synth.measuring.excess import excess
from synth.measuring.features import features
from synth.measuring.forest import grown
from synth.measuring.memory import once
from synth.measuring.nearest import Places
from synth.measuring.neighbours import joined, measured, nearest_ones
from synth.metric import Metric, Score, Skip, metric

SECRETS, CLOSE = 4, 0.05
"""Most columns guessed in turn; how near, in a column's 1 % to 99 % range, a guessed number must be."""
_ROWS = f"{TARGETS} rows each of train and the holdout, {SECRETS} columns in turn, up to {AMONG:,} synthetic rows"


@metric(title="Attribute inference by nearest rows",
        question="Does a person's nearest synthetic row tell what was not known of them?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=1.5,
        source="Elliot, 'Final report on the disclosure risk associated with synthetic data' (2014), and Taub et al., "
               f"'Differential correct attribution probability for synthetic data' (2018), by nearest match; {_ROWS}",
        says="nearest rows tell {:.1%} of what those of an exact copy would tell about learned rows")
def correct_attribution(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                        rng: np.random.Generator) -> list[Score]:
    """Excess of learned over unseen rows in correct attribution probability; over all columns guessed, then each.

    All other columns are known; the probability is the share of the nearest synthetic rows, all equally near ones,
    whose value is the right one, for a number: within 5 % of its range.
    """
    rows, copied = attacked(train, holdout, synthetic), _copied_nearest(train, holdout)
    return _scores(correct_attribution,
                   {name: [*(attribution(real, rows.made, name) for real in (rows.learned, rows.unseen)), told]
                                         for name, told in copied.items()})


@once
def _copied_nearest(train: Dataset, holdout: Dataset | None) -> dict[str, np.ndarray]:
    """By secret, how far the nearest rows of an exact copy tell it, per learned row."""
    copy = attacked(train, holdout, train)
    return {name: attribution(copy.learned, copy.made, name) for name in secrets(known(train))}


@metric(title="Attribute inference by a model",
        question="Does a model of the synthetic table know what was not known of a person?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=1.7,
        source="Stadler, Oprisanu & Troncoso, 'Synthetic data: anonymisation groundhog day' (2022): attribute "
               f"inference; fully grown, so remembering, randomised trees (Geurts, Ernst & Wehenkel 2006); {_ROWS}",
        says="a model recalls {:.1%} of what one of an exact copy would recall of learned rows")
def learned_attribution(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                        rng: np.random.Generator) -> list[Score]:
    """Excess of learned over unseen rows guessed right; over all columns guessed, then each; numbers by their tenth."""
    learned, unseen, made, _ = sampled(train, holdout, synthetic)
    return _scores(learned_attribution, {name: [*recalled(known(train), made, (learned, unseen), name), told]
                                         for name, told in _copied_model(train, holdout).items()})


@once
def _copied_model(train: Dataset, holdout: Dataset) -> dict[str, np.ndarray]:
    """By secret, the learned rows whose secret a model of an exact copy recalls."""
    learned, _, made, _ = sampled(train, holdout, train)
    return {name: recalled(known(train), made, (learned,), name)[0] for name in secrets(known(train))}


def secrets(train: Dataset) -> list[str]:
    """The columns to guess: the target and others evenly through the table, of those with more than one value."""
    names = [name for name in train.modelled if train.table[name].nunique(dropna=False) > 1]
    if len(names) < 2:
        raise Skip("Fewer than two columns vary, so that there is nothing to guess from.")
    names.sort(key=lambda name: name != train.target)
    return [names[i] for i in np.unique(np.linspace(0, len(names) - 1, min(SECRETS, len(names))).astype(int))]


def attribution(rows: dict[str, Places], made: dict[str, Places], secret: str) -> np.ndarray:
    """Per row the share, 0..1, of its nearest made rows by all other columns whose secret is that of the row."""
    keys, asked = [name for name in rows if name != secret], [secret]
    pairs = zip(measured(joined(rows, keys), joined(made, keys)), measured(joined(rows, asked), joined(made, asked)))
    found = []
    for (_, apart), (_, wrong) in pairs:
        nearest = nearest_ones(apart)
        found.append((nearest & (wrong <= CLOSE)).sum(axis=1) / nearest.sum(axis=1))
    return np.concatenate(found)


def recalled(like: Dataset, made: Dataset, asked: tuple[Dataset, ...], secret: str) -> list[np.ndarray]:
    """Per table asked and row 1 where a model learned from made names the secret's class, else 0."""
    bins = quantile_bins(like.table[secret], like.column(secret).kind, top=250)
    given, *others = features(like, made, *asked, names=[name for name in like.modelled if name != secret])
    says = grown(given.matrix, codes(bins, made.table[secret]), [each.matrix for each in others])
    return [(said == codes(bins, table.table[secret])).astype(float) for said, table in zip(says, asked)]


def _scores(of: Metric, hits: dict[str, list[np.ndarray]]) -> list[Score]:
    """From success on learned and unseen rows, and on learned ones by a copy: over all columns,
    then of each that tells."""
    scores = [_score(of, [np.mean([each[side] for each in hits.values()], axis=0) for side in range(3)])]
    for name, each in hits.items():
        try:
            scores.append(_score(of, each, (name,)))
        except Skip:  # not even a copy would tell this column
            continue
    return scores


def _score(of: Metric, hits: list[np.ndarray], about: tuple[str, ...] = ()) -> Score:
    learned, unseen, copied = hits
    return of.score(*excess(learned, unseen, float(copied.mean()), again=False), about=about)
