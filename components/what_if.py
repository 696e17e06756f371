"""A baseline and scenarios of it: changes stacked, run as jobs, and what followed from them told side by side."""

from dataclasses import asdict

import streamlit as st

from components import state
from components.change_form import change_form
from components.charts.chart import percent
from components.charts.ripple import change_told, ripple, value_told
from components.conditions import facts_shown
from components.figures import show
from components.progress import outcome, watch
from components.settings import profiled, recipe_of
from components.text import escape_markdown, name
from synth.conditions import Facts
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.scenarios import Balance, Change, Equal, balances_of, record, shifts_of, words
from synth.scenarios.price import ACCURACY, MODEL_GAP, ROWS_GAP

PRICES = {
    ACCURACY: ("AUC of a model of {outcome}, learned from these rows, on real ones", "{:.3f}"),
    ROWS_GAP: ("Gap in {outcome} between groups by {groups}, in the rows", "{:.1%}"),
    MODEL_GAP: ("The same gap in what such a model decides about real rows", "{:.1%}"),
}
MOST, CARDS = 3, 6
"""Scenarios beside each other, and figures in large print, at most."""


def baseline_of(run: Job) -> Job:
    """The run that a scenario was made from, where it is still here; else the run itself."""
    return (state.find(run.request["baseline"]) if run.request.get("baseline") else None) or run


def build(baseline: Job) -> None:
    """The changes of a scenario to be: added, taken away, named, run."""
    key = f"changes-{baseline.id}"
    changes: list[Change] = st.session_state.setdefault(key, [])
    change = change_form(_facts(baseline), _shares(baseline), f"what-{baseline.id}")
    if st.button("Add this change", icon=":material/add:", disabled=change is None):
        _add(key, change)
    changes = st.session_state[key]
    with st.container(horizontal=True):
        for i, each in enumerate(changes):
            st.button(
                name(words(each), 80),
                icon=":material/close:",
                key=f"{key}-{i}",
                help="Take this away",
                on_click=changes.pop,
                args=(i,),
            )
    if not changes:
        st.caption("A scenario is one change or more; the rest of the table follows from what the technique learned.")
        return
    proposed = "; ".join(map(words, changes))[:120]
    title = st.text_input("Name of the scenario", proposed, max_chars=120, key=f"{key}-name-{proposed}")
    if st.button("Run this scenario", type="primary", icon=":material/play_arrow:"):
        _run(baseline, changes, title.strip() or proposed)
        st.session_state[key] = []
        st.rerun()


def _add(key: str, change: Change) -> None:
    """Adds it, in place of one that is about the same."""

    def about(each: Change) -> tuple:
        return *each.columns, getattr(each, "what", "")

    st.session_state[key] = [*(each for each in st.session_state[key] if about(each) != about(change)), change]


def _recipe(baseline: Job, changes: list[Change]) -> Recipe:
    """The baseline's recipe with the changes on top of its own."""
    recipe = recipe_of(baseline)
    balance = [record(each) for each in changes if isinstance(each, (Balance, Equal))]
    shift = [record(each) for each in changes if not isinstance(each, (Balance, Equal))]
    return recipe.changed(balance=[*recipe.balance, *balance], shift=[*recipe.shift, *shift])


def _run(baseline: Job, changes: list[Change], title: str) -> None:
    request = {"recipe": asdict(_recipe(baseline, changes)), "baseline": baseline.id}
    made = state.submit("generate", title, request, parent=baseline.parent)
    st.session_state[f"scenarios-{baseline.id}"] = [made.id, *st.session_state.get(f"scenarios-{baseline.id}", [])][
        :MOST
    ]


def _facts(baseline: Job) -> list[Facts]:
    """What may be said of the columns that the baseline made, the target first."""
    data, recipe = state.find(baseline.parent), recipe_of(baseline)
    found = (
        data and (state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json")) or {"columns": ()}
    )
    known = [
        facts_shown(each, Kind(recipe.kinds.get(each["name"], each["kind"])))
        for each in found["columns"]
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


def scenarios(baseline: Job) -> list[Job]:
    """All scenarios of a baseline, the newest first."""
    return [
        each
        for each in state.catalogue().jobs(state.owner(), kind="generate", parent=baseline.parent)
        if each.request.get("baseline") == baseline.id
    ]


def twin(baseline: Job, made: list[Job]) -> None:
    """The scenarios chosen, beside the baseline: how each was met, what changed, what it costs."""
    known, key = {each.id: each for each in made}, f"scenarios-{baseline.id}"
    chosen = [id for id in st.session_state.get(key, ()) if id in known] or [made[0].id]
    picked = st.multiselect(
        "Scenarios beside the baseline",
        list(known),
        chosen,
        max_selections=MOST,
        key=f"{key}-{'-'.join(known)[:80]}-{'-'.join(chosen)}",
        format_func=lambda id: known[id].name,
    )
    found = {}
    for run in (known[id] for id in picked):
        told = _told(baseline, run)
        if told:
            found[run.name if run.name not in found else f"{run.name} ({len(found) + 1})"] = told
    if found:
        st.subheader("What changed because of it", anchor=False)
        show(ripple({title: each["records"] for title, each in found.items()}), key="ripple")
        st.caption(
            "Filled marks were asked for, outlined ones followed. Intervals say where the change would lie in 95 of 100 repeats of both runs; "
            "what the technique got wrong about the real table, they do not know."
        )


def _told(baseline: Job, run: Job) -> dict | None:
    """Shows one scenario; its ripple once it is there."""
    with st.container(border=True):
        st.markdown(f"**{name(run.name, 120)}**")
        watch(run)
        outcome(run)
        if not state.succeeded(run):
            return None
        job = _ripple_of(baseline, run)
        watch(job)
        outcome(job)
        told = state.stored(job, "ripple.json")
        if told:
            _cards(told)
            _price(told)
        for note in (run.result.get("reach") or {}).get("notes", ()):
            st.caption(escape_markdown(note))
        with st.container(horizontal=True):
            st.download_button(
                "Its recipe",
                Recipe.to_json(recipe_of(run)),
                f"scenario-{run.id[:8]}.json",
                "application/json",
                icon=":material/download:",
                key=f"recipe-{run.id}",
                on_click="ignore",
            )
            st.button(
                "Build on it", icon=":material/add:", key=f"build-{run.id}", on_click=_build_on, args=(baseline, run)
            )
            st.page_link(
                state.COMPARE, label="Compare with real rows", icon=":material/compare:", query_params={"run": run.id}
            )
    return told


def _ripple_of(baseline: Job, run: Job) -> Job:
    request = {"baseline": baseline.id}
    before = (
        job for job in state.catalogue().jobs(state.owner(), kind="ripple", parent=run.id) if job.request == request
    )
    return next(before, None) or state.submit("ripple", f"What changed in {run.name}"[:120], request, parent=run.id)


def _build_on(baseline: Job, run: Job) -> None:
    """The scenario's changes as the start of another one."""
    recipe, own = recipe_of(run), recipe_of(baseline)
    st.session_state[f"changes-{baseline.id}"] = [
        *balances_of(recipe.balance[len(own.balance) :]),
        *shifts_of(recipe.shift[len(own.shift) :]),
    ]


def _cards(told: dict) -> None:
    """Baseline left, scenario right: what was asked, then what followed."""
    left, right = st.columns(2)
    left.caption("Baseline")
    right.caption("Scenario")
    for step in (told["reach"] or {"steps": ()})["steps"]:
        if step["asked"] is not None:
            say = percent if step["form"] == "share" else value_told
            left.metric(escape_markdown(step["words"]), say(step["start"]))
            right.metric(escape_markdown(f"{say(step['asked'])} asked for"), say(step["reached"]))
    followed = [each for each in told["records"] if each["clear"] and not each["asked"]][:CARDS]
    for each in followed:
        st.markdown(f":orange[:material/waves:] {escape_markdown(change_told(each))}")
    if not followed:
        st.markdown("Nothing else changed past chance.")


def _price(told: dict) -> None:
    """Accuracy and fairness of a model that learns from either table, on real rows."""
    if told["no_price"]:
        st.caption(escape_markdown(told["no_price"]))
    of = {word: name(told["priced"][word] or "") for word in ("outcome", "groups")}
    for each in told["price"]:
        what, say = PRICES[each["figure"]]
        one, other = ([say.format(value) for value in each[word]] for word in ("baseline", "scenario"))
        st.markdown(
            f"{what.format(**of)}: {one[0]} ({one[1]} to {one[2]}) became **{other[0]}** ({other[1]} to {other[2]})."
        )
