"""Changes met by rows of a technique that has learned: shares exactly, means closely, the rest as the model has it."""

import numpy as np
import pandas as pd
import pytest

from synth.recipe import Recipe
from synth.scenarios.reach import DRAWN, MOVED, REWEIGHTED
from synth.technique import make
from tests.tables import dataset, people


@pytest.fixture(scope="module")
def data():
    return people(2000, 0)


def run(data, **changes):
    return Recipe("gaussian_copula", rows=1000, seed=3, **changes).run(data)


def test_shares_are_exact_and_what_is_given_them_stays(data):
    changed, plain = run(data, balance=["job=judge:0.5,cook:0.25"]), run(data)
    shares = changed.table["job"].value_counts()
    assert shares["judge"] == 500 and shares["cook"] == 250 and changed.reach.way == DRAWN
    means = [each.table.groupby("job", observed=True)["income"].mean() for each in (changed, plain)]
    assert (abs(means[0] - means[1]) < 0.15 * plain.table["income"].std()).all()


def test_a_mean_is_shifted_and_what_hangs_on_it_follows(data):
    changed, plain = run(data, shift=["age=+10%"]), run(data)
    assert changed.reach.way == REWEIGHTED and 0.5 < changed.reach.effective < 1
    assert changed.table["age"].mean() == pytest.approx(1.1 * plain.table["age"].mean(), rel=0.02)
    older = changed.table["since"].mean() - plain.table["since"].mean()
    assert 60 < older.days < 140, "Twenty days a year of age: five years are a hundred days."


@pytest.mark.parametrize("shift, goal", [("spread(age)=+15%", None), ("correlation(age,income)=0.1", 0.1)])
def test_spread_and_ties_are_met(data, shift, goal):
    (step,) = run(data, shift=[shift]).reach.steps
    assert step["reached"] == pytest.approx(step["asked"], rel=0.03, abs=0.02)
    assert step["asked"] == pytest.approx(goal if goal is not None else 1.15 * step["start"])


def test_what_lies_beyond_the_rows_moves_the_column_and_says_so(data):
    changed = run(data, shift=["age=100"])
    assert changed.reach.way == MOVED and changed.reach.beyond > 0.3
    assert (
        changed.table["age"].mean() == pytest.approx(100, rel=0.01)
        and changed.table["age"].dtype == data.table["age"].dtype
    )
    assert any("leaves the data" in note for note in changed.notes)


def test_dates_come_later_as_asked_and_what_hangs_on_them_follows(data):
    """Twenty days of "since" are a year of age: a hundred days later are five years more."""
    changed, plain = run(data, shift=["since=+100days"]), run(data)
    assert changed.reach.way == REWEIGHTED
    assert (changed.table["since"].mean() - plain.table["since"].mean()).days == pytest.approx(100, abs=15)
    assert changed.table["age"].mean() - plain.table["age"].mean() == pytest.approx(5, abs=1.5)
    (step,) = changed.reach.steps
    assert (
        step["form"] == "date" and step["asked"][:10] == str(pd.Timestamp(step["start"]) + pd.Timedelta(100, "D"))[:10]
    )
    assert changed.reach.lines[0] == f"mean of since: {step['start'][:10]} became {step['reached'][:10]}"


def test_dates_beyond_all_rows_are_moved_by_whole_days():
    """Orders of 2023 are asked for in 2026: the time of day of each stays what it was."""
    rng = np.random.default_rng(0)
    at = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 300, 1500), "D") + pd.Timedelta("9:30:00")
    data = dataset({"at": at, "n": rng.integers(0, 50, 1500)})
    changed = Recipe("shuffle", rows=600, shift=["at=2026-06-01"]).run(data)
    assert changed.reach.way == MOVED and not any("not reached" in note for note in changed.notes)
    assert abs(changed.table["at"].mean() - pd.Timestamp("2026-06-01")) < pd.Timedelta("12h")
    assert (
        set(changed.table["at"].dt.strftime("%H:%M")) == {"09:30"}
        and changed.table["at"].dtype == data.table["at"].dtype
    )


def test_a_column_grows_along_a_date():
    """2 % of the mean more a month, in rows that did not grow; a growth of a half a month cannot be had by weights."""
    rng = np.random.default_rng(0)
    day = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 365, 3000), "D")
    data = dataset({"day": day, "total": 100 + rng.normal(0, 30, 3000)})
    for growth, way in (("2%/month", REWEIGHTED), ("50%/month", MOVED)):
        changed = Recipe("shuffle", rows=2000, shift=[f"growth(total,day)={growth}"]).run(data)
        days = (changed.table["day"] - day.min()).dt.days
        slope = np.polyfit(days, changed.table["total"], 1)[0] * 30.436875 / changed.table["total"].mean()
        asked = float(growth.partition("%")[0]) / 100
        assert changed.reach.way == way and slope == pytest.approx(asked, abs=0.005)
        assert changed.reach.steps[0]["words"] == "growth of total a month along day"


def test_moved_ties_keep_the_columns_own_values():
    """Two columns without a tie are to have a correlation of 0.999, which no weights give that leave many rows."""
    rng = np.random.default_rng(0)
    data = dataset({"a": rng.normal(size=1500), "b": rng.normal(size=1500), "c": rng.choice(["x", "y"], 1500)})
    changed = Recipe("independent", rows=800, shift=["correlation(a,b)=0.999"], balance=["c=x:0.25"]).run(data)
    assert changed.reach.way == MOVED and changed.table["a"].corr(changed.table["b"]) == pytest.approx(0.999, abs=0.01)
    assert (changed.table["c"] == "x").sum() == 200 and changed.table["a"].std() == pytest.approx(1, abs=0.1)


def test_balance_shift_and_conditions_are_met_together(data):
    changed = run(data, balance=["paid=true:0.7"], shift=["age=+5%"], conditions="age >= 30")
    assert changed.table["paid"].mean() == pytest.approx(0.7, abs=0.002) and changed.table["age"].min() >= 30
    step = changed.reach.steps[1]
    assert step["reached"] == pytest.approx(step["asked"], rel=0.01) and step["asked"] == pytest.approx(
        1.05 * step["start"]
    )


def test_an_equal_outcome_has_no_gap(data):
    gap = run(data, balance=[{"equal": "paid", "across": "job"}], conditions='job in ("cook", "clerk")').reach.steps[0]
    assert gap["start"] > 0.3 and gap["reached"] < 0.01


def test_the_same_seed_gives_the_same_rows(data):
    one, again = (run(data, shift=["age=+10%"], balance=["job=judge:0.4"]).table for _ in range(2))
    assert one.equals(again)
    assert not one.equals(
        Recipe("gaussian_copula", rows=1000, seed=4, shift=["age=+10%"], balance=["job=judge:0.4"]).run(data).table
    )


def test_ids_of_rows_that_come_twice_differ():
    data = dataset({"id": [f"K{i:04}" for i in range(300)], "x": np.arange(300.0)}, id="id")
    changed = Recipe("independent", rows=300, shift=["x=+40%"]).run(data)
    assert changed.table["id"].is_unique


@pytest.mark.parametrize(
    "change, told",
    [
        ({"shift": ["job=+10%"]}, "holds no numbers"),
        ({"shift": ["since=+10%"]}, "holds dates"),
        ({"shift": ["ago=1"]}, "no column 'ago'"),
        ({"balance": ["age=30:0.5"]}, "holds numbers"),
        ({"balance": ["job=baker:0.5"]}, "holds no 'baker'"),
        ({"shift": ["correlation(age,income)=1.2"]}, "between -1 and 1"),
        ({"shift": ["spread(age)=-20"]}, "cannot fall below 0"),
    ],
)
def test_what_cannot_be_had_is_told(data, change, told):
    with pytest.raises(ValueError, match=told):
        run(data, **change)


def test_a_recipe_keeps_its_changes():
    recipe = Recipe(
        "shuffle", balance=[{"column": "a", "shares": {"x": 0.5}}], shift=[{"column": "b", "what": "mean", "by": 0.1}]
    )
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_moved_rows_are_those_like_the_moved_values():
    """b is 10 a, so that rows moved from a to 1.5 a come with b near 15 a, wherever there are such rows."""
    from synth.scenarios import Shift
    from synth.scenarios.moments import Aim
    from synth.scenarios.moved import moved

    a = np.arange(1.0, 401.0)
    data = dataset({"a": a, "b": 10 * a})
    rows = data.table.iloc[:200].reset_index(drop=True)
    taken, beyond = moved(
        [Aim(Shift("a", "mean", "by", 0.5), rows["a"].mean(), 1.5 * rows["a"].mean())],
        rows,
        data.table,
        [],
        {each.name: each for each in data.columns},
        np.random.default_rng(0),
    )
    np.testing.assert_allclose(taken["a"], 1.5 * rows["a"])
    assert abs(taken["b"] - 15 * rows["a"]).max() <= 80 and beyond == 0


def test_a_technique_by_itself_can_be_asked(data):
    from synth.scenarios import balances_of, draw_changed

    technique = make("shuffle").fit(data, np.random.default_rng(0))
    table, reach = draw_changed(technique, 50, np.random.default_rng(1), balances_of(["job=judge:0.5"]), [], data)
    assert (table["job"] == "judge").sum() == 25 and reach.way == DRAWN
