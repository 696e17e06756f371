"""Scenarios beside their baseline: how each was met, what changed because of it, what it costs, and what to take
away."""

import re

import streamlit as st

from components import state
from components.charts.chart import percent
from components.charts.ripple import change_told, ripple, value_told
from components.figures import show
from components.links import link
from components.progress import outcome, watch
from components.settings import recipe_of
from components.text import escape_markdown, name
from components.what_if import MOST, begun, put_on_top
from synth.jobs.catalogue import Job
from synth.scenarios.price import ACCURACY, MODEL_GAP, ROWS_GAP
from synth.script import script

PRICES = {
    ACCURACY: ("AUC of a model of {outcome}, learned from these rows, on real ones", "{:.3f}"),
    ROWS_GAP: ("Gap in {outcome} between groups by {groups}, in the rows", "{:.1%}"),
    MODEL_GAP: ("The same gap in what such a model decides about real rows", "{:.1%}"),
}
CARDS = 6
"""Figures in large print, at most."""
WITH = "with"
"""The word in a link before the ids of the scenarios shown."""


def twin(baseline: Job, run: Job, made: list[Job]) -> None:
    """The scenarios chosen, beside the baseline: how each was met, what changed, what it costs."""
    known, found = {each.id: each for each in made}, {}
    for each in (known[id] for id in _picked(baseline, run, known)):
        told = _told(baseline, each)
        if told:
            found[each.name if each.name not in found else f"{each.name} ({len(found) + 1})"] = told
    if found:
        st.subheader("What changed because of it", anchor=False)
        show(ripple({title: each["records"] for title, each in found.items()}), key="ripple")
        st.caption(
            "Filled marks were asked for, outlined ones followed. Intervals say where the change would lie in 95 of "
            "100 repeats of both runs; what the technique got wrong about the real table, they do not know."
        )


def _picked(baseline: Job, run: Job, known: dict[str, Job]) -> list[str]:
    """Ids of the scenarios to show: picked, else those of the link, the run chosen, the newest. They stand in the
    address."""
    key = f"scenarios-{baseline.id}"
    shown = f"{key}-shown"
    linked = st.query_params.get(WITH, "").split(",")
    wanted = [*st.session_state.get(key, ()), *(linked if key not in st.session_state else ())]
    wanted = [id for id in wanted if id in known] or [id for id in (run.id,) if id in known] or list(known)[:1]
    st.session_state[shown] = wanted[:MOST]
    picked = st.multiselect(
        "Scenarios beside the baseline",
        list(known),
        key=shown,
        max_selections=MOST,
        format_func=lambda id: known[id].name,
        on_change=lambda: st.session_state.update({key: st.session_state[shown]}),
    )
    st.session_state[key] = picked
    if st.query_params.get(WITH) != ",".join(picked):
        st.query_params[WITH] = ",".join(picked)
    return picked


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
        _take_away(baseline, run)
    return told


def _take_away(baseline: Job, run: Job) -> None:
    """The scenario as a recipe, a script, a link, and as the start of another one."""
    recipe, data = recipe_of(run), state.find(run.parent)
    stem = re.sub(r"\W+", "-", run.name[:60]).strip("-").lower() or "scenario"
    save = {"icon": ":material/download:", "on_click": "ignore"}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button("Recipe", recipe.to_json, f"{stem}.json", "application/json", key=f"recipe-{run.id}", **save)
        st.download_button(
            "Script",
            lambda: script(recipe, data.request, f"{stem}.py"),
            f"{stem}.py",
            "text/x-python",
            key=f"script-{run.id}",
            **save,
        )
        with st.popover("Link", icon=":material/link:"):
            st.caption("Opens this page with this scenario; the link holds no data.")
            link("what-if", run=baseline.id, **{WITH: run.id})
        st.button(
            "Put on top of the new one" if begun(baseline) else "Start from this one",
            icon=":material/add:",
            key=f"build-{run.id}",
            on_click=put_on_top,
            args=(baseline, run),
            help="Its changes go into the new scenario; of two about the same the later one counts.",
        )
        st.page_link(
            state.COMPARE, label="Compare with real rows", icon=":material/compare:", query_params={"run": run.id}
        )


def _ripple_of(baseline: Job, run: Job) -> Job:
    request = {"baseline": baseline.id}
    made = state.catalogue().jobs(state.owner(), kind="ripple", parent=run.id)
    before = next((job for job in made if job.request == request), None)
    return before or state.submit("ripple", f"What changed in {run.name}"[:120], request, parent=run.id)


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
