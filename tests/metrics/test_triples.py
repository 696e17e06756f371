import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.triples import TRIPLES, accuracy_triples
from tests.tables import dataset, people

rng = np.random.default_rng


def test_three_columns_by_hand():
    real = dataset({"a": list("xxyy"), "b": list("xyxy"), "c": list("xyyx")})
    made = dataset({"a": list("xxyy"), "b": list("xyxy"), "c": list("xyyy")})
    # every pair of a and b stands once in both; of the four joint levels one has moved: yyx to yyy
    scores = accuracy_triples.measure(real, None, made, rng(0))
    assert [(s.about, s.value) for s in scores] == [((), 0.75), (("a", "b", "c"), 0.75)]


def test_what_no_pair_shows_is_seen():
    """c is whether a and b agree: shuffled within nothing, each pair stays even, only three together tell."""
    real = dataset({"a": list("xxyy") * 50, "b": list("xyxy") * 50, "c": list("txxt") * 50})
    made = dataset({"a": list("xxyy") * 50, "b": list("xyxy") * 50, "c": list("xttx") * 50})
    assert accuracy_triples.measure(real, None, made, rng(0))[0].value == 0


def test_many_columns_are_drawn_from_and_every_triple_only_once():
    wide = dataset({f"c{i}": (np.arange(30) * (i + 1)) % 5 for i in range(12)})
    scores = accuracy_triples.measure(wide, None, wide, rng(0))
    assert len({s.about for s in scores[1:]}) == TRIPLES and {s.value for s in scores} == {1.0}
    assert all(len(set(s.about)) == 3 for s in scores[1:])
    with pytest.raises(Skip, match="Three columns"):
        accuracy_triples.measure(people(30, 0).only(["age", "job"]), None, people(30, 1), rng(0))
