"""Is it worth making rows of a rare class? Learning curves on real holdouts, and an answer that may be no."""

from synth.augmenting.cost import cost
from synth.augmenting.curves import REAL, THRESHOLD, WEIGHTS, Curves, Point
from synth.augmenting.joining import joined
from synth.augmenting.learn import learning_curves
from synth.augmenting.mixing import augmented, mixed
from synth.augmenting.plan import Plan
from synth.augmenting.worth import Worth, worth

__all__ = [
    "REAL",
    "THRESHOLD",
    "WEIGHTS",
    "Curves",
    "Plan",
    "Point",
    "Worth",
    "augmented",
    "cost",
    "joined",
    "learning_curves",
    "mixed",
    "worth",
]
