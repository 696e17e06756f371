"""What is particular to resampling; the contract is tested for all techniques alike."""

import numpy as np

from synth.techniques.resample import Resample
from tests.tables import people


def test_every_row_is_a_real_one_and_about_a_third_of_them_never_come():
    data = people(2000, 0)
    made = Resample().fit(data, np.random.default_rng(0)).sample(2000, np.random.default_rng(1))
    real, drawn = (set(table.itertuples(index=False, name=None)) for table in (data.table, made.dropna()))
    assert drawn <= real
    whole = len(set(data.table.dropna().itertuples(index=False, name=None)))
    assert 0.60 < len(drawn) / whole < 0.67  # 1 - 1/e
