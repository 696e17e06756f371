"""How far off a group is: a share of synthetic rows against a share of real ones, with what may be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synth.measuring.binning import FEWEST
from synth.measuring.interval import risk_ratio

MATTERS = 1.1
"""Times too many or too few from which on a group is worth a sentence, if it is certain."""


@dataclass(frozen=True)
class Odds:
    """made and real: shares of rows. ratio: made / real, between low and high. hidden: 0 to 4 real rows are in the
    group; it then counts as 4, so that nothing here tells how many they are and low is a cautious bound."""

    made: float
    real: float
    ratio: float
    low: float
    high: float
    hidden: bool

    @property
    def matters(self) -> bool:
        """Whether the interval excludes 1 by enough rows to be shown."""
        return self.low > 1 and self.ratio > MATTERS or self.high < 1 and self.ratio < 1 / MATTERS and not self.hidden

    @property
    def weight(self) -> float:
        """What the group adds to Jeffreys' divergence of the tables.

        Source: Jeffreys, "Theory of Probability" (1939).
        """
        return float((self.made - self.real) * np.log(self.ratio))

    def record(self) -> dict:
        """As JSON: "ratio" (value and high null where hidden), "real" (share, null where hidden) and "synthetic"."""
        ratio = {"value": self.ratio, "low": self.low, "high": self.high}
        if self.hidden:
            ratio |= {"value": None, "high": None}
        real = None if self.hidden else round(self.real, 6)
        short = {name: value and float(f"{value:.4g}") for name, value in ratio.items()}
        return {"ratio": short, "real": real, "synthetic": round(self.made, 6)}

    def words(self) -> str:
        """"4.1 times too few (0.4 % of synthetic rows, 1.6 % of real)"."""
        real = f"fewer than {FEWEST} real rows" if self.hidden else f"{percent(self.real)} of real"
        mine = f"{percent(self.made)} of synthetic rows" if self.made else "none of the synthetic rows"
        if self.ratio > 1:
            many = f"at least {times(self.low)}" if self.hidden else times(self.ratio)
            return f"{many} times too many ({mine}, {real})"
        few = times(1 / self.ratio) if self.made else f"at least {times(1 / self.high)}"
        return f"{few} times too few ({mine}, {real})"


def odds(groups: Sequence[tuple[np.ndarray, np.ndarray]]) -> list[Odds]:
    """Of groups given as flags of synthetic and of real rows; intervals hold together (see `interval.risk_ratio`)."""
    if not groups:
        return []
    rows, rows_real = (len(each) for each in groups[0])
    counts = [(int(made.sum()), int(real.sum())) for made, real in groups]
    bounds = risk_ratio([made for made, _ in counts], rows, [max(real, FEWEST - 1) for _, real in counts], rows_real)
    return [Odds(made / rows, max(real, FEWEST - 1) / rows_real, *bound, real < FEWEST)
            for (made, real), bound in zip(counts, bounds)]


def times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 9.95 else f"{ratio:.1f}" if ratio >= 1.95 else f"{ratio:.2f}"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share >= 0.01 else f"{100 * share:.2g} %"
