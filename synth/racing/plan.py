"""What a race runs: which techniques, on how many rows in each heat."""

from collections.abc import Callable, Collection

from synth.dataset import Dataset
from synth.technique import shelf

MOST_ROWS = 50_000
"""Most rows that a race learns from; a longer table is represented by a random sample."""
MOST_HELD = 5_000
"""Most real rows that are held out to measure with, and most synthetic rows that are measured."""
GROWTH, FIRST = 3, 300
"""Each heat has that many times the rows of the one before; the first has at least this many."""
HOLDOUT = 0.2
MODEST = 6
"""A technique enters by itself where a run on the whole table takes at most this part of the time there is."""


def sizes(rows: int) -> tuple[int, ...]:
    """Rows of each heat, growing to all rows there are (or the most a race takes): 5,400 gives 600, 1,800, 5,400."""
    found = [min(rows, MOST_ROWS)]
    while found[-1] // GROWTH >= FIRST:
        found.append(found[-1] // GROWTH)
    return tuple(reversed(found))


def entrants(target: str | None) -> list[str]:
    """Keys of the techniques that can run on a table with that target, but for those that ask another machine."""
    return [
        key
        for key, each in shelf().items()
        if not each.unavailable() and not each.remote and not (each.needs_target and target is None)
    ]


def favourites(
    target: str | None, advised: str, seconds: Callable[[str], float], budget: float, avoided: Collection[str] = ()
) -> list[str]:
    """Who enters unless the user says otherwise: the advised technique, and those that model and may be shared.

    seconds gives the estimated CPU seconds of a technique's run on the whole table; budget is the time of the race.
    """
    modelling = [
        key
        for key in entrants(target)
        if shelf()[key].shareable
        and key not in avoided
        and shelf()[key].family in ("trees", "statistics", "neural")
        and seconds(key) <= budget / MODEST
    ]
    return list(dict.fromkeys([advised, *modelling])) if advised in entrants(target) else modelling


def field(train: Dataset, holdout: Dataset | None, rng) -> tuple[Dataset, Dataset]:
    """The rows learned from, in random order so that any first part is a sample, and those to measure with.

    Raises: ValueError where there are too few rows to hold any out.
    """
    if holdout is None or len(holdout) < 10:
        raise ValueError(
            "A race holds real rows out to measure with; this table is too short for that. "
            "Generate with one technique instead."
        )
    return (
        train.take(rng.permutation(len(train))[:MOST_ROWS]),
        holdout.take(rng.permutation(len(holdout))[:MOST_HELD]),
    )
