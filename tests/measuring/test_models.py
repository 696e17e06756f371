import numpy as np
import pytest

from synth.measuring.models import CLASSIFIERS, INDICATED, REGRESSORS, _scaled, _terms

RNG = np.random.default_rng


def test_terms_by_hand():
    like = np.array([[0.0, 0], [10, 1], [np.nan, 1]])
    (terms,) = _terms(like, np.array([False, True]), like)
    # One unit is 0.5 to 9.5, the middle 5; then whether the number is missing; then the levels 0 and 1.
    assert terms == pytest.approx(np.array([[-5 / 9, 0, 1, 0], [5 / 9, 0, 0, 1], [0, 1, 0, 1]]))


def test_far_out_numbers_are_cut_and_empty_columns_left_out():
    like = np.array([[0.0, np.nan], [1, np.nan], [2, np.nan]])
    assert _scaled(like, np.array([[1e300, 1.0], [np.nan, 1.0]]))[0] == pytest.approx(
        np.array([[5.0], [np.nan]]), nan_ok=True
    )


def test_of_many_levels_the_frequent_ones_get_a_term():
    like = np.arange(200.0)[:, None] % 50
    assert _terms(like, np.array([True]), like)[0].shape == (200, INDICATED)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_every_classifier_gives_the_share_where_nothing_can_be_learned(name):
    classify = CLASSIFIERS[name]
    empty, category = np.full((4, 1), np.nan), np.array([False])
    seen, said = classify(empty, category, np.array([0, 0, 0, 1]), empty[:2], RNG(0))
    assert list(seen) == [0, 1] and said == pytest.approx(np.array([[0.75, 0.25]] * 2), abs=1e-4)
    one, sure = classify(np.zeros((4, 1)), category, np.array([3, 3, 3, 3]), np.zeros((1, 1)), RNG(0))
    assert list(one) == [3] and sure == pytest.approx(np.array([[1.0]]))


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_every_classifier_learns_three_classes_from_a_number_and_a_category(name):
    rng = RNG(0)
    matrix = np.column_stack([rng.normal(size=900), rng.integers(0, 2, 900)]).astype(float)
    labels = np.where(matrix[:, 1] == 1, 2, (matrix[:, 0] > 0).astype(int))
    seen, said = CLASSIFIERS[name](matrix, np.array([False, True]), labels, matrix, RNG(1))
    assert np.mean(seen[said.argmax(axis=1)] == labels) > 0.95 and said.sum(axis=1) == pytest.approx(np.ones(900))


@pytest.mark.parametrize("name", REGRESSORS)
def test_every_regression_gives_the_mean_where_nothing_can_be_learned_and_else_the_rule(name):
    regress, rng = REGRESSORS[name], RNG(0)
    empty = np.full((4, 1), np.nan)
    assert regress(empty, np.array([False]), np.array([1.0, 2, 3, 6]), empty[:1], RNG(0)) == pytest.approx([3.0])
    matrix = np.column_stack([rng.normal(size=900), rng.integers(0, 2, 900)]).astype(float)
    values = 3 * matrix[:, 0] + 10 * matrix[:, 1]
    assert np.corrcoef(regress(matrix, np.array([False, True]), values, matrix, RNG(1)), values)[0, 1] > 0.95
