"""How much more often an attack succeeds on rows learned from than on rows never seen:
what it owes to the synthetic table."""

import numpy as np

from synth.measuring.interval import wilson
from synth.metric import Skip

LEAST = 0.1
"""A copy must raise an attack's success on rows learned from by at least this,
or the attack tells nothing on this table."""


def excess(learned: np.ndarray, unseen: np.ndarray, copied: float = 1.0,
           again: bool = True) -> tuple[float, float, float]:
    """Value, low and high of (learned - unseen) / (copied - unseen) of the success rates.

    learned and unseen hold a success in 0..1 per attack; copied is the rate on learned rows where the synthetic table
    is an exact copy. So 0 is no more than on unseen rows, 1 as much as a copy gives away; below 0 is chance
    and counts as 0. again is off where a repeat attacks the same rows and mostly succeeds on the same ones: then the
    interval of the rates themselves is wide enough for it.
    Raises: Skip where there are no attacks, or a copy would hardly be attacked better than unseen rows are.
    Source: Giomi et al., "A unified framework for quantifying privacy risk in synthetic data" (2023), eq. 2, where
    copied is 1; the difference's interval from two of Wilson's: Newcombe, "Interval estimation for the difference
    between independent proportions" (1998), method 10, from half the attacks if it is to be that of a repeat.
    """
    if not len(learned) or not len(unseen):
        raise Skip("There is nothing in the synthetic table to attack real rows with.")
    hit, base = float(np.mean(learned)), float(np.mean(unseen))
    if copied - base < LEAST:
        raise Skip("Even an exact copy would hardly tell more about learned rows than about unseen ones.")
    (low, high), (least, most) = (wilson(each.mean(), _attacks(each) / (2 if again else 1))
                                  for each in (learned, unseen))
    ends = hit - base - np.hypot(hit - low, most - base), hit - base + np.hypot(high - hit, base - least)
    return tuple(max(0.0, float(each / (copied - base))) for each in (hit - base, *ends))


def _attacks(success: np.ndarray) -> float:
    """How many yes-or-no attacks would vary as much: more than there are where each is a mean of several,
    at most fivefold."""
    share = success.mean()
    return len(success) * float(np.clip(share * (1 - share) / max(np.var(success), 1e-12), 1, 5))
