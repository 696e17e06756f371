"""Rules in a recipe: kept by what it makes, together with conditions, balance and shifts, and carried by its JSON."""

import pytest

from synth.recipe import Recipe
from synth.rules import on
from tests.tables import people

DATA = people(600, 1)
RULES = ["income > 20 * age", {"kind": "range", "column": "age", "high": 60}]


def kept(recipe: Recipe):
    table = Recipe.from_json(recipe.to_json()).run(DATA).table
    assert not any(rule.broken(table).any() for rule in on(recipe.rules, DATA))
    return table


def test_rules_hold_with_a_condition():
    table = kept(Recipe("shuffle", rows=200, seed=3, conditions='job == "cook"', rules=RULES))
    assert len(table) == 200 and (table["job"] == "cook").all()


def test_rules_hold_in_balanced_and_shifted_rows():
    table = kept(
        Recipe(
            "gaussian_copula",
            rows=300,
            seed=3,
            rules=[*RULES, "unique(age, income, since)"],
            balance=[{"column": "job", "shares": {"cook": 0.2, "clerk": 0.4, "judge": 0.4}}],
        )
    )
    assert len(table) == 300 and (table["job"] == "judge").mean() == pytest.approx(0.4, abs=0.05)


def test_what_does_not_fit_is_refused_before_anything_is_learned():
    told = []
    with pytest.raises(ValueError, match="did you mean 'income'"):
        Recipe("shuffle", rules=["incom > age"]).run(DATA, lambda share, note="": told.append(share))
    assert not told
