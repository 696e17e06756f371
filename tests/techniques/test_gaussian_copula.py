"""What is particular to our Gaussian copula; the contract is tested for all techniques alike."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.columns.kinds import describe
from synth.techniques.gaussian_copula import GaussianCopula, _correlation, _valid


def pair(rows: int = 20_000, correlation: float = 0.6) -> np.ndarray:
    """Two normal columns so correlated, (2, rows)."""
    z = np.random.default_rng(0).standard_normal((2, rows))
    return np.array([z[0], correlation * z[0] + np.sqrt(1 - correlation**2) * z[1]])


def drawn(table: pd.DataFrame, **params) -> pd.DataFrame:
    technique = GaussianCopula(**params).fit(Dataset("made", table, describe(table)), np.random.default_rng(0))
    return technique.sample(20_000, np.random.default_rng(1))


def test_numbers_keep_their_rank_correlation_whatever_their_shape():
    x, y = pair()
    table = pd.DataFrame({"x": np.exp(x), "y": y**3})
    assert drawn(table).corr("spearman").iloc[0, 1] == pytest.approx(table.corr("spearman").iloc[0, 1], abs=0.02)


def test_flags_keep_theirs_too():
    x, y = pair()
    table = pd.DataFrame({"x": x > 1, "y": y > 0.5})
    both = (table["x"] & table["y"]).mean()
    made = drawn(table)
    assert (made["x"] & made["y"]).mean() == pytest.approx(both, abs=0.01)


def test_the_latent_correlation_is_found_behind_cut_columns():
    x, y = pair(correlation=0.6)
    codes = [(x > 1).astype(int), np.digitize(y, [-0.5, 0.7])]
    found = _correlation(codes, [np.bincount(code) / len(code) for code in codes])
    assert found == pytest.approx(np.array([[1, 0.6], [0.6, 1]]), abs=0.03)


def test_categories_are_ordered_by_what_they_go_with():
    x = pair()[0]
    table = pd.DataFrame({"x": x, "c": np.array(["mid", "low", "high"])[np.digitize(x, [-0.5, 0.5])[:] * 2 % 3]})
    means, real = (t.groupby("c")["x"].mean() for t in (drawn(table), table))
    assert means.to_dict() == pytest.approx(real.to_dict(), abs=0.1)


def test_full_shrinkage_leaves_no_relation():
    x, y = pair()
    assert abs(drawn(pd.DataFrame({"x": x, "y": y}), shrinkage=1.0).corr().iloc[0, 1]) < 0.03


def test_a_matrix_that_is_none_is_made_one():
    broken = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    valid = _valid(broken)
    assert np.linalg.eigvalsh(valid).min() > 0 and np.diag(valid) == pytest.approx(np.ones(3))
