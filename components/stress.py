"""Stress rows on the Share page: hard cases for testers of software, as a file and as fixtures."""

import streamlit as st

from components import state
from components.downloads import offer
from components.progress import outcome, watch
from components.text import escape_markdown
from synth.jobs.catalogue import Job
from synth.writing import DEFUSED, FORMATS


def stress_rows(run: Job, stem: str) -> None:
    """The form, and what was made last of this run."""
    st.caption(
        "For testers of software: the same table with hard cases in it, one a row: first and last values and those "
        "beyond, leap days, "
        "long and odd Unicode, keys that stand twice, blocks of missing values."
    )
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    percent = left.slider("Share of hard rows", 1, 100, 10, format="%d %%", key=f"stress-share-{run.id}")
    ending = middle.selectbox(
        "As", list(FORMATS), format_func=lambda each: FORMATS[each][0], key=f"stress-format-{run.id}"
    )
    tags = right.checkbox("A column that says what is hard", True, key=f"stress-tags-{run.id}")
    request = {"share": percent / 100, "tags": tags, "format": ending}
    if ending in DEFUSED:
        request["raw"] = st.checkbox(
            "Leave texts that begin like a formula as they are",
            key=f"stress-raw-{run.id}",
            help="A test may want them; a spreadsheet would run them.",
        )
    if st.button("Make stress rows", icon=":material/bug_report:"):
        state.submit("stress", f"{run.name}, stress rows", request, parent=run.id)
    made = next(iter(state.catalogue().jobs(state.owner(), kind="stress", parent=run.id, limit=1)), None)
    if made is not None:
        watch(made)
        outcome(made)
        if state.succeeded(made):
            _offered(made, stem)


def _offered(made: Job, stem: str) -> None:
    """What was made, in a sentence, and its files."""
    told, ending = made.result, made.request["format"]
    cases = ", ".join(f"{what} {rows:,}" for what, rows in sorted(told["cases"].items(), key=lambda each: -each[1])[:6])
    st.markdown(
        f"**{told['hard']:,} of {told['rows']:,} rows are hard**, in {len(told['cases'])} ways: "
        f"{escape_markdown(cases)} and so on."
    )
    if told["left_out"]:
        st.caption(f"For {len(told['left_out'])} cases there was no row; raise the share to have all of them.")
    with st.container(horizontal=True):
        offer(made, "file", FORMATS[ending][0], f"{stem}-stress.{ending}", FORMATS[ending][1], "secondary")
        if "types" in told:
            offer(made, "types", "Its types", f"{stem}-stress.{ending}.types.json", "application/json", "secondary")
        offer(made, "json", "Fixtures, JSON", f"{stem}-fixtures.json", "application/json", "secondary")
        offer(made, "py", "Fixtures, pytest", "conftest.py", "text/x-python", "secondary")
