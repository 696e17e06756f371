"""Rows with gaps completed: what is given stays, the rest is drawn from what a technique learned, several times."""

from synth.filling.asked import Asked
from synth.filling.fill import fill
from synth.filling.filled import Filled
from synth.filling.fitness import unfit

__all__ = ["Asked", "Filled", "fill", "unfit"]
