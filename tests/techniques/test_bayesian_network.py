"""What is particular to our Bayesian network; the contract is tested for all techniques alike."""

import numpy as np
import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.techniques.bayesian_network import BayesianNetwork
from tests.tables import people


def drawn(table: pd.DataFrame, rows: int = 20_000, **params) -> pd.DataFrame:
    technique = BayesianNetwork(**params).fit(Dataset("made", table, describe(table)), np.random.default_rng(0))
    return technique.sample(rows, np.random.default_rng(1))


def test_three_columns_that_only_tell_together_are_kept():
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 3, (2, 6000))
    table = pd.DataFrame({"a": a, "b": b, "c": np.array(list("xyz"))[(a + 2 * b) // 3]}).astype(str)
    shares = [t.value_counts(normalize=True) for t in (table, drawn(table))]
    assert sum(abs(shares[0].sub(shares[1], fill_value=0))) < 0.04


def test_one_parent_is_a_tree_and_two_keep_more():
    data = people(4000, 0)
    trees, more = (BayesianNetwork(parents=k).fit(data, np.random.default_rng(0)).network_.parents_ for k in (1, 2))
    assert max(map(len, trees.values())) == 1 and max(map(len, more.values())) == 2


def test_more_smoothing_loosens_what_goes_together():
    rng = np.random.default_rng(0)
    a = rng.integers(0, 2, 4000)
    table = pd.DataFrame({"a": a, "b": np.where(rng.random(4000) < 0.05, 1 - a, a)})
    close, loose = (drawn(table, smoothing=s).corr().iloc[0, 1] for s in (1.0, 1000.0))
    assert close == pytest.approx(table.corr().iloc[0, 1], abs=0.03) and loose < close - 0.1
