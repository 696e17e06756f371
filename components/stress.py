"""Stress rows on the Share page: hard cases for testers of software, as a file, as fixtures and as a recipe."""

from dataclasses import asdict

import streamlit as st

from components import state
from components.downloads import download_text, offer
from components.links import link
from components.progress import outcome, watch
from components.settings import recipe_of
from components.text import escape_markdown
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.script import script
from synth.stress import NOT_IN, Asked
from synth.stress.case import BREAKS
from synth.writing import DEFUSED, FORMATS

SHARE = 0.1
"""Of the rows are hard unless another share is set."""
SHOWN = 6
"""Kinds of cases that are named."""


def stress_rows(run: Job, stem: str) -> None:
    """The form, and what was made last of this run; a run whose recipe asks for hard rows has them made at once."""
    recipe = recipe_of(run)
    st.caption(
        "For testers of software: the same table with hard cases in it, one a row: first and last values and those "
        "beyond, leap days, long and odd Unicode, keys that stand twice, blocks of missing values, "
        "and rows that break one rule each. Elsewhere the rules of the run are kept."
    )
    request = _request(run, recipe, Asked.of(recipe.stress) or Asked(SHARE, True))
    made = next(iter(state.catalogue().jobs(state.owner(), kind="stress", parent=run.id, limit=1)), None)
    if st.button("Make stress rows", icon=":material/bug_report:") or made is None and recipe.stress:
        made = state.submit("stress", f"{run.name}, stress rows", request, parent=run.id)
    if made is not None:
        watch(made)
        outcome(made)
        if state.succeeded(made):
            _offered(made, run, stem)


def _request(run: Job, recipe: Recipe, before: Asked) -> dict:
    """What a job is asked for, as the form says."""
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    percent = left.slider(
        "Share of hard rows", 1, 100, max(round(100 * before.share), 1), format="%d %%", key=f"stress-share-{run.id}"
    )
    ending = middle.selectbox(
        "As", list(FORMATS), format_func=lambda each: FORMATS[each][0], key=f"stress-format-{run.id}"
    )
    tags = right.checkbox("A column that says what is hard", before.tags, key=f"stress-tags-{run.id}")
    asked = Asked(percent / 100, tags, NOT_IN.get(ending, ()))
    request = {"recipe": asdict(recipe.changed(stress=asked.record())), "format": ending}
    if ending in DEFUSED:
        request["raw"] = st.checkbox(
            "Leave texts that begin like a formula as they are",
            key=f"stress-raw-{run.id}",
            help="A test may want them; a spreadsheet would run them.",
        )
    return request


def _offered(made: Job, run: Job, stem: str) -> None:
    """What was made, in a sentence, its files, and all that it takes to make it again."""
    told, ending = made.result, made.request["format"]
    cases = sorted(told["cases"].items(), key=lambda each: -each[1])
    listed = escape_markdown(", ".join(f"{what} {rows:,}" for what, rows in cases[:SHOWN]))
    more = " and so on" if len(cases) > SHOWN else ""
    st.markdown(
        f"**{told['hard']:,} of {told['rows']:,} rows are hard**, in {len(cases)} way{'s'[: len(cases) != 1]}: "
        f"{listed}{more}."
    )
    if broken := told["cases"].get(BREAKS):
        st.caption(f"{broken:,} rows break one rule each, on purpose; the tag says which.")
    if told["left_out"]:
        st.caption(f"For {len(told['left_out'])} cases there was no row; raise the share to have all of them.")
    if told.get("barred"):
        st.caption(
            f"{len(told['barred'])} cases are left out: whatever row they stood in, it would break a rule by the way."
        )
    with st.container(horizontal=True):
        offer(made, "file", FORMATS[ending][0], f"{stem}-stress.{ending}", FORMATS[ending][1], "secondary")
        if "types" in told:
            offer(made, "types", "Its types", f"{stem}-stress.{ending}.types.json", "application/json", "secondary")
        offer(made, "json", "Fixtures, JSON", f"{stem}-fixtures.json", "application/json", "secondary")
        offer(made, "py", "Fixtures, pytest", "conftest.py", "text/x-python", "secondary")
    if "recipe" in made.request:
        _again(made, run, stem)


def _again(made: Job, run: Job, stem: str) -> None:
    """The recipe, the script and a link of exactly what was made."""
    recipe, data = recipe_of(made), state.find(run.parent)
    left, right = st.columns(2)
    with left:
        download_text("Recipe with stress rows", f"{stem}-stress-recipe.json", "application/json", recipe.to_json)
    with right:
        file = f"{stem}-stress.py"
        download_text("Script with stress rows", file, "text/x-python", lambda: script(recipe, data.request, file))
    st.caption("A link that opens the Technique form with all of it set, stress rows included.")
    link("technique", data=run.parent, like=made.id)
