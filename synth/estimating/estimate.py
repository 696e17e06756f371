"""What a run will take: CPU seconds with a range, and memory."""

from collections.abc import Sequence
from dataclasses import dataclass

from synth.estimating import memory, times
from synth.estimating.observation import SCORES, Observation, guess


@dataclass(frozen=True)
class Estimate:
    """CPU seconds to learn and draw; four in five runs end between low and high. bytes: the most the job will have
    resident, the measuring of its scores included."""

    seconds: float
    low: float
    high: float
    bytes: float


def estimate(technique_key: str, params: dict, rows: int, columns: int, sampled: int,
             measured: Sequence[Observation] = ()) -> Estimate:
    """What it takes to learn rows x columns (of a modelled kind) and to draw that many rows, given what runs took here.

    SCORES as the technique stands for measuring the rows drawn.
    Raises: ValueError for a technique, parameter or value that there is not.
    """
    seen = tuple(measured)
    middle, low, high = times.seconds(technique_key, (rows, columns, sampled),
                                      guess(technique_key, params, rows, columns, sampled), seen)
    cells = float((rows + sampled) * columns)
    return Estimate(middle, low, high, max(memory.peak(key, cells, seen) for key in {technique_key, SCORES}))
