"""What is particular to SMOTE; the contract is tested for all techniques alike."""

import numpy as np
import pytest

from synth.techniques.smote import Smote, _shared
from tests.tables import dataset, people


def rare():
    """One row in ten is "yes", and has large x."""
    yes, rng = np.arange(1000) % 10 == 0, np.random.default_rng(0)
    return dataset({"x": rng.random(1000) + 5 * yes, "c": np.where(yes, "a", rng.choice(["b", "d"], 1000)),
                    "y": np.where(yes, "yes", "no")}, target="y")


def drawn(data, rows: int = 500, **params):
    return Smote(**params).fit(data, np.random.default_rng(0)).sample(rows, np.random.default_rng(1))


@pytest.mark.parametrize("classes, share", [("as they are", 0.1), ("balanced", 0.5)])
def test_classes_have_the_shares_asked_for(classes, share):
    made = drawn(rare(), classes=classes)
    assert (made["y"] == "yes").mean() == share
    assert made.loc[made["y"] == "yes", "x"].min() >= 5 and made.loc[made["y"] == "no", "x"].max() <= 1


def test_rows_are_new_and_mixed():
    made = drawn(rare())
    assert not set(made["x"]) & set(rare().table["x"]) and made["y"].head(60).nunique() == 2


def test_a_number_of_few_values_is_a_target_and_one_of_many_is_not():
    data = dataset({"x": np.arange(90.0), "n": np.arange(90) % 3}, target="n")
    assert drawn(data, 30)["n"].value_counts().to_dict() == {0: 10, 1: 10, 2: 10}
    with pytest.raises(ValueError, match="'income' is a number of"):
        drawn(people(200, 0, target="income"))


def test_shares_become_whole_rows():
    assert _shared(np.array([0.5, 0.3, 0.2]), 10).tolist() == [5, 3, 2]
    assert _shared(np.array([1 / 3] * 3), 10).tolist() == [4, 3, 3]
    assert _shared(np.array([0.9, 0.1]), 1).tolist() == [1, 0]
