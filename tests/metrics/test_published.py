"""Our accuracy of published synthetic tables against the figures published with them."""

from pathlib import Path

import pandas as pd
import pytest

from synth.metrics import fidelity
from synth.metrics.privacy import closer_share
from tests.tables import dataset

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "peers").is_dir(), reason="the published tables are not beside this repository")


def table(path: str) -> pd.DataFrame:
    return pd.read_csv(SHARED / path, keep_default_na=False)


@pytest.mark.parametrize("name, overall, columns, pairs", [("mostlyai", 0.959, 0.970, 0.948), ("synthcity-ddpm", 0.958, 0.974, 0.943)])
def test_accuracy_is_that_published(name, overall, columns, pairs):
    """Only for tables whose capital gains and losses are mostly 0, as the real ones are: 0 is a bin of its own here, so
    that published tables which smear it (arf 0.855, bayesian_network 0.840) score lower with us (0.830, 0.782)."""
    train = dataset(table("data/adult_trn.csv.gz").to_dict("series"), "income")
    synthetic = train.with_table(table(f"peers/adult/{name}.csv.gz"))
    found = [metric.measure(train, None, synthetic, None)[0].value
             for metric in (fidelity.accuracy, fidelity.accuracy_columns, fidelity.accuracy_pairs)]
    assert found == pytest.approx([overall, columns, pairs], abs=0.001)


def test_the_holdout_scores_what_was_published_and_is_no_nearer_to_train_than_to_itself():
    train = dataset(table("data/adult_trn.csv.gz").to_dict("series"), "income")
    holdout = train.with_table(table("data/adult_hol.csv.gz"))
    assert fidelity.accuracy.measure(train, None, holdout, None)[0].value == pytest.approx(0.988, abs=0.001)
    half = len(holdout) // 2
    score = closer_share(train, holdout.take(range(half)), holdout.take(range(half, 2 * half)), 2000, 5000)
    assert score.low < 0.5 < score.high
