"""What every score of privacy owes, naming none: whole real rows are caught,
whether once each or drawn with replacement."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.metric import Metric, Score, metrics
from tests.tables import dataset, people

METRICS = [metric for metric in metrics().values() if metric.family == "privacy"]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
ROWS = 5_000


class Trial:
    """One real table cut in two, half of the unseen rows as if synthetic, and whole learned rows as if synthetic.

    The tables are made once, so that metrics share what they work out about them, as in a report.
    """

    def __init__(self, train: Dataset, holdout: Dataset):
        half, rng = len(holdout) // 2, np.random.default_rng(5)
        self.train, self.holdout = train, holdout
        self.unseen, self.real = holdout.take(np.arange(half)), holdout.take(np.arange(half, 2 * half))
        self.whole = {what: train.take(rng.choice(len(train), len(train), replace=what == "bootstrap"))
                      for what in ("copy", "bootstrap")}

    def assert_caught(self, metric: Metric) -> None:
        """Behind unseen real rows by more than its margin, and by more than chance explains."""
        real = overall(metric, self.train, self.unseen, self.real)
        for what, rows in self.whole.items():
            score = overall(metric, self.train, self.holdout, rows)
            behind = (real.value - score.value) * (1 if metric.higher_is_better else -1)
            assert behind > metric.margin and behind > (score.high - score.low) / 2, (what, score, real)


def overall(metric: Metric, train: Dataset, holdout: Dataset, synthetic: Dataset) -> Score:
    return metric.measure(train, holdout, synthetic, np.random.default_rng(0))[0]


@pytest.fixture(scope="module")
def folk() -> Trial:
    return Trial(people(600, 0), people(600, 1))


@pytest.fixture(scope="module")
def census() -> Trial:
    if not SHARED.is_dir():
        pytest.skip("the shared tables are not beside this repository")
    tables = (pd.read_csv(SHARED / f"adult_{part}.csv.gz", keep_default_na=False, nrows=ROWS)
              for part in ("trn", "hol"))
    return Trial(*(dataset(table.to_dict("series"), "income") for table in tables))


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_whole_real_rows_are_caught(metric, folk):
    folk.assert_caught(metric)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_whole_real_rows_of_a_census_are_caught(metric, census):
    census.assert_caught(metric)
