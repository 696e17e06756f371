import numpy as np
import pytest

from synth.closer.roc import _curve, roc
from synth.metric import Skip
from synth.metrics.fidelity import told_apart
from synth.progress import quiet
from tests.tables import people

rng = np.random.default_rng


def test_a_curve_by_hand():
    """From the most suspect down: synthetic, synthetic and real together, real."""
    made, said = np.array([True, True, False, False]), np.array([0.9, 0.5, 0.5, 0.1])
    assert _curve(made, said, np.array([0, 0.25, 0.5, 1])).tolist() == [0.5, 0.75, 1, 1]


def test_the_column_that_gives_the_rows_away_is_named_first():
    real, other = people(600, 0), people(600, 1)
    tell = other.with_table(other.table.assign(age=other.table["age"] + 40))
    found = roc(real, tell, rng(0), quiet)
    assert found["leaned"][0]["column"] == "age" and found["leaned"][0]["lost"] > 0.1
    assert found["auc"]["low"] > 0.9 and found["rows"] == 600
    assert found["real"][0] == 0 and found["real"][-1] == found["synthetic"][-1] == 1 and len(found["real"]) <= 60
    assert all(b >= a for a, b in zip(found["synthetic"], found["synthetic"][1:]))


def test_a_second_sample_lies_on_the_diagonal_and_the_area_is_that_of_the_score():
    real, other = people(600, 0), people(600, 1)
    found = roc(real, other, rng(0), quiet)
    assert np.abs(np.array(found["real"]) - found["synthetic"]).max() < 0.12
    assert found["auc"]["value"] == pytest.approx(told_apart(real, other, rng(0)).value, abs=0.04)
    area = np.trapezoid(found["synthetic"], found["real"])
    assert max(area, 0.5) == pytest.approx(found["auc"]["value"], abs=0.03)


def test_too_few_rows_are_said():
    with pytest.raises(Skip, match="10 rows"):
        roc(people(9, 0), people(600, 1), rng(0), quiet)
