"""What is particular to our mixture; the contract is tested for all techniques alike."""

import numpy as np
import pytest

from synth.techniques.mixture import Mixture
from tests.tables import people


def made(**params):
    data = people(4000, 0)
    return data.table, Mixture(**params).fit(data, np.random.default_rng(0)).sample(4000, np.random.default_rng(1))


def test_columns_keep_their_shares_and_more_kinds_keep_more_of_what_goes_together():
    real, few = made(components=1)
    _, many = made(components=16)
    shares = [t["job"].value_counts(normalize=True).to_dict() for t in (real, few)]
    assert shares[1] == pytest.approx(shares[0], abs=0.03)
    gap = [abs(t.groupby("job")["income"].mean() - real.groupby("job")["income"].mean()).max() for t in (few, many)]
    assert gap[0] > 1000 and gap[1] < gap[0] / 2
