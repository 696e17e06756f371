"""The scores a race is decided by."""

import numpy as np
import pytest

from synth.metric import metrics
from synth.progress import quiet
from synth.racing.measure import PANEL, Field, place, weaknesses, worst_parts
from synth.recipe import Recipe
from synth.technique import make
from tests.tables import people


def test_a_place_on_the_ruler():
    accuracy, closest = metrics()["accuracy"], metrics()["closest_record"]
    ends = {"holdout": 0.98, "shuffled": 0.88}
    assert round(place(accuracy.score(0.93), ends, accuracy), 9) == 0.5
    assert place(accuracy.score(0.99), ends, accuracy) == 1.0 and place(accuracy.score(0.5), ends, accuracy) == 0.0
    assert round(place(closest.score(0.6), {"holdout": 0.5, "copy": 0.9}, closest), 9) == 0.75
    assert place(accuracy.score(0.7), {}, accuracy) == 0.7
    assert place(accuracy.score(0.7), {"holdout": 0.7, "shuffled": 0.7}, accuracy) == 1.0


def test_marks_lie_where_real_shuffled_and_copied_rows_score():
    tables = Field(people(600, 0), people(300, 1))
    marks = tables.marks([200, 600])
    whole = marks[600]
    assert whole["accuracy"]["holdout"] > whole["accuracy"]["shuffled"] + 0.02
    assert whole["discriminator"]["shuffled"] > 0.8 > whole["discriminator"]["holdout"]
    assert whole["classification"]["holdout"] > 0.8 > whole["classification"]["shuffled"]
    assert "regression" not in whole
    assert marks[200]["closest_record"]["copy"] > 0.95  # all of 200 learned rows can be looked among
    assert 0.65 < whole["closest_record"]["copy"] < 0.85  # of 600 only as many as are held out: half


def test_shuffled_rows_stand_at_the_worst_end_and_their_weaknesses_are_named():
    tables = Field(people(600, 0), people(300, 1))
    rng = np.random.default_rng(5)
    shuffled = tables.train.with_table(make("shuffle").fit(tables.train, rng).sample(tables.drawn, rng))
    scores = {score.metric: score for score in tables.scores(shuffled) if not score.about}
    assert set(scores) <= set(PANEL)
    marks = tables.marks([600])[600]
    assert place(scores["discriminator"], marks["discriminator"], metrics()["discriminator"]) < 0.1
    found = weaknesses(scores.values(), marks)
    assert found and any("tells real from synthetic" in each for each in found)


def test_the_worst_column_and_the_worst_pair_are_told():
    accuracy = metrics()["accuracy_columns"]
    parts = [accuracy.score(0.9), accuracy.score(0.7, about=("age",)), accuracy.score(0.95, about=("job",))]
    assert worst_parts(parts) == ["'age': column values agree to 70.0%."]


def test_rows_under_a_condition_are_held_against_real_ones_that_meet_it():
    train, holdout = people(600, 0), people(300, 1)
    asked = Recipe("", conditions="age >= 40", rules=["age < 90"])
    tables = Field(train, holdout, asked=asked)
    older = int((train.table["age"] >= 40).sum())
    assert len(tables.real) == older == tables.drawn and (tables.held.table["age"] >= 40).all()
    assert f"the {older} real ones" in tables.told and [rule.words() for rule in tables.rules] == ["age is below 90"]
    assert len(tables.seen(100)) == (train.table["age"][:100] >= 40).sum()
    marks = tables.marks([600])[600]
    assert marks["accuracy"]["holdout"] > marks["accuracy"]["shuffled"] and marks["closest_record"]["copy"] > 0.6
    same = {score.metric: score for score in tables.scores(tables.held) if not score.about}
    assert same["accuracy"].value == marks["accuracy"]["holdout"]


def test_rows_under_a_rare_condition_are_tried_and_those_without_it_scored():
    train, holdout = people(600, 0), people(300, 1)
    tables = Field(train, holdout, asked=Recipe("", conditions="age < 25", rules=["age < 70"]))
    assert (train.table["age"] < 25).sum() < 100
    assert tables.real is train and tables.held is holdout and "Too few real rows" in tables.told
    shuffled = make("shuffle").fit(train, np.random.default_rng(0))
    with pytest.raises(ValueError, match="too few"):
        Field(train, holdout, asked=Recipe("", conditions="age < 18.5 and age > 18.2")).draw(
            shuffled, np.random.default_rng(0), quiet
        )
    assert len(tables.draw(shuffled, np.random.default_rng(0), quiet)) == 600
    drawn = tables.draw(shuffled, np.random.default_rng(0), quiet)["age"]
    assert (drawn >= 25).any() and (drawn < 70).all() and len(tables.seen(100)) == 100
