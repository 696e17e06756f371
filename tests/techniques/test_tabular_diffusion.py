"""What is particular to the diffusion; the contract is tested for all techniques alike."""

import numpy as np
import pytest

from synth.technique import make
from tests.tables import people

SMALL = dict(width=64, layers=2, steps=12, batch_size=128)


def made(rows: int, **params):
    data = people(rows, 0)
    technique = make("tabular_diffusion", **SMALL | params)
    return data.table, technique.fit(data, np.random.default_rng(0)).sample(2000, np.random.default_rng(1))


def test_what_goes_together_stays_together_and_columns_keep_their_distributions():
    real, drawn = made(2000, seconds_of_training=3.0)
    income = real.groupby("job")["income"].mean()
    assert drawn.groupby("job")["income"].mean().to_dict() == pytest.approx(income.to_dict(), rel=0.12)
    assert drawn["age"].corr(drawn["income"]) > real["age"].corr(real["income"]) / 2
    assert drawn["age"].quantile([0.1, 0.5, 0.9]).tolist() == pytest.approx(
        real["age"].quantile([0.1, 0.5, 0.9]).tolist(), abs=3)


def test_a_small_table_gives_rows_that_are_not_its_own():
    real, drawn = made(60)
    assert len(drawn) == 2000 and drawn["income"].between(real["income"].min(), real["income"].max()).sum() > 1500
    assert len(drawn.drop_duplicates()) > 1000
