"""Mixed tables, row by row."""

import numpy as np
import pytest

from synth.augmenting import augmented, mixed
from tests.tables import dataset

REAL = dataset({"of": ["real"] * 10, "at": range(10)})
MADE = dataset({"of": ["made"] * 5, "at": range(100, 105)})


def test_a_share_of_the_rows_is_synthetic_and_none_comes_twice():
    joined, made = mixed(REAL, MADE, 0.3, np.random.default_rng(0))
    table = joined.table
    assert (table["of"] == "made").tolist() == made.tolist()
    assert table["of"].value_counts().to_dict() == {"real": 7, "made": 3}
    assert set(table.loc[table["of"] == "made", "at"]) == {100, 101, 102}
    assert table["at"].is_unique and table["at"].dtype == REAL.table["at"].dtype


def test_none_and_all_of_them():
    few = REAL.take(np.arange(5))
    assert set(mixed(few, MADE, 0, np.random.default_rng(0))[0].table["of"]) == {"real"}
    assert set(mixed(few, MADE, 1, np.random.default_rng(0))[0].table["of"]) == {"made"}


def test_too_few_synthetic_rows_and_no_share_are_sentences():
    with pytest.raises(ValueError, match="6 synthetic rows are needed to be 60% of 10, and there are 5"):
        mixed(REAL, MADE, 0.6, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"lie in \[0, 1\], not 1.5"):
        mixed(REAL, MADE, 1.5, np.random.default_rng(0))


def test_augmenting_keeps_all_real_rows():
    joined, made = augmented(REAL, MADE, 2, np.random.default_rng(0))
    assert sorted(joined.table["at"]) == [*range(10), 100, 101]
    assert set(joined.table["at"][made]) == {100, 101}
