"""What is particular to sequential trees; the contract is tested for all techniques alike."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.columns.kinds import describe
from synth.learning.leaves import TIMES, USUAL, least
from synth.techniques.sequential_trees import SequentialTrees

SHARED = Path(__file__).parents[2] / "../shared/data"


def dataset(table: pd.DataFrame) -> Dataset:
    return Dataset("made", table, describe(table))


def made(table: pd.DataFrame, **params) -> tuple[SequentialTrees, pd.DataFrame]:
    technique = SequentialTrees(**params).fit(dataset(table), np.random.default_rng(0))
    return technique, technique.sample(len(table), np.random.default_rng(1))


def test_a_relation_of_three_columns_is_kept_that_no_pair_shows():
    rng = np.random.default_rng(0)
    left, right = rng.random(4000) < 0.5, rng.random(4000) < 0.6
    _, drawn = made(pd.DataFrame({"left": left, "right": right, "differ": (left != right) ^ (rng.random(4000) < 0.02)}))
    assert ((drawn["left"] != drawn["right"]) == drawn["differ"]).mean() > 0.9


def test_a_column_that_another_settles_never_contradicts_it():
    rng = np.random.default_rng(0)
    city = rng.choice(["Köln", "Bonn", "Paris", "Lyon", "Nice"], 1000, p=[0.4, 0.3, 0.2, 0.09, 0.01])
    country = pd.Series(city).map({"Köln": "DE", "Bonn": "DE", "Paris": "FR", "Lyon": "FR", "Nice": "FR"})
    _, drawn = made(pd.DataFrame({"country": country, "city": city, "n": rng.integers(0, 9, 1000)}))
    pairs = set(zip(drawn["city"], drawn["country"]))
    assert pairs == set(zip(city, country))


def test_a_number_follows_the_category_it_hangs_on():
    rng = np.random.default_rng(0)
    group = rng.choice(list("abc"), 3000)
    height = pd.Series(group).map({"a": 0.0, "b": 10.0, "c": 20.0}) + rng.normal(size=3000)
    _, drawn = made(pd.DataFrame({"group": group, "height": height}))
    assert drawn.groupby("group")["height"].mean().tolist() == pytest.approx([0, 10, 20], abs=0.2)
    tenths = drawn.groupby("group")["height"].quantile([0.1, 0.9]).unstack()
    assert (tenths[0.9] - tenths[0.1]).tolist() == pytest.approx([2.56, 2.56, 2.56], abs=0.2)


def test_columns_without_relation_get_none():
    rng = np.random.default_rng(0)
    _, drawn = made(pd.DataFrame({"x": rng.normal(size=4000), "y": rng.normal(size=4000)}))
    assert abs(drawn["x"].corr(drawn["y"])) < 0.06


def test_missing_values_that_go_together_stay_together():
    rng = np.random.default_rng(0)
    gone = rng.random(2000) < 0.3
    _, drawn = made(pd.DataFrame({"x": np.where(gone, np.nan, rng.normal(size=2000)),
                                  "y": np.where(gone, np.nan, rng.normal(size=2000))}))
    assert (drawn["x"].isna() == drawn["y"].isna()).mean() > 0.98


def test_the_shares_of_a_column_are_drawn_to_within_few_rows():
    table = pd.DataFrame({"x": np.repeat(["a", "b", "c"], [700, 200, 100])})
    _, drawn = made(table)
    assert drawn["x"].value_counts().to_dict() == pytest.approx({"a": 700, "b": 200, "c": 100}, abs=1)


def test_the_leaf_floor_is_chosen_unless_given():
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.integers(0, 3, (1600, 4)), columns=list("abcd"))
    assert made(table)[0].leaf_ in {times * least(1600) for times in TIMES} and least(1600) > USUAL
    assert made(table.head(100))[0].leaf_ == USUAL
    assert made(table, leaf=77)[0].leaf_ == 77


@pytest.mark.skipif(not SHARED.is_dir(), reason="The real tables beside the repository are absent.")
def test_on_the_census_pairs_are_as_close_as_a_holdout_and_no_more_rows_are_real():
    train, holdout = (pd.read_csv(SHARED / f"adult_{part}.csv.gz") for part in ("trn", "hol"))
    _, drawn = made(train)

    def distance(other: pd.DataFrame, *columns: str) -> float:
        return 0.5 * train.value_counts(list(columns), normalize=True).sub(
            other.value_counts(list(columns), normalize=True), fill_value=0).abs().sum()

    for pair in (["workclass", "occupation"], ["relationship", "marital-status"], ["education", "income"],
                 ["sex", "race"]):
        assert distance(drawn, *pair) < 1.15 * distance(holdout, *pair) + 0.002, pair
    assert drawn.merge(train.drop_duplicates()).shape[0] <= holdout.merge(train.drop_duplicates()).shape[0]
