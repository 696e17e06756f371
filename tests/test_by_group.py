import json

import pytest

from synth.by_group import by_group
from tests.tables import dataset, people


def staff(women: int, promoted_women: int, men: int, promoted_men: int, target: str | None = "promoted"):
    promoted = [i < promoted_women for i in range(women)] + [i < promoted_men for i in range(men)]
    return dataset({"sex": ["f"] * women + ["m"] * men, "promoted": promoted}, target)


REAL = staff(100, 20, 300, 120)  # 20 % of women and 40 % of men


def only(synthetic, real=REAL) -> dict:
    (column,) = by_group(real, synthetic)["columns"]
    return column


def test_shares_rates_and_gaps_by_hand():
    column = only(staff(200, 20, 200, 140))
    men, women = column["groups"]
    assert (men["group"], women["group"]) == ("m", "f")
    assert (men["share"]["real"], men["share"]["synthetic"]) == (0.75, 0.5)
    assert (women["rate"]["real"], women["rate"]["synthetic"]) == (0.2, 0.1)
    assert women["rate"]["low"] < 0.2 < women["rate"]["high"]
    assert column["gap"] == {"real": pytest.approx(0.2), "synthetic": pytest.approx(0.6)}


def test_the_gap_is_fairlearns_demographic_parity_difference():
    from fairlearn.metrics import demographic_parity_difference

    table = REAL.table
    known = demographic_parity_difference(table["promoted"], table["promoted"], sensitive_features=table["sex"])
    assert only(REAL)["gap"]["real"] == pytest.approx(known)


@pytest.mark.parametrize(
    "synthetic, word",
    [
        (REAL, "the same but for chance"),
        (staff(100, 5, 300, 240), "the gap is wider"),
        (staff(100, 38, 300, 120), "the gap is narrower"),
        (staff(100, 80, 300, 60), "has turned round"),
    ],
)
def test_whether_the_gap_was_amplified(synthetic, word):
    assert word in only(synthetic)["takeaway"] and "20.0 points more frequent in 'm'" in only(synthetic)["takeaway"]


def test_few_rows_with_the_outcome_are_hidden():
    real = staff(100, 3, 300, 120)
    men, women = only(real, real)["groups"]
    assert women["rate"] is None and men["rate"] and only(real, real)["gap"] is None


def test_without_a_target_only_sizes_are_told_and_without_groups_nothing():
    plain = staff(100, 20, 300, 120, None)
    found = by_group(plain, staff(200, 20, 200, 140, None))
    assert found["outcome"] is None and found["columns"][0]["groups"][0]["rate"] is None
    assert found["columns"][0]["takeaway"] == "'m' makes up 75.0 % of real and 50.0 % of synthetic rows."
    assert by_group(people(60, 0).only(["job"]), people(60, 1).only(["job"]))["columns"] == []


def test_it_is_plain_json_also_where_the_synthetic_table_lost_a_group():
    found = by_group(REAL, staff(0, 0, 300, 120))
    json.dumps(found, allow_nan=False)
    assert (
        found["columns"][0]["groups"][1]["rate"] is None and found["columns"][0]["groups"][1]["share"]["synthetic"] == 0
    )
