"""One box of a condition, as drawing needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from synth.learning.ahead import Ahead
from synth.learning.wanted import Wanted


@dataclass
class Part:
    """What one box asks: wants: of a column's codes. tilts: (codes,) how much likelier those of others are drawn.

    ahead: how likely a row will do, given what is drawn so far. weights_: (codes,) what the probabilities of drawn
    columns are multiplied by; what is wanted of a column that another settles is wanted of that one.
    """

    wants: Mapping[str, Wanted] = field(default_factory=dict)
    tilts: Mapping[str, np.ndarray] = field(default_factory=dict)
    ahead: Mapping[str, Ahead] = field(default_factory=dict)
    settled: Mapping[str, tuple[str, np.ndarray]] = field(default_factory=dict)

    def __post_init__(self):
        self.weights_ = {name: want.share for name, want in self.wants.items() if name not in self.settled}
        for name, want in self.wants.items():
            if name in self.settled:
                source, of = self.settled[name]
                self.weights_[source] = self.weights_.get(source, 1.0) * want.share[of]
