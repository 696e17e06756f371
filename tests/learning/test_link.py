"""When a column follows a line and when a tree alone."""

from functools import partial

import numpy as np

from synth.learning.link import link
from synth.learning.regression import scores, shown, terms
from synth.learning.tree import ConditionalTree

ROWS = 3000
RNG = np.random.default_rng(0)
X = RNG.normal(size=ROWS)


def linked(y: np.ndarray, along: bool | None = None):
    scored = {name: scores((np.argsort(np.argsort(each)) + 0.5) / ROWS) for name, each in (("x", X), ("y", y))}
    codes = {name: np.argsort(np.argsort(each)) * 50 // ROWS for name, each in (("x", X), ("y", y))}
    lines = {"x": terms(codes["x"], scored["x"], shown(codes["x"], scored["x"]))}
    rng = np.random.default_rng(1)
    grow = partial(ConditionalTree, leaf=50, caution=1.0, smoothing=0.1, rng=rng)
    return link("y", ["x"], codes, lines, scored["y"], [], frozenset("xy"), grow, rng, along), codes, lines


def test_a_number_along_a_line_is_drawn_along_it():
    made, codes, lines = linked(X + 0.05 * RNG.normal(size=ROWS))
    _, levels = made.draw(codes, lines, ROWS, np.random.default_rng(2))
    assert np.corrcoef(np.argsort(np.argsort(X)), levels)[0, 1] > 0.995


def test_what_bends_is_left_to_a_tree():
    assert linked(np.abs(X) + 0.05 * RNG.normal(size=ROWS))[0].residual is None
    assert linked(RNG.normal(size=ROWS))[0].residual is None


def test_what_is_known_beforehand_is_not_asked_again():
    along = X + RNG.normal(size=ROWS)
    assert linked(along, along=False)[0].residual is None and linked(along, along=True)[0].residual is not None
