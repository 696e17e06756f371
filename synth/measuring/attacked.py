"""The rows that attacks are tried on, and what the attacker has: real rows, half of them learned from,
and synthetic ones."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.comparable import comparable
from synth.measuring.memory import once
from synth.measuring.nearest import Places
from synth.measuring.neighbours import by_column
from synth.metric import Skip

TARGETS, AMONG, FEWEST = 1_000, 25_000, 10
"""Most rows attacked of train, and of the holdout; most synthetic rows to attack them with: of a longer table only as
large a part of what was copied can be found; fewest held-out rows to do so."""


@dataclass(frozen=True)
class Attacked:
    """Places by column: of rows learned from, of rows unseen, of synthetic rows,
    and of other unseen rows for comparison."""

    learned: dict[str, Places]
    unseen: dict[str, Places]
    made: dict[str, Places]
    reference: dict[str, Places]

    @property
    def names(self) -> list[str]:
        return list(self.made)


@once
def sampled(train: Dataset, holdout: Dataset | None, synthetic: Dataset) -> tuple[Dataset, Dataset, Dataset, Dataset]:
    """Rows learned from, unseen ones, synthetic ones and other unseen ones; the holdout is halved between the two.

    Which rows are taken hangs on nothing but their number, so that all attacks share one answer. Raises: Skip.
    """
    comparable(train, synthetic)
    if holdout is None:
        raise Skip("No real rows were held out to compare with; set a holdout share.")
    if len(holdout) < 2 * FEWEST or len(train) < FEWEST:
        raise Skip(f"Attacks are tried on {len(holdout)} held-out and {len(train)} learned rows; "
                   f"{2 * FEWEST} and {FEWEST} are needed.")
    order = np.random.default_rng(0).permutation(len(holdout))
    targets = min(TARGETS, len(order) // 2)
    return (_some(train, min(TARGETS, len(train))), holdout.take(order[:targets]),
            _some(synthetic, min(AMONG, len(synthetic))),
            holdout.take(order[targets:targets + AMONG]))


@once
def attacked(train: Dataset, holdout: Dataset | None, synthetic: Dataset) -> Attacked:
    """The sampled rows as places. Raises: Skip."""
    return Attacked(*by_column(known(train), *sampled(train, holdout, synthetic)))


@once
def known(train: Dataset) -> Dataset:
    """The rows of train by which columns are scaled and levels told apart."""
    return _some(train, min(AMONG, len(train)))


def _some(data: Dataset, rows: int) -> Dataset:
    return data if rows == len(data) else data.take(np.random.default_rng(0).choice(len(data), rows, replace=False))
