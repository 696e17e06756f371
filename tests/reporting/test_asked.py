"""What was asked of the rows is told, with how many rows break each rule."""

from synth.recipe import Recipe
from synth.reporting.asked import asked, broken
from synth.rules import of_record
from synth.scenarios import record, typed_balance, typed_shift
from tests.reporting.test_page import page


def rule(words: str, count: int, accepted: bool = True, **more) -> dict:
    return {"words": words, "accepted": accepted, "count": count} | more


def test_condition_rules_and_changes_are_listed():
    recipe = Recipe(
        "shuffle",
        conditions='job == "cook"',
        rules=["age < 90", of_record("income > 0").record()],
        balance=[record(typed_balance("paid=True:0.5"))],
        shift=[record(typed_shift("age=+10%"))],
        stress={"share": 0.1, "tags": False},
    )
    assert asked(recipe, [rule("age is below 90", 0)], 5000) == [
        "Only rows in which job is cook.",
        "Rule: age is below 90; 0 of 5,000 rows break it.",
        "Rule: income is above 0.",
        "Changed from the real table: shares of paid: True 0.5.",
        "Changed from the real table: mean of age +10 %.",
        "10% of the rows are hard cases for tests of software; what is told of rules and scores is told of the others.",
    ]
    assert asked(Recipe("shuffle"), [rule("a is b", 3, accepted=False)], 10) == []


def test_rules_of_which_the_recipe_does_not_know_are_told_too():
    assert asked(Recipe(""), [rule("a ≤ b", 3, rows=80)], 100) == ["Rule: a ≤ b; 3 of 80 rows break it."]


def test_rules_broken_though_real_rows_keep_them_are_limits():
    found = [
        rule("a", 1, False),
        rule("b", 9, False),
        rule("c", 0, False),
        rule("d", 5),
        rule("e", 3, False),
        rule("f", 2, False),
    ]
    assert broken(found) == [
        "Some rows break what holds in nearly all real ones: b (9 rows); e (3 rows); f (2 rows); and 1 more."
    ]
    assert broken([rule("c", 0, False), rule("d", 5)]) == []


def test_the_report_holds_them_escaped():
    recipe, hostile = Recipe("shuffle", rules=["age < 90"]), "<b>bold</b>"
    text = page(recipe=recipe, rules=(rule("age is below 90", 0), rule(hostile, 7, accepted=False)))
    assert "What was asked of it" in text and "<li>Rule: age is below 90; 0 of 300 rows break it.</li>" in text
    assert "<b>" not in text and "&lt;b&gt;bold&lt;/b&gt; (7 rows)" in text
    assert "What was asked of it" not in page()
