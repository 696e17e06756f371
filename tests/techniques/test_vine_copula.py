"""What is particular to the vine copula; the contract is tested for all techniques alike."""

import numpy as np
import pytest

from synth.techniques.vine_copula import VineCopula
from tests.tables import dataset, people


def test_a_relation_without_correlation_is_kept():
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, 3000)
    data = dataset({"x": x, "y": x**2 + rng.normal(0, 0.2, 3000)})
    made = VineCopula(trees=1).fit(data, np.random.default_rng(0)).sample(3000, np.random.default_rng(1))
    assert np.corrcoef(made["x"] ** 2, made["y"])[0, 1] > 0.9


def test_categories_keep_what_they_go_with():
    data = people(3000, 0)
    made = VineCopula().fit(data, np.random.default_rng(0)).sample(3000, np.random.default_rng(1))
    real, drawn = (t.groupby("job")["income"].mean() for t in (data.table, made))
    assert drawn.to_dict() == pytest.approx(real.to_dict(), rel=0.1)
