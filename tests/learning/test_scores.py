"""Codes as scores and classes and back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dataset import Column, Kind
from synth.learning.encoding import codec
from synth.learning.scores import Scores, split


def told(values: pd.Series, kind: Kind):
    made = codec(values, Column("a", kind), 200)
    return made, Scores({"a": split(made)}), {"a": made.codes(values)}


def test_few_values_are_classes_and_many_are_a_score_with_spikes_apart():
    _, few, _ = told(pd.Series(["x", "y", None] * 9), Kind.CATEGORY)
    assert few.numbers == [] and few.classes == ["a"] and few.splits["a"].classes == 3
    _, spiky, _ = told(pd.Series([0] * 500 + list(range(1, 501))), Kind.INTEGER)
    assert spiky.numbers == ["a"] and spiky.splits["a"].classes == 2
    _, smooth, _ = told(pd.Series(range(1000)), Kind.INTEGER)
    assert smooth.numbers == ["a"] and smooth.classes == []


def test_scores_of_a_smooth_column_are_normal_and_rise_with_it():
    _, scores, codes = told(pd.Series(np.random.default_rng(0).gamma(2, 3, 4000)), Kind.REAL)
    number, counts, _ = scores.tell(codes, np.random.default_rng(0))
    assert counts.all() and abs(number.mean()) < 0.02 and abs(number.std() - 1) < 0.02
    assert np.corrcoef(codes["a"], number[:, 0])[0, 1] > 0.95


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=600), st.integers(0, 9))
def test_there_and_back_gives_the_same_codes(values, seed):
    _, scores, codes = told(pd.Series(values).mask(pd.Series(values) == 7).astype("Int64"), Kind.INTEGER)
    number, _, classes = scores.tell(codes, np.random.default_rng(seed))
    assert scores.codes(number, classes)["a"].tolist() == codes["a"].tolist()


def test_any_numbers_come_out_as_often_as_in_the_table():
    made, scores, _ = told(pd.Series(range(1000)), Kind.INTEGER)
    back = scores.codes(np.random.default_rng(0).random((1000, 1)) + 5, np.zeros((1000, 0), dtype=np.int64))
    assert np.bincount(back["a"], minlength=made.size) / 1000 == pytest.approx(made.shares, abs=0.002)
