"""What was asked of the rows beyond being like the real ones, and whether it holds, a sentence each."""

from collections.abc import Sequence

from synth.conditions import of_record as condition_of
from synth.conditions import words as condition_words
from synth.recipe import Recipe
from synth.rules import of_record, words
from synth.scenarios import balances_of, shifts_of
from synth.scenarios import words as change_words

NAMED = 3
"""Broken rules that are named, at most."""


def asked(recipe: Recipe, rules: Sequence[dict] = (), rows: int = 0) -> list[str]:
    """The condition, the rules with how many rows break each, balance, shifts, hard rows; [] where nothing was asked.

    rules: as a run counts them, "words", "accepted" and "count" of each, and "rows" where not all were looked at.
    """
    said = []
    if recipe.conditions:
        said.append(f"Only rows in which {condition_words(condition_of(recipe.conditions))}.")
    counted = {each["words"]: each for each in rules if each["accepted"]}
    told = list(dict.fromkeys([*(words(of_record(rule)) for rule in recipe.rules), *counted]))
    said += [f"Rule: {each}{_broken_by(counted.get(each), rows)}." for each in told]
    changes = (*balances_of(recipe.balance), *shifts_of(recipe.shift))
    said += [f"Changed from the real table: {change_words(each)}." for each in changes]
    if recipe.stress:
        said.append(
            f"{recipe.stress['share']:.0%} of the rows are hard cases for tests of software; what is told of rules and "
            "scores is told of the others."
        )
    return said


def _broken_by(rule: dict | None, rows: int) -> str:
    if rule is None:
        return ""
    rows = rule.get("rows", rows)
    return f"; {rule['count']:,} of {rows:,} rows break it" if rows else f"; {rule['count']:,} rows break it"


def broken(rules: Sequence[dict]) -> list[str]:
    """That rows break rules which were not asked for, but which nearly all real rows keep; [] where none do."""
    off = sorted((each for each in rules if not each["accepted"] and each["count"]), key=lambda each: -each["count"])
    if not off:
        return []
    named = "; ".join(f"{each['words']} ({each['count']:,} rows)" for each in off[:NAMED])
    more = f"; and {len(off) - NAMED} more" if len(off) > NAMED else ""
    return [f"Some rows break what holds in nearly all real ones: {named}{more}."]
