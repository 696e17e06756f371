import numpy as np
import pytest

from synth.questions.grouping import grouped, student
from tests.tables import dataset, people


def shops(ns: int, rare: int = 0, price: float = 10.0):
    shop = ["north"] * 40 + ["south"] * ns + ["tiny"] * rare
    return dataset(
        {
            "shop": shop,
            "price": [price, price + 2] * (len(shop) // 2) + [price] * (len(shop) % 2),
            "paid": [i % 4 == 0 for i in range(len(shop))],
        }
    )


def answers(answer) -> dict:
    return {
        each.key: (each.real and each.real.value, each.synthetic and each.synthetic.value) for each in answer.findings
    }


def test_counts_are_scaled_to_the_real_rows():
    answer = grouped(shops(60), shops(10), ["shop"], "count")  # 40 of 50 are 80 of 100
    assert answers(answer) == {("south",): (60, 20), ("north",): (40, 80)} and "100" in answer.notes[0]
    assert answer.sentence.startswith("0 of 2 groups") and answer.what == "group"


def test_means_and_shares_by_hand():
    means = grouped(shops(40), shops(40, price=20), ["shop"], "mean", "price")
    assert answers(means) == {("north",): (11, 21), ("south",): (11, 21)}
    real = means.findings[0].real
    # The standard deviation of 20 tens and 20 twelves is the root of 40 / 39.
    assert real.high - 11 == pytest.approx(student(39) * np.sqrt(40 / 39 / 40), abs=1e-3)
    shares = grouped(shops(40), shops(40), ["shop"], "share", "paid")
    assert answers(shares) == {("north",): (0.25, 0.25), ("south",): (0.25, 0.25)}


def test_students_t():
    assert [student(4), student(20), student(1000)] == pytest.approx([2.776, 2.086, 1.962], rel=0.02)


def test_groups_of_few_real_rows_are_not_named_even_where_synthetic_ones_have_them():
    answer = grouped(shops(40, rare=4), shops(40, rare=30), ["shop"], "count")
    assert not any("tiny" in each.key for each in answer.findings) and answer.hidden == 1


def test_a_share_that_few_real_rows_have_is_hidden():
    real = dataset({"g": ["a"] * 50 + ["b"] * 50, "flag": [True] * 3 + [False] * 47 + [True] * 10 + [False] * 40})
    answer = grouped(real, real, ["g"], "share", "flag")
    assert [each.key for each in answer.findings] == [("b",)] and answer.hidden == 1


def test_a_median_needs_twenty_rows_and_stands_within_its_interval():
    real = dataset({"g": ["a"] * 101 + ["b"] * 19, "n": list(range(101)) + [1] * 19})
    answer = grouped(real, real, ["g"], "median", "n")
    (found,) = answer.findings
    assert (found.real.value, found.real.low, found.real.high) == (50, 41, 60) and answer.hidden == 1


def test_numbers_are_grouped_in_bands_of_five_rows_or_more_and_several_columns_at_once():
    answer = grouped(people(600, 0), people(600, 1), ["age", "job"], "mean", "income")
    assert answer.keys == ("age", "job") and len(answer.findings) > 10
    assert all(len(each.key) == 2 for each in answer.findings)


@pytest.mark.parametrize(
    "by, how, measure, reason",
    [
        (["shop"], "mean", None, "needs a column"),
        (["shop"], "mean", "paid", "has no mean"),
        (["shop"], "max", "price", "no measure"),
        (["what"], "count", None, "no column 'what'"),
        (["shop", "price", "paid", "shop2"], "count", None, "At most 3"),
    ],
)
def test_what_cannot_be_grouped_says_why(by, how, measure, reason):
    with pytest.raises(ValueError, match=reason):
        grouped(shops(40), shops(40), by, how, measure)


def test_surrogates_cannot_be_grouped_by():
    real = dataset({"id": [str(i) for i in range(30)]}, id="id")
    with pytest.raises(ValueError, match="made up anew"):
        grouped(real, real, ["id"], "count")


def test_the_same_question_of_a_second_real_sample_survives_but_for_chance():
    survived = [
        each.survives
        for seed in range(20)
        for each in grouped(people(400, 2 * seed), people(400, 2 * seed + 1), ["job"], "mean", "income").findings
    ]
    assert np.mean(survived) > 0.95
