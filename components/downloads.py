"""Files to take away, each made in a job and read from disk only when it is clicked."""

import re
from collections.abc import Callable

import streamlit as st

from components import state
from components.progress import outcome, watch
from components.text import size
from synth.jobs.catalogue import Job
from synth.writing import DEFUSED, FORMATS


def download_table(run: Job, stem: str) -> None:
    """The synthetic table in the format chosen: made by a job first, then one click away."""
    ending = st.segmented_control("Format", list(FORMATS), default="csv", required=True, key="format",
                                  bind="query-params",
                                  format_func=lambda each: FORMATS[each][0], label_visibility="collapsed")
    raw = ending in DEFUSED and st.checkbox("Leave texts that begin like a formula as they are", key="raw",
                                            help="A spreadsheet would run them; without this an apostrophe keeps it "
                                                 "from doing so.")
    made = _export(run, {"format": ending} | ({"raw": True} if raw else {}))
    watch(made)
    outcome(made)
    if state.succeeded(made):
        offer(made, "file", f"Download {FORMATS[ending][0]}", f"{stem}.{ending}", FORMATS[ending][1], "primary")
        if "types" in made.result:
            offer(made, "types", "Its types", f"{stem}.{ending}.types.json", "application/json", "secondary")
            st.caption("The format cannot say all that the table holds (a text like 007, say). Lookalike reads it back "
                       "as it is where this small file lies beside it.")
    elif not made.active and st.button("Try again", icon=":material/replay:"):
        state.retry(made)
        st.rerun()


def download_made(data: Job) -> None:
    """A table that was made by hand, to be taken away as it is; nothing for one that was brought."""
    if data.request.get("schema") and st.toggle("Download this table", key=f"download-{data.id}"):
        download_table(data, re.sub(r"\W+", "-", data.name[:60]).strip("-") or "table")


def offer(made: Job, fact: str, label: str, name: str, media: str, type: str) -> None:
    """A file of the job, by the fact that names it."""
    path = state.catalogue().folder(state.owner(), made.id) / made.result[fact]
    st.download_button(f"{label} ({size(path.stat().st_size)})", path.read_bytes, name, media, type=type,
                       icon=":material/download:", on_click="ignore")


def _export(run: Job, request: dict) -> Job:
    before = (job for job in state.catalogue().jobs(state.owner(), kind="export", parent=run.id) if job.request
              == request)
    return next(before, None) or state.submit("export", f"{run.name} as {request['format']}", request, parent=run.id)


def download_text(label: str, file: str, media: str, text: Callable[[], str]) -> None:
    """A small text, made when clicked."""
    st.download_button(label, lambda: text().encode(), file, media, icon=":material/download:", on_click="ignore",
                       width="stretch")
