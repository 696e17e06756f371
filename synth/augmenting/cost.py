"""What a lab will take: learning and drawing by each technique, and a model for each point, round after round."""

from collections.abc import Sequence

from synth.augmenting.cut import HELD, MOST_ROWS
from synth.augmenting.plan import Plan
from synth.estimating.estimate import Estimate, estimate
from synth.estimating.observation import Observation

STEERED = 3
"""Times as long as others that rows under a condition may take to draw."""
OFF = 2.0
"""The models' own seconds may be off by that factor."""


def cost(plan: Plan, rows: int, columns: int, share: float, seen: Sequence[Observation] = ()) -> Estimate:
    """For a table of that shape, of whose rows that share is of the rare class."""
    train = max(round(min(rows, MOST_ROWS) * (1 - HELD)), 1)
    drawn = max(round(train * share * plan.times[-1]), 1) * STEERED
    runs = [
        estimate(way, {}, train, columns, count, seen)
        for way in plan.ways
        for count in (drawn, *([max(round(train * plan.share), 1)] if plan.share else []))
    ]
    models = plan.models * (0.15 + 1.5e-6 * train * columns)
    return Estimate(
        plan.seeds * (sum(each.seconds for each in runs) + models),
        plan.seeds * (sum(each.low for each in runs) + models / OFF),
        plan.seeds * (sum(each.high for each in runs) + models * OFF),
        max(each.bytes for each in runs),
    )
