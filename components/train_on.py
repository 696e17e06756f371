"""The tables that a lab found, real and synthetic rows in one, to be taken away."""

import streamlit as st

from components import state
from components.downloads import download_table
from components.progress import outcome, watch
from components.text import share
from synth.jobs.catalogue import Job
from synth.technique import shelf


def take_away(job: Job, curves: dict, worth: dict) -> None:
    """A table to train on, of real rows and synthetic ones, made by a job and then one click away."""
    tables = _tables(job, curves, worth)
    if not tables:
        return
    st.subheader("A table to train on")
    st.warning(
        "It holds real rows: for training models of your own only, not for passing on. Its last column says which rows "
        "are synthetic.",
        icon=":material/lock:",
    )
    chosen = st.radio("What it holds", list(tables), key=f"train-on-{job.id}")
    made = next((each for each in _joined(job) if each.request == tables[chosen]), None)
    if made is None:
        if st.button("Make this table", icon=":material/table:"):
            state.submit("joined", chosen, tables[chosen], parent=job.id)
            st.rerun()
        return
    watch(made)
    outcome(made)
    if state.succeeded(made):
        st.caption(f"{made.result['rows']:,} rows, {made.result['synthetic']:,} of them synthetic.")
        download_table(made, "real-and-synthetic-rows-to-train-on")


def _joined(job: Job) -> list[Job]:
    return state.catalogue().jobs(state.owner(), kind="joined", parent=job.id)


def _tables(job: Job, curves: dict, worth: dict) -> dict[str, dict]:
    """What can be made to train on, by its description: the rows worth adding, and the mixed tables that were tried."""
    found = {}
    if worth["added"]:
        title = f"All real rows and the {worth['added']:,} by {shelf()[worth['way']].title} that are worth adding"
        found[title] = {"way": worth["way"], "added": worth["added"]}
    for point in curves["points"]:
        if point["share"]:
            title = f"A mixed table, {share(point['share'])} of its rows by {shelf()[point['way']].title}"
            found[title] = {"way": point["way"], "share": point["share"]}
    return found
