"""On the census: half and half by income keeps what is given income, and longer hours bring what hangs on them."""

from pathlib import Path

import numpy as np
import pytest

from synth.recipe import Recipe
from synth.report import evaluate
from synth.scenarios.ripple import ripple

FILE = Path(__file__).parents[3] / "shared" / "data" / "adult_trn.csv.gz"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"The census is not at {FILE}.")


@pytest.fixture(scope="module")
def data():
    from synth.reading import read

    whole = read(FILE).dataset
    return whole.take(np.arange(8000))


@pytest.fixture(scope="module")
def recipe():
    return Recipe("sequential_trees", seed=1, holdout=0.5, target="income")


def test_what_is_given_income_lies_within_the_ruler(data, recipe):
    """Within each level rows are as accurate as unseen real ones, and hardly told from real ones where shuffled columns
    are."""
    run = recipe.changed(balance=["income=>50K:0.5"]).run(data)
    assert run.table["income"].value_counts().tolist() == [2000, 2000]
    for level in ("<=50K", ">50K"):
        parts = [
            each.take(np.flatnonzero(each.table["income"] == level)[:900])
            for each in (run.train, run.holdout, run.synthetic)
        ]
        report = evaluate(*parts, np.random.default_rng(0), only=["accuracy", "discriminator"])
        accuracy, told = report.overall("accuracy"), report.overall("discriminator")
        assert accuracy.value > accuracy.holdout - 0.01, (level, accuracy)
        assert told.value < 0.65 < 0.85 < told.shuffled, (level, told)


def test_a_tenth_more_hours_is_a_tenth_more_and_says_what_else_moved(data, recipe):
    baseline, longer = (recipe.changed(shift=shift).run(data) for shift in ([], ["hours-per-week=+10%"]))
    records = ripple(baseline.synthetic, longer.synthetic, baseline.train, ["hours-per-week"])
    mean = next(each for each in records if (each["column"], each["figure"]) == ("hours-per-week", "mean"))
    assert mean["low"] <= 0.1 * mean["baseline"] <= mean["high"] and mean["clear"]
    assert longer.reach.way == "reweighted" and longer.reach.effective > 0.8
    assert {"sex", "relationship"} & {each["column"] for each in records if each["clear"] and not each["asked"]}
