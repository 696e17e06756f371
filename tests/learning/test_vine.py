import numpy as np
import pytest

from synth.learning.vine import drawn, information, vine
from synth.progress import Cancelled, quiet

RNG = np.random.default_rng(0)


def bent(rows: int = 3000) -> np.ndarray:
    """Three columns of levels: b falls and rises with a, c is a stranger to both."""
    a, c = RNG.random((2, rows))
    b = np.argsort(np.argsort(np.abs(a - 0.5) + RNG.normal(0, 0.03, rows))) / rows
    return np.column_stack([a, np.clip(b, 0.001, 0.999), c])


def test_ties_of_any_shape_are_seen():
    levels = bent()
    assert abs(np.corrcoef(levels.T)[0, 1]) < 0.1
    assert information(levels[:, :2]) > 0.9 and information(levels[:, 1:]) < 0.3
    assert information(np.repeat(levels[:, :1], 2, axis=1)) <= 1


def test_a_bent_relation_is_drawn_again():
    levels = drawn(vine(bent(), 2, 0.5, RNG, quiet), 5000, 3, RNG)
    assert levels.shape == (5000, 3) and 0 <= levels.min() and levels.max() <= 1
    real, made = bent(), levels
    for low, high in ((0.0, 0.1), (0.45, 0.55), (0.9, 1.0)):
        means = [t[(low <= t[:, 0]) & (t[:, 0] < high), 1].mean() for t in (real, made)]
        assert means[1] == pytest.approx(means[0], abs=0.06)
    assert information(levels[:, [0, 2]]) < 0.3


def test_too_little_to_tie_gives_independent_levels():
    assert vine(bent(10), 2, 0.5, RNG, quiet) is None and vine(bent()[:, :1], 2, 0.5, RNG, quiet) is None
    assert information(drawn(None, 4000, 2, RNG)) < 0.3


def test_a_cancel_ends_the_library_s_search():
    told = []

    def stop(share: float, note: str = "") -> None:
        told.append(share)
        if len(told) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        vine(bent(300), 2, 0.5, RNG, stop)
    assert len(told) == 4 and told == sorted(told) and told[-1] < 1
