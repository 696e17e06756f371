"""What one run took, beside what the technique itself had guessed: all that estimates learn from,
and nothing of the data."""

from dataclasses import dataclass

from synth.technique import Technique, make

SCORES = "scores"
"""Stands for a technique where it is the measuring of the rows that is timed."""


@dataclass(frozen=True)
class Observation:
    """One run of a technique, or one measuring of its rows.

    rows x columns were learned (columns of a modelled kind) and sampled rows drawn, or measured. guess and seconds: CPU
    seconds, as the technique guessed them for its settings, and as they were. peak: the most bytes resident.
    """

    technique: str
    rows: int
    columns: int
    sampled: int
    guess: float
    seconds: float
    peak: int


def guess(technique: str, params: dict, rows: int, columns: int, sampled: int) -> float:
    """CPU seconds as the technique itself expects them. Raises: ValueError for what it does not know."""
    if technique == SCORES:
        return 3 + 3e-5 * min(rows, 20_000) * columns
    return guessed_by(make(technique, **params), rows, columns, sampled)


def guessed_by(technique: Technique, rows: int, columns: int, sampled: int) -> float:
    return max(technique.seconds(max(rows, 1), max(columns, 1), max(sampled, 1)), 1e-3)
