"""What a scenario costs a model, on tables whose answer is known."""

import numpy as np
import pytest

from synth.scenarios.price import ACCURACY, MODEL_GAP, ROWS_GAP, NoPrice, price
from tests.tables import dataset


def lent(rows: int, seed: int, fair: bool):
    """Loans: by skill alone where fair, else also by sex."""
    rng = np.random.default_rng(seed)
    skill, sex = rng.normal(size=rows), rng.choice(["F", "M"], rows)
    return dataset(
        {"skill": skill, "sex": sex, "loan": np.where(skill + (0 if fair else 1.5) * (sex == "M") > 0.8, "yes", "no")}
    )


@pytest.fixture(scope="module")
def found():
    unfair, fair, holdout = lent(1500, 0, False), lent(1500, 1, True), lent(800, 2, False)
    return {each["figure"]: each for each in price(unfair, fair, holdout, "loan", "sex", np.random.default_rng(0))}


def test_fair_rows_make_a_fairer_and_less_exact_model(found):
    assert found[ACCURACY]["baseline"][0] > 0.99 > 0.9 > found[ACCURACY]["scenario"][0]
    assert found[MODEL_GAP]["baseline"][0] > 0.4 and found[MODEL_GAP]["scenario"][0] < 0.15


def test_the_gap_in_the_rows_is_counted(found):
    for name, (seed, fair) in {"baseline": (0, False), "scenario": (1, True)}.items():
        table = lent(1500, seed, fair).table
        rate = (table["loan"] == "yes").groupby(table["sex"]).mean()
        value, low, high = found[ROWS_GAP][name]
        assert value == pytest.approx(abs(rate["M"] - rate["F"])) and low <= value <= high and high - low < 0.15


def test_without_groups_only_the_model_is_tried():
    records = price(
        lent(400, 0, False), lent(400, 1, True), lent(400, 2, False), "loan", None, np.random.default_rng(0)
    )
    assert [each["figure"] for each in records] == [ACCURACY]


@pytest.mark.parametrize(
    "outcome, holdout, told",
    [(None, 200, "No target"), ("skill", 200, "No target"), ("loan", 0, "held out"), ("loan", 10, "held out")],
)
def test_where_there_is_no_price_a_sentence_says_why(outcome, holdout, told):
    unseen = lent(holdout, 2, False) if holdout else None
    with pytest.raises(NoPrice, match=told):
        price(lent(100, 0, False), lent(100, 1, True), unseen, outcome, "sex", np.random.default_rng(0))
