"""Gaps filled from the nearest of many rows that a technique makes, where it cannot draw given a row's cells."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.progress import Progress
from synth.technique import Technique

POOL, LEAST, CELLS = 10_000, 1_000, 60_000_000
"""Rows made to choose from, at most and at least; and distances that are taken for all rows together, about."""
SECONDS = 20.0
"""CPU seconds, about, that making these rows may take."""
NEAREST = 10
"""Rows that a gap may be filled from, by how near they are."""
CATEGORY = 2.0
"""What a category that differs counts for beside a number the whole range away: equal ones are sought first."""
WIDTH = 0.5
"""How fast a donor's chance falls as it is farther, in units of the farthest of the nearest."""
BLOCK = 256


@dataclass
class Donors:
    """technique: learned. How near its donors were stands in `near_` once rows were filled.

    Distance is Gower's over the cells that are given: for numbers the share of learned rows between the two values.
    Source: Gower, "A general coefficient of similarity", Biometrics 27 (1971); Andridge and Little, "A review of hot
    deck imputation for survey non-response", International Statistical Review 78 (2010).
    """

    technique: Technique
    learned: Dataset
    near_: list[float] = field(default_factory=list)
    exact_: list[float] = field(default_factory=list)
    pool_: pd.DataFrame | None = None

    def fill_rows(
        self, rows: pd.DataFrame, draws: int, rng: np.random.Generator, progress: Progress
    ) -> list[pd.DataFrame]:
        if self.pool_ is None:
            count = int(np.clip(min(CELLS / max(len(rows) * len(rows.columns), 1), self._made()), LEAST, POOL))
            progress(0.0, f"making {count:,} rows to fill from")
            self.pool_ = self.technique.typed(self.technique.draw(count, rng))[list(rows)].reset_index(drop=True)
            self.scales_ = {name: _scale(self.learned, name, self.pool_[name]) for name in rows}
        taken = np.empty((len(rows), draws), dtype=np.int64)
        gaps = rows.isna().to_numpy()
        for start in range(0, len(rows), BLOCK):
            progress(start / len(rows), f"filling {len(rows):,} rows from those made")
            some = slice(start, start + BLOCK)
            taken[some] = self._chosen(rows.iloc[some], gaps[some], draws, rng)
        return [self._filled(rows, gaps, taken[:, draw], rng) for draw in range(draws)]

    def _made(self) -> float:
        """Rows that the technique makes in SECONDS, by its own estimate."""
        size = len(self.learned), len(self.learned.columns)
        each = (self.technique.seconds(*size, POOL) - self.technique.seconds(*size, 1)) / POOL
        return SECONDS / max(each, 1e-12)

    def _chosen(self, rows: pd.DataFrame, gaps: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
        """Positions of donors, (rows, draws)."""
        apart, given = np.zeros((len(rows), len(self.pool_)), dtype=np.float32), np.zeros(
            (len(rows), 1), dtype=np.float32
        )
        for gap, name in zip(gaps.T, rows):
            weight, (mine, theirs) = CATEGORY if self.scales_[name].labels else 1.0, self.scales_[name].both(rows[name])
            each = mine[:, None] != theirs if self.scales_[name].labels else np.abs(mine[:, None] - theirs)
            apart += np.float32(weight) * np.where(gap[:, None], np.float32(0), each.astype(np.float32))
            given[:, 0] += weight * ~gap
        apart /= np.maximum(given, 1e-9)
        nearest = min(NEAREST, apart.shape[1])
        apart += rng.random(apart.shape, dtype=np.float32) * np.float32(1e-6)  # equally near ones in random order
        best = np.argpartition(apart, nearest - 1, axis=1)[:, :nearest]
        far = np.take_along_axis(apart, best, axis=1)
        self.near_ += far.mean(axis=1).tolist()
        self.exact_ += (far.min(axis=1) < 1e-5).tolist()
        weight = np.exp(
            -(far - far.min(axis=1, keepdims=True)) / np.maximum(WIDTH * far.max(axis=1, keepdims=True), 1e-6)
        )
        below = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
        which = (below[:, None, :] <= rng.random((len(rows), draws, 1))).sum(axis=2)
        return np.take_along_axis(best, np.minimum(which, nearest - 1), axis=1)

    def _filled(
        self, rows: pd.DataFrame, gaps: np.ndarray, taken: np.ndarray, rng: np.random.Generator
    ) -> pd.DataFrame:
        """The donors' cells; where a donor has none, that of another row made that has."""
        made = {}
        for gap, name in zip(gaps.T, rows):
            values = self.pool_[name].take(taken).reset_index(drop=True)
            none, there = np.flatnonzero(values.isna() & gap), np.flatnonzero(self.pool_[name].notna())
            if len(none) and len(there):
                values.iloc[none] = self.pool_[name].iloc[rng.choice(there, len(none))].array
            made[name] = values
        return pd.DataFrame(made, index=range(len(rows)))

    @property
    def notes(self) -> list[str]:
        """How near the donors were, in a sentence."""
        if not self.near_:
            return []
        return [
            f"{self.technique.title} cannot draw given a row's cells: each gap comes from one of the {NEAREST} nearest "
            f"of {len(self.pool_):,} rows it made, {np.median(self.near_):.1%} away in the middle case (0 %: equal in "
            f"all that is given, as for {np.mean(self.exact_):.0%} of the rows; 100 %: as unlike as can be)."
        ]


@dataclass
class _scale:
    """A column as something distances are taken of: levels of a category, shares of learned rows below a number."""

    learned: Dataset
    name: str
    pool: pd.Series

    def __post_init__(self):
        kind = self.learned.column(self.name).kind
        self.labels = not kind.numeric
        if self.labels:
            self.index_ = pd.Index(
                pd.unique(pd.concat([self.learned.table[self.name], self.pool]).dropna().astype(object))
            )
        else:
            self.sorted_ = np.sort(_numbers(self.learned.table[self.name].dropna()))
        self.theirs_ = self.told(self.pool)

    def both(self, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Those values and the pool's."""
        return self.told(values), self.theirs_

    def told(self, values: pd.Series) -> np.ndarray:
        """A level's number, or the share of rows below, half of those equal; a missing number is as far as can be."""
        if self.labels:
            return self.index_.get_indexer(pd.Index(values.astype(object)))
        there, found = values.notna().to_numpy(), np.full(len(values), 2.0, dtype=np.float32)
        numbers = _numbers(values[there])
        both = [np.searchsorted(self.sorted_, numbers, side=side) for side in ("left", "right")]
        found[there] = (both[0] + both[1]) / max(2 * len(self.sorted_), 1)
        return found


def _numbers(values: pd.Series) -> np.ndarray:
    if values.dtype.kind == "M":
        values = values.dt.tz_localize(None)
        return values.to_numpy().astype("datetime64[ns]").astype(np.int64).astype(float)
    return values.to_numpy(dtype=float)
