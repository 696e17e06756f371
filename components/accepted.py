"""Rules accepted for a dataset, wherever they are in force: told in a line, and what is wrong with them."""

import streamlit as st

from components import state
from components.settings import change, profiled, rules_of, settings_of
from components.text import escape_markdown, name
from synth.conditions import of_record as condition_of
from synth.conditions import words as words_of
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.rules import Rule, of_record, words

NAMED = 3
"""Rules that a line names, at most."""


def accept(data: Job, rule: dict, wanted: bool = True) -> None:
    """Keeps a rule with the dataset, or no longer; others accepted meanwhile stay."""

    def changed(kept: list[dict]) -> list[dict]:
        others = [each for each in kept if each != rule]
        return kept if wanted and rule in kept else [*others, rule] if wanted else others

    change(data, "rules", changed, [])


def and_accepted(data: Job, rules: list[dict]) -> list[dict]:
    """Those rules, and what was accepted for the dataset beside them."""
    return [*rules, *(rule for rule in rules_of(data) if rule not in rules)]


def counting(data: Job, **asked) -> Job | None:
    """The job that looked at the rules of the dataset as the user steered it, or at the one asked for."""
    request = settings_of(data) | asked
    jobs = state.catalogue().jobs(state.owner(), kind="rules", parent=data.id)
    return next((job for job in jobs if job.request == request), None)


def unknown(data: Job, rule: Rule) -> str:
    """That a column the rule is about is not there, or left out; "" where all are."""
    profile = state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json") or {"columns": []}
    names = {each["name"] for each in profile["columns"]} - set(settings_of(data)["leave_out"])
    gone = [column for column in rule.columns if column not in names] if names else []
    return f"There is no column '{gone[0]}' to set a rule on." if gone else ""


def amiss(data: Job, rules: list[dict]) -> str:
    """What is wrong with the first rule that does not fit the dataset, a sentence in markdown; "" where all fit."""
    for rule in rules:
        gone, job = unknown(data, of_record(rule)), counting(data, rule=rule)
        if gone or job is not None and not job.active and not state.stored(job, "rules.json"):
            said = gone or (job.reason or "It does not fit the table.")
            return f"The rule {words(of_record(rule), name)} cannot be kept: {escape_markdown(said)}"
    return ""


def told(rules: list[dict]) -> str:
    """Rules in a clause, in markdown: how many, and the first of them."""
    listed = "; ".join(words(of_record(rule), name) for rule in rules[:NAMED])
    more = f"; and {len(rules) - NAMED} more" if len(rules) > NAMED else ""
    return f"{len(rules)} rule{'' if len(rules) == 1 else 's'}: {listed}{more}"


def demanded(recipe: Recipe) -> str:
    """What all rows of a recipe meet and keep: "only rows in which a is x, and that keep 1 rule: ...", in markdown."""
    where = recipe.conditions and words_of(condition_of(recipe.conditions), name)
    rows = f"only rows in which {where}" if where else "only rows"
    return rows + (f"{', and' if where else ''} that keep {told(recipe.rules)}" if recipe.rules else "")


def accepted_line(data: Job) -> str:
    """Says which rules every row will keep, with the way to where they are changed; gives what is wrong with them."""
    rules = rules_of(data)
    if not rules:
        return ""
    why = amiss(data, rules)
    said, link = st.columns([4, 1], vertical_alignment="center")
    said.caption(f":material/rule: Every row keeps {told(rules)}.")
    link.page_link(state.TECHNIQUE, label="Change the rules", icon=":material/tune:", query_params={"data": data.id})
    if why:
        st.warning(why, icon=":material/block:")
    return why
