"""The leaf floor is found on rows held out."""

import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.learning.chain import Chain
from synth.learning.encoding import codec
from synth.learning.leaves import TIMES, USUAL, WIDE, chosen, least
from synth.progress import quiet


def test_columns_without_relation_need_no_larger_leaves():
    table = pd.DataFrame(np.random.default_rng(0).integers(0, 5, (800, 4)), columns=list("abcd"))
    codecs = {each.name: codec(table[each.name], each) for each in describe(table)}
    codes = {name: made.codes(table[name]) for name, made in codecs.items()}
    leaf = chosen(codes, {}, codecs, lambda leaf: Chain(leaf, 1.0, 0.1, frozenset()), np.random.default_rng(1), quiet)
    assert leaf == least(800) == 25


class Copying(Chain):
    """Draws the rows it has learned."""

    def draw(self, rows, rng):
        at = rng.integers(0, len(self.learned["a"]), rows)
        return {name: each[at] for name, each in self.learned.items()}, {}

    def fit(self, codes, rng, progress=quiet, scored=None):
        self.learned = codes
        return self


def test_where_every_floor_copies_the_largest_is_taken():
    table = pd.DataFrame(np.random.default_rng(0).normal(size=(800, 3)), columns=list("abc"))
    codecs = {each.name: codec(table[each.name], each) for each in describe(table)}
    codes = {name: made.codes(table[name]) for name, made in codecs.items()}
    leaf = chosen(codes, {}, codecs, lambda leaf: Copying(leaf, 1.0, 0.1, frozenset()), np.random.default_rng(1), quiet)
    assert leaf == least(800) * TIMES[-1] == 100


def test_few_rows_start_from_smaller_leaves():
    assert [least(rows) for rows in (1, 400, 1600, 24_000)] == [USUAL, USUAL, 50, WIDE] == [25, 25, 50, 200]
