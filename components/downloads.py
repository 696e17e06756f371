"""Files to take away, each made in a job and read from disk only when it is clicked."""

from collections.abc import Callable

import streamlit as st

from components import state
from components.progress import outcome, watch
from components.text import size
from synth.jobs.catalogue import Job
from synth.writing import FORMATS


def download_table(run: Job, stem: str) -> None:
    """The synthetic table in the format chosen: made by a job first, then one click away."""
    ending = st.segmented_control("Format", list(FORMATS), default="csv", required=True, key="format", bind="query-params",
                                  format_func=lambda each: FORMATS[each][0], label_visibility="collapsed")
    made = _export(run, {"format": ending})
    watch(made)
    outcome(made)
    if state.succeeded(made):
        path = state.catalogue().folder(state.owner(), made.id) / made.result["file"]
        st.download_button(f"Download {FORMATS[ending][0]} ({size(path.stat().st_size)})", path.read_bytes,
                           f"{stem}.{ending}", FORMATS[ending][1], type="primary", icon=":material/download:", on_click="ignore")
    elif not made.active and st.button("Try again", icon=":material/replay:"):
        state.retry(made)
        st.rerun()


def _export(run: Job, request: dict) -> Job:
    before = (job for job in state.catalogue().jobs(state.owner(), kind="export", parent=run.id) if job.request == request)
    return next(before, None) or state.submit("export", f"{run.name} as {request['format']}", request, parent=run.id)


def download_text(label: str, file: str, media: str, text: Callable[[], str]) -> None:
    """A small text, made when clicked."""
    st.download_button(label, lambda: text().encode(), file, media, icon=":material/download:", on_click="ignore", width="stretch")
