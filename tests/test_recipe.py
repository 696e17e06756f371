import json

import numpy as np
import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.dataset import Dataset, Kind
from synth.progress import Cancelled
from synth.recipe import Recipe


@pytest.fixture
def shapes():
    """100 shapes: sides 3 to 6, colours, an area with one value missing."""
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {"sides": rng.integers(3, 7, 100), "colour": rng.choice(["red", "blue"], 100), "area": rng.random(100)}
    )
    table.loc[5, "area"] = np.nan
    return Dataset("shapes", table, describe(table))


def test_json_and_back_is_the_same_recipe():
    recipe = Recipe("shuffle", {}, 10, 3, 0.2, "colour", {"sides": "category"}, ("area",), "abc")
    assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize("text", ["", "[1]", '"shuffle"', "{}", '{"technique": "shuffle", "magic": 1}'])
def test_what_is_no_recipe_is_refused(text):
    with pytest.raises(ValueError, match="not a recipe"):
        Recipe.from_json(text)


def test_the_same_recipe_gives_the_same_rows_and_another_seed_others(shapes):
    first, again, other = (Recipe("shuffle", seed=seed).run(shapes).table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_what_the_technique_says_of_the_run_is_kept_with_it(shapes):
    assert Recipe("shuffle").run(shapes).notes == ()
    (note,) = Recipe("masking", {"k": 2, "quasi": "sides"}).run(shapes).notes
    assert note == "Of 100 rows, 0 stood out by sides (k = 2). Now the rarest combination stands for " + (
        f"{shapes.table['sides'].value_counts().min()} rows."
    )


def test_the_holdout_is_the_same_for_every_seed_and_never_learned(shapes):
    one, two = (Recipe("shuffle", seed=seed, holdout=0.25).run(shapes) for seed in (1, 2))
    pd.testing.assert_frame_equal(one.holdout.table, two.holdout.table)
    assert (len(one.train), len(one.holdout), len(one.table)) == (75, 25, 75)
    assert not set(one.train.table["area"].dropna()) & set(one.holdout.table["area"].dropna())
    assert set(one.table["area"].dropna()) <= set(one.train.table["area"].dropna())


def test_what_the_user_decided_is_applied(shapes):
    run = Recipe("shuffle", rows=7, kinds={"sides": "category"}, leave_out=("area",), target="colour").run(shapes)
    assert list(run.table.columns) == ["sides", "colour"] and len(run.table) == 7
    assert run.train.column("sides").kind == Kind.CATEGORY and run.train.target == "colour"


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"technique": "magic"}, "magic"),
        ({"params": {"x": 1}}, "x"),
        ({"rows": 0}, "rows"),
        ({"holdout": 1.0}, "holdout"),
        ({"holdout": 0.999}, "too few"),
        ({"target": "weight"}, "weight"),
        ({"leave_out": ("weight",)}, "weight"),
        ({"kinds": {"colour": "real"}}, "colour"),
        ({"data": "0" * 64}, "other data"),
        ({"leave_out": ("sides", "colour", "area")}, "column"),
    ],
)
def test_what_does_not_fit_is_a_sentence(shapes, changes, said):
    with pytest.raises(ValueError, match=said):
        Recipe("shuffle").changed(**changes).run(shapes)


def test_a_cancel_ends_the_run(shapes):
    def stop(share, note=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        Recipe("shuffle").run(shapes, stop)


def test_words_that_stand_for_missing_are_part_of_the_recipe():
    table = pd.DataFrame({"x": ["1", "2", "3", "?"] * 10, "y": ["a", "b"] * 20})
    data = Dataset("t", table, describe(table))
    recipe = Recipe("shuffle", data=data.digest, missing={"x": ["?"]})
    again = Recipe.from_json(recipe.to_json())
    assert again == recipe and "?" not in set(again.run(data).table["x"].astype(str))
    pd.testing.assert_frame_equal(again.run(data).table, recipe.run(data).table)
    assert str(recipe.run(data).table["x"].dtype) == "Int64"


def test_a_recipe_from_before_there_were_such_words_still_loads(shapes):
    old = json.loads(Recipe("shuffle", rows=5).to_json())
    del old["missing"]
    assert Recipe.from_json(json.dumps(old)) == Recipe("shuffle", rows=5)


def test_every_row_meets_the_recipes_conditions_however_they_are_written(shapes):
    typed = Recipe("shuffle", rows=30, conditions='colour == "red" and sides in (3, 4)')
    plain = Recipe(
        "shuffle",
        rows=30,
        conditions={
            "and": [
                {"column": "colour", "operator": "==", "values": ["red"]},
                {"column": "sides", "operator": "in", "values": [3, 4]},
            ]
        },
    )
    one, two = (Recipe.from_json(recipe.to_json()).run(shapes).table for recipe in (typed, plain))
    pd.testing.assert_frame_equal(one, two)
    assert len(one) == 30 and (one["colour"] == "red").all() and one["sides"].isin([3, 4]).all()


def test_a_condition_that_cannot_be_met_is_said_before_anything_is_learned(shapes):
    told = []
    with pytest.raises(ValueError, match="'colour' holds no 'rod'; did you mean 'red'[?]"):
        Recipe("shuffle", conditions='colour == "rod"').run(shapes, lambda share, note="": told.append(share))
    assert told == []


def test_rows_under_a_condition_are_held_against_real_rows_that_meet_it_where_those_are_enough():
    table = pd.DataFrame({"colour": ["red"] * 150 + ["blue"] * 50, "size": np.arange(200) % 9})
    data = Dataset("shapes", table, describe(table))
    many, few = (
        Recipe("shuffle", holdout=0.2, conditions=f'colour == "{colour}"').run(data) for colour in ("red", "blue")
    )
    met = int((many.train.table["colour"] == "red").sum())
    assert len(many.real[0]) == met and set(many.real[1].table["colour"]) == {"red"}
    assert many.notes[-1].startswith(f"Charts and scores hold the synthetic rows against the {met} real ones")
    assert few.real == (few.train, few.holdout) and "too few to judge such rows by" in few.notes[-1]
    assert set(few.table["colour"]) == {"blue"} and set(few.judged.table["colour"]) == {"red", "blue"}
    assert few.asked == {"colour"} and many.asked == set() and many.judged is many.synthetic
    assert Recipe("shuffle").run(data).notes == ()
