"""Parts of a condition with the tilts that a pilot tells them to have."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from synth.learning.part import Part
from synth.learning.picking import shares
from synth.learning.steer import Uneven
from synth.learning.tilts import tilts

if TYPE_CHECKING:
    from synth.learning.guided import Guided


def tilted(parts: tuple[Part, ...], pilot: Uneven, model: "Guided", whole: bool) -> tuple[Part, ...] | None:
    """The parts with their tilts, None where the pilot tells none. Raises: Dead where no row of it counts.

    whole: whether only whole rows show what counts.
    """
    steer = pilot.steer
    free, log_weight = (np.broadcast_to(each, pilot.rows) for each in (steer.even_, steer.log_weight))
    shares(log_weight)
    found = []
    for i, part in enumerate(parts):
        at = slice(None) if steer.box is None else np.flatnonzero(steer.box == i)
        codes = {name: code[at] for name, code in pilot.codes.items()}
        found.append(replace(part, tilts=_lacking(part, codes, free[at], log_weight[at], model, whole)))
    return tuple(found) if any(part.tilts for part in found) else None


def _lacking(part: Part, codes: dict, free: np.ndarray, log_weight: np.ndarray, model: "Guided",
             whole: bool) -> dict[str, np.ndarray]:
    """Tilts of one part, as its rows of a pilot tell them; none where no row of them counts."""
    if not len(log_weight) or log_weight.max() == -np.inf:
        return {}
    fixed = {*part.weights_, *part.ahead, *model.settled, *model.derived.columns}
    order = [name for name in model.order if name in codes]
    led = [i for i, name in enumerate(order) if name in {*part.weights_, *part.ahead}]
    before = order[:led[-1]] if led and not whole else order  # what is drawn later follows by itself
    looked = {name: codes[name] for name in before if name not in fixed}
    return tilts(looked, model.codecs, model.lines, free, log_weight)
