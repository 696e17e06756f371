"""A baseline and the scenario to be made from it: changes stacked, named, run as a job."""

from dataclasses import asdict

import streamlit as st

from components import state
from components.change_form import change_form
from components.conditions import facts_shown
from components.settings import profiled, recipe_of
from components.text import escape_markdown, name
from synth.conditions import Facts
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.scenarios import Balance, Change, Equal, balances_of, record, shifts_of, words

MOST = 3
"""Scenarios beside each other, at most."""


def baseline_of(run: Job) -> Job:
    """The run that a scenario was made from, where it is still here; else the run itself."""
    return (state.find(run.request["baseline"]) if run.request.get("baseline") else None) or run


def scenarios(baseline: Job) -> list[Job]:
    """All scenarios of a baseline, the newest first."""
    runs = state.catalogue().jobs(state.owner(), kind="generate", parent=baseline.parent)
    return [each for each in runs if each.request.get("baseline") == baseline.id]


def begun(baseline: Job) -> list[Change]:
    """The changes of the scenario to be, so far."""
    return st.session_state.setdefault(f"changes-{baseline.id}", [])


def build(baseline: Job) -> None:
    """The changes of a scenario to be: added, taken away, named, run."""
    key = f"changes-{baseline.id}"
    change = change_form(_facts(baseline), _shares(baseline), f"what-{baseline.id}")
    if change is not None:
        st.markdown(f"This change: {escape_markdown(words(change))}.")
    if st.button("Add this change", icon=":material/add:", disabled=change is None):
        st.session_state[key] = stacked(begun(baseline), [change])
    changes = begun(baseline)
    if not changes:
        st.caption(
            "Add one change, or several; then run the scenario. The rest of the table follows from what the technique "
            "learned."
        )
        return
    st.markdown("**The new scenario**, one click on a change takes it away:")
    with st.container(horizontal=True):
        for i, each in enumerate(changes):
            icon = ":material/close:"
            st.button(name(words(each), 80), icon=icon, key=f"{key}-{i}", on_click=changes.pop, args=(i,))
    proposed = "; ".join(map(words, changes))[:120]
    title = st.text_input("Its name", proposed, max_chars=120, key=f"{key}-name-{proposed}")
    if st.button("Run this scenario", type="primary", icon=":material/play_arrow:"):
        _run(baseline, changes, title.strip() or proposed)
        st.session_state[key] = []
        st.rerun()


def stacked(below: list[Change], above: list[Change]) -> list[Change]:
    """All of them, but for those below that are about the same as one above."""
    about = {each.about for each in above}
    return [*(each for each in below if each.about not in about), *above]


def put_on_top(baseline: Job, run: Job) -> None:
    """A scenario's changes on top of those of the scenario to be."""
    own = _changes(recipe_of(baseline))
    added = [each for each in _changes(recipe_of(run)) if each not in own]
    st.session_state[f"changes-{baseline.id}"] = stacked(begun(baseline), added)


def _changes(recipe: Recipe) -> list[Change]:
    return [*balances_of(recipe.balance), *shifts_of(recipe.shift)]


def _recipe(baseline: Job, changes: list[Change]) -> Recipe:
    """The baseline's recipe with the changes on top of its own."""
    recipe = recipe_of(baseline)
    asked = stacked(_changes(recipe), changes)
    return recipe.changed(
        balance=[record(each) for each in asked if isinstance(each, (Balance, Equal))],
        shift=[record(each) for each in asked if not isinstance(each, (Balance, Equal))],
    )


def _run(baseline: Job, changes: list[Change], title: str) -> None:
    request = {"recipe": asdict(_recipe(baseline, changes)), "baseline": baseline.id}
    made = state.submit("generate", title, request, parent=baseline.parent)
    key = f"scenarios-{baseline.id}"
    st.session_state[key] = [made.id, *st.session_state.get(key, [])][:MOST]


def _facts(baseline: Job) -> list[Facts]:
    """What may be said of the columns that the baseline made, the target first."""
    data, recipe = state.find(baseline.parent), recipe_of(baseline)
    found = data and (state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json"))
    known = [
        facts_shown(each, Kind(recipe.kinds.get(each["name"], each["kind"])))
        for each in (found or {"columns": ()})["columns"]
        if each["name"] not in recipe.leave_out
    ]
    return sorted((each for each in known if each.kind.modelled), key=lambda each: each.name != recipe.target)


def _shares(baseline: Job) -> dict[str, dict[str, float]]:
    """Of every column that is none of numbers the share of each level in the baseline's rows."""
    found = state.stored(baseline, "comparison.json") or {"marginals": ()}
    return {
        each["name"]: dict(zip(each["labels"], each["synthetic"]))
        for each in found["marginals"]
        if each["edges"] is None
    }
