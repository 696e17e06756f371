"""New rows between rows of one class, by imbalanced-learn."""

import numpy as np

from synth.learning.places import Places

BLOCK = 2000
"""Rows of a class, at most, among which neighbours are looked for at a time: the work grows with its square."""
DRAWN = 5000
"""Rows drawn at a time: the library holds the neighbours of each in memory."""


def between(real: Places, rows: np.ndarray, count: int, neighbours: int,
            rng: np.random.Generator) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Levels and codes of `count` rows, each on the way from one of these rows, (rows,), to one of its neighbours.

    Source: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority over-sampling technique", Journal of
    Artificial Intelligence Research 16 (2002), with its variant for categories, SMOTE-NC.
    """
    blocks = np.array_split(rng.permutation(rows), max(-(-len(rows) // BLOCK), 1))
    calls = max(min(len(blocks), -(-count // BLOCK)), -(-count // DRAWN))
    parts = np.array_split(np.arange(count), calls)
    made = [_drawn(real, blocks[i % len(blocks)], len(part), neighbours, rng) for i, part in enumerate(parts)]
    return tuple({name: np.concatenate([each[side][name] for each in made]) for name in of}
                 for side, of in enumerate((real.level, real.code)))


def _drawn(real: Places, block: np.ndarray, count: int, neighbours: int, rng: np.random.Generator):
    """As `between`, in one call of the library; a row without any other is repeated."""
    numbers, labels = _matrix(real, block)
    if len(block) == 1 or not (numbers.shape[1] + labels.shape[1]):
        at = block[rng.integers(len(block), size=count)]
        return tuple({name: each[at] for name, each in of.items()} for of in (real.level, real.code))
    if not numbers.shape[1]:
        # SMOTE-NC asks for a number; one by chance breaks the ties between equally near rows and is dropped again.
        numbers = rng.random((len(block), 1))
    oversampled = _oversampled(numbers, labels, count, min(neighbours, len(block) - 1), rng)
    return _read(real, oversampled[:, :len(real.level)], oversampled[:, numbers.shape[1]:].astype(np.int64))


def _matrix(real: Places, block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Levels (rows, numbers), and codes with a column more for each number that says whether it is missing."""
    levels, labels = (np.array([each[block] for each in of.values()], dtype=float).reshape(len(of), len(block)).T
                      for of in (real.level, real.code))
    missing = np.isnan(levels)
    return np.where(missing, 0.5, levels), np.hstack([labels, missing[:, _gapped(real)]])


def _gapped(real: Places) -> list[int]:
    """Which of the number columns lack values."""
    return [i for i, each in enumerate(real.level.values()) if np.isnan(each).any()]


def _oversampled(numbers: np.ndarray, labels: np.ndarray, count: int, neighbours: int,
                 rng: np.random.Generator) -> np.ndarray:
    """The new rows alone, (count, numbers and labels). The library compares classes: one row of another is added."""
    from imblearn.over_sampling import SMOTE, SMOTENC

    both = np.hstack([numbers, labels])
    settings = dict(sampling_strategy={0: len(both) + count}, k_neighbors=neighbours,
                    random_state=int(rng.integers(2**31)))
    width = numbers.shape[1]
    made = SMOTENC(list(range(width, both.shape[1])), **settings) if labels.shape[1] else SMOTE(**settings)
    rows, _ = made.fit_resample(np.vstack([both, both[:1]]), np.repeat([0, 1], [len(both), 1]))
    return rows[len(both) + 1:]


def _read(real: Places, numbers: np.ndarray, labels: np.ndarray) -> tuple[dict, dict]:
    """Levels and codes by name; a number is missing where its flag says so, and never else."""
    for at, flag in zip(_gapped(real), labels.T[len(real.code):]):
        numbers[flag == 1, at] = np.nan
    return dict(zip(real.level, numbers.T)), dict(zip(real.code, labels.T))
