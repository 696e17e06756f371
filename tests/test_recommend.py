from itertools import product

import pytest

from synth.dataset import Kind
from synth.facts import Facts, Purpose
from synth.recommend import avoid, recommend
from synth.technique import make, shelf

ORDINARY = dict(rows=24_000, columns=15, kinds={Kind.INTEGER: 5, Kind.CATEGORY: 10})


def facts(purpose="share", **changes) -> Facts:
    return Facts(**{**ORDINARY, "purpose": Purpose(purpose), **changes})


@pytest.mark.parametrize("rows, columns, technique, params", [
    (24_000, 15, "sequential_trees", {}), (150, 5, "sequential_trees", {}), (5_000, 250, "sequential_trees", {}),
    (149, 5, "gaussian_copula", {"shrinkage": 0.2}), (5_000, 251, "gaussian_copula", {})])
def test_rows_and_columns_decide_first(rows, columns, technique, params):
    for purpose in ("share", "train", "fill"):
        advice = recommend(facts(purpose, rows=rows, columns=columns))
        assert (advice.technique, advice.params) == (technique, params)


def test_software_whose_keys_must_join_gets_masked_rows():
    advice = recommend(facts("test", keys=("user", "shop"), rows=100))
    assert advice.technique == "masking" and "'user' and 'shop' are kept under pseudonyms" in advice.reason
    without = recommend(facts("test"))
    assert without.technique == "sequential_trees" and "No key has to join" in without.reason


@pytest.mark.parametrize("rows, rarest, technique", [
    (1_999, 0.049, "smote"), (2_000, 0.049, "sequential_trees"), (1_999, 0.05, "sequential_trees"),
    (200, 0.03, "smote"), (200, 0.029, "sequential_trees"), (149, 0.045, "smote")])   # 6, 5.8 and 6.7 rows of the class
def test_few_rows_of_a_rare_class_are_joined_by_others_for_ones_own_training_only(rows, rarest, technique):
    case = dict(rows=rows, target="fraud", rarest=rarest)
    advice = recommend(facts("train", **case))
    assert advice.technique == technique
    if technique == "smote":
        assert advice.params == {"classes": "balanced"} and "never for sharing" in advice.reason
    assert all(recommend(facts(purpose, **case)).technique != "smote" for purpose in Purpose if purpose != "train")


def test_a_rare_class_of_many_rows_is_kept_and_it_is_said_what_that_will_not_do():
    advice = recommend(facts("train", target="fraud", rarest=0.01))
    assert advice.technique == "sequential_trees" and "'fraud' (1.0% of rows)" in advice.reason
    assert "adds no knowledge" in advice.reason


def test_a_share_that_stands_for_fewer_than_five_rows_is_not_told():
    assert "%" not in recommend(facts("train", rows=3_000, target="fraud", rarest=4 / 3_000)).reason


def test_to_train_without_a_target_asks_for_one():
    assert "Choose the column to predict" in recommend(facts("train")).reason
    assert "Choose" not in recommend(facts("train", target="pay")).reason


def test_a_demo_gets_what_is_quick_and_gives_little_away():
    advice = recommend(facts("demo"))
    assert advice.technique == "gaussian_copula" and "give little away" in advice.reason


def test_a_gap_gets_what_goes_with_the_rest():
    advice = recommend(facts("fill"))
    assert advice.technique == "sequential_trees" and "as many as are lacking" in advice.reason


@pytest.mark.parametrize("changes", [{}, {"rows": 100}, {"columns": 300}])
@pytest.mark.parametrize("purpose", Purpose)
def test_what_becomes_of_personal_data_is_told_where_others_see_the_rows(purpose, changes):
    reason = recommend(facts(purpose, learned=("zip",), replaced=("mail", "phone"), **changes)).reason
    told = "'mail' and 'phone' are personal and replaced" in reason and "'zip' is personal but learned" in reason
    assert told == (purpose in ("share", "demo"))


EVERY = [Facts(rows, columns, purpose, {Kind.REAL: columns}, target, rarest, (), (), keys)
         for rows, columns, purpose, (target, rarest), keys in product(
             (1, 149, 150, 1_000, 1_001, 10**7), (0, 1, 250, 251), Purpose,
             ((None, None), ("pay", None), ("fraud", 0.5), ("fraud", 0.01)), ((), ("id",)))]


def test_every_advice_can_be_made_is_said_in_sentences_and_is_not_advised_against():
    for each in EVERY:
        advice = recommend(each)
        make(advice.technique, **advice.params)
        assert advice.reason[0].isupper() and advice.reason.endswith(".") and advice.technique not in avoid(each)


def test_what_gives_real_rows_away_is_for_ones_own_use_only_and_no_network_or_other_machine_is_advised():
    for each in EVERY:
        technique = shelf()[recommend(each).technique]
        assert technique.shareable or each.purpose in (Purpose.TEST, Purpose.TRAIN)
        assert technique.family != "neural" and not technique.remote


def test_networks_are_not_advised_where_they_remember_rows():
    networks = {key for key, each in shelf().items() if each.family == "neural" and not each.remote}
    assert networks <= set(avoid(facts(rows=1_000))) and not networks & set(avoid(facts(rows=1_001)))


def test_rows_beside_real_ones_are_not_advised_where_others_see_them():
    close = {key for key, each in shelf().items() if not each.shareable}
    for purpose, fine in (("share", set()), ("demo", set()), ("test", {"masking"}), ("train", close), ("fill", close)):
        assert close & set(avoid(facts(purpose, target="fraud", rarest=0.3))) == close - fine


def test_size_and_kinds_speak_against_some():
    assert avoid(facts(rows=149))["sequential_trees"] == "149 rows leave trees little to split on."
    assert {"sequential_trees", "vine_copula"} <= set(avoid(facts(columns=251)))
    assert "no column" in avoid(facts(kinds={Kind.CATEGORY: 15}))["vine_copula"] and "vine_copula" not in avoid(facts())
    assert "'pay' has none" in avoid(facts("train", target="pay"))["smote"]
    assert all(why[0].isupper() or why[0].isdigit() for why in avoid(facts(rows=10)).values())
