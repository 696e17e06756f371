"""The rounds themselves, on a small table."""

from typing import ClassVar

import numpy as np
import pytest

from synth import technique
from synth.augmenting import REAL, THRESHOLD, WEIGHTS, Plan, learn, learning_curves
from synth.augmenting.cut import cut
from synth.progress import Cancelled
from synth.techniques.resample import Resample
from tests.tables import dataset

PLAN = Plan("rare", ("smote", "shuffle"), (1.0, 2.0), 3, share=0.5)


def table(rows: int = 400, share: float = 0.1):
    """x tells the class apart but for some overlap; "row" is another value in every row."""
    rng = np.random.default_rng(0)
    rare = rng.permutation(rows) < share * rows
    return dataset(
        {"x": rng.normal(2.0 * rare, 1), "row": np.arange(rows, dtype=float), "sort": np.where(rare, "rare", "usual")},
        target="sort",
    )


@pytest.fixture(scope="module")
def curves():
    return learning_curves(table(), PLAN, np.random.default_rng(1))


def test_every_table_is_measured_in_every_round(curves):
    """Of 40 rare rows 12 are held out, so that 28 and 56 are added."""
    assert [(p.way, p.times, p.added, p.share) for p in curves.points] == [
        (REAL, 0, 0, 0),
        (WEIGHTS, 0, 0, 0),
        (THRESHOLD, 0, 0, 0),
        ("smote", 1, 28, 0),
        ("smote", 2, 56, 0),
        ("smote", 0, 0, 0.5),
        ("shuffle", 1, 28, 0),
        ("shuffle", 2, 56, 0),
        ("shuffle", 0, 0, 0.5),
    ]
    assert all(len(values) == 3 for p in curves.points for values in p.figures.values())
    assert curves.rows == {"train": 280, "train_rare": 28, "holdout": 120, "holdout_rare": 12}


def test_weights_call_more_rows_rare(curves):
    assert curves.baseline(WEIGHTS).interval("recall")[0] > curves.baseline(REAL).interval("recall")[0]
    assert 0.2 < curves.baseline(REAL).interval("average_precision")[0] < 1


def test_rows_of_shuffled_columns_only_blur_the_class(curves):
    """They say that a row of the rare class may have any x."""
    precise = {p.way: p.interval("precision")[0] for p in curves.grown if p.times == 2}
    assert precise["shuffle"] < curves.baseline(REAL).interval("precision")[0]


def test_the_same_seed_gives_the_same_curves_and_another_others(curves):
    plan = Plan("rare", ("smote",), (1.0,), 3)
    one, same = (learning_curves(table(), plan, np.random.default_rng(2)) for _ in range(2))
    assert one.record() == same.record()
    assert one.baseline(REAL).figures != curves.baseline(REAL).figures


class Spy(Resample):
    """Keeps what it learned from. Source: as its parent."""

    learned: ClassVar[list] = []

    def learn(self, data, rng, progress):
        self.learned.append(set(data.table["row"]))
        super().learn(data, rng, progress)


class Usual(Resample):
    """Makes the usual class only. Source: as its parent."""

    def draw(self, rows, rng):
        return super().draw(rows, rng).assign(sort="usual")


def test_no_technique_learns_from_rows_tested_on_and_one_that_makes_no_such_rows_is_left_out(monkeypatch):
    cuts = []

    def kept(*given):
        cuts.append(cut(*given))
        return cuts[-1]

    monkeypatch.setitem(technique._shelf, "spy", Spy)
    monkeypatch.setitem(technique._shelf, "usual", Usual)
    monkeypatch.setattr(learn, "cut", kept)
    found = learning_curves(table(), Plan("rare", ("usual", "spy"), (1.0,), 3), np.random.default_rng(1))
    held = [set(each.holdout.table["row"]) for each in cuts]
    assert [len(each) for each in Spy.learned] == [280] * 3 and [len(each) for each in held] == [120] * 3
    assert not any(a & b for a, b in zip(Spy.learned, held)) and held[0] != held[1] != held[2]
    assert {p.way for p in found.grown} == {"spy"} and "none met" in found.refused["usual"]


def test_each_round_from_the_second_is_told_and_a_cancel_ends_it():
    told = []

    def cancel(share, note=""):
        if "round 4" in note:
            raise Cancelled

    with pytest.raises(Cancelled):
        learning_curves(table(), Plan("rare", ("shuffle",), (1.0,), 4), np.random.default_rng(0), cancel, told.append)
    assert [each.rounds for each in told] == [2, 3]


def test_rows_that_fill_a_thin_line_help_where_the_real_ones_are_too_few_to_draw_it():
    """The rare rows lie along a diagonal, which boxes hold badly from 42 rows; what is between two is on it."""
    rng = np.random.default_rng(0)
    at = np.vstack([rng.random((800, 2)), rng.random((60, 1)) + 0.02 * rng.normal(size=(60, 2))])
    line = dataset(dict(zip("xy", at.T)) | {"sort": ["usual"] * 800 + ["rare"] * 60}, target="sort")
    curves = learning_curves(line, Plan("rare", ("smote",), (10.0,), 3), np.random.default_rng(1))
    assert curves.grown[0].interval("f1")[0] > curves.baseline(REAL).interval("f1")[0] + 0.1
