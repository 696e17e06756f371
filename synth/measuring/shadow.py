"""Who was in the table that a technique learned from, by an attacker who trains the technique again and again."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.interval import auc_score
from synth.measuring.nearest import Places
from synth.measuring.neighbours import by_column, joined, measured, nearest_two
from synth.progress import Progress, part, quiet
from synth.technique import Technique

QUERIES, CLOSE, LEAST = 100, 0.05, 0.1
"""Questions asked of a synthetic table about one person; how near a number must be, in its 1 % to 99 % range, to count;
and a variance that is added to that of counts, which few runs may show as 0."""


@dataclass(frozen=True)
class Shadow:
    """auc of telling runs that learned a person from those that did not, 0.5 a coin, with 95 % interval, over all
    `targets`; runs is how often the technique was trained."""

    auc: float
    low: float
    high: float
    targets: int
    runs: int


def shadow_attack(technique: Callable[[], Technique], data: Dataset, rng: np.random.Generator, runs: int = 32,
                  targets: int = 10, rows: int = 500, progress: Progress = quiet) -> Shadow:
    """How well membership of single persons, those least like others, shows in whole synthetic tables.

    Each run learns that many random rows of data and each person by a coin's toss, and draws as many rows. What is seen
    of a synthetic table: for each person the number of its rows near theirs in random sets of columns. A person's runs
    are told apart by a linear rule learned on that person's other runs.
    Raises: ValueError for too few rows or runs, or where the technique refuses the table; Cancelled.
    Source: Stadler, Oprisanu & Troncoso, "Synthetic data: anonymisation groundhog day" (2022): shadow models; Houssiau
    et al., "TAPAS: a toolbox for adversarial privacy auditing of synthetic data" (2022): counting queries; Carlini et
    al., "Membership inference attacks from first principles" (2022): runs shared by all persons; Meeus et al.,
    "Achilles' heels: vulnerable record identification in synthetic data publishing" (2023):
    persons far from their nearest others.
    """
    if runs < 8 or targets < 1 or len(data) < rows + targets:
        raise ValueError(f"{runs} runs on {rows} rows beside {targets} persons need 8 runs or more, a person and "
                         f"{rows + targets} rows; there are {len(data)}.")
    persons = unlike_others(data, targets, rng)
    others = np.setdiff1d(np.arange(len(data)), persons)
    questions = _questions(data, rng)
    inside, answers = np.zeros((runs, targets), dtype=bool), np.zeros((runs, targets, len(questions)))
    for run in range(runs):
        inside[run] = rng.random(targets) < 0.5
        learned = data.take(np.concatenate([rng.choice(others, rows, replace=False), persons[inside[run]]]))
        fitted = technique().fit(learned, rng, part(progress, run / runs, (run + 1) / runs))
        drawn = data.with_table(fitted.sample(len(learned), rng))
        answers[run] = counted(data.take(persons), drawn, data, questions)
    progress(1.0, "held the runs against each other")
    return _told(inside, answers)


def unlike_others(data: Dataset, count: int, rng: np.random.Generator, among: int = 2_000) -> np.ndarray:
    """Positions of the rows farthest from their nearest other row, of so many at random."""
    chosen = rng.choice(len(data), min(among, len(data)), replace=False)
    (columns,) = by_column(data, data.take(chosen))
    places = joined(columns, data.modelled)
    return np.sort(chosen[np.argsort(-nearest_two(places, places)[:, 1], kind="stable")[:count]])


def counted(persons: Dataset, drawn: Dataset, like: Dataset, questions: list[list[str]]) -> np.ndarray:
    """Per person and question how many rows drawn agree with the person in all columns asked; float64."""
    asked, made = by_column(like, persons, drawn)
    agree = {name: _agree(asked[name], made[name]) for name in asked}
    return np.column_stack([np.all([agree[name] for name in names], axis=0).sum(axis=1) for names in questions]).astype(
        float)


def _agree(asked: Places, made: Places) -> np.ndarray:
    return np.vstack([apart <= CLOSE for _, apart in measured(asked, made)])


def _questions(data: Dataset, rng: np.random.Generator) -> list[list[str]]:
    """Sets of columns: each by itself, all together, and random ones of any size."""
    names = data.modelled
    sizes = rng.integers(1, len(names) + 1, max(QUERIES - len(names) - 1, 0))
    return [[name] for name in names] + [names] + [list(rng.choice(names, size, replace=False)) for size in sizes]


def told_apart(inside: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """A score per run, higher where the person seems to have been inside; each by a rule from all other runs.

    The rule weighs every question by the difference of its means over its variance,
    as naive Bayes with equal variances does.
    """
    scores = np.zeros(len(inside))
    for run in range(len(inside)):
        rest = np.arange(len(inside)) != run
        sides = answers[rest & inside], answers[rest & ~inside]
        if all(map(len, sides)):
            yes, no = (side.mean(axis=0) for side in sides)
            spread = sum(len(side) * side.var(axis=0) for side in sides) / len(inside) + LEAST
            scores[run] = ((answers[run] - (yes + no) / 2) * (yes - no) / spread).sum()
    return scores


def _told(inside: np.ndarray, answers: np.ndarray) -> Shadow:
    """The AUC over all persons' runs together, scores brought to one scale."""
    runs, targets = inside.shape
    scores = np.array([told_apart(inside[:, i], answers[:, i]) for i in range(targets)])
    scores /= np.maximum(scores.std(axis=1, keepdims=True), 1e-12)
    return Shadow(*auc_score(inside.T.ravel(), scores.ravel()), targets, runs)
