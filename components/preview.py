"""What a technique would make of a table, shown under its form before it is run."""

import streamlit as st

from components import state
from components.progress import outcome, watch
from components.settings import settings_of
from synth.jobs.catalogue import Job
from synth.protocols import Previews
from synth.technique import Technique


def preview(data: Job, technique: type[Technique], params: dict) -> None:
    """A button that has the technique look at the table in a job, and its findings as a table."""
    if not issubclass(technique, Previews):
        return
    request = {"technique": technique.key(), "params": params, **settings_of(data)}
    made = next((job for job in state.catalogue().jobs(state.owner(), kind="preview", parent=data.id)
                 if job.request == request), None)
    if made is None and st.button(technique.look, icon=":material/visibility:"):
        made = state.submit("preview", technique.title, request, parent=data.id)
    if made is None:
        return
    watch(made)
    outcome(made)
    records = state.stored(made, "preview.json") if state.succeeded(made) else None
    if records:
        st.dataframe([{key.replace("_", " ").capitalize(): _rounded(value) for key, value in record.items()}
                      for record in records],
                     hide_index=True, alt=f"{technique.title}: {technique.look.removeprefix('Show ')}, a "
                                          "line per column")


def _rounded(value):
    """Four digits are enough to judge a fit by."""
    return float(f"{value:.4g}") if isinstance(value, float) else value
