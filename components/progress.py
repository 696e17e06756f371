"""A job on the screen: live while it runs, its outcome in a sentence once it has ended."""

import streamlit as st

from components.state import catalogue, find, owner
from components.text import duration, escape_markdown
from synth.jobs.catalogue import Job, State

SECONDS_BETWEEN_LOOKS = 0.6
ICONS = {State.PENDING: ":material/hourglass_empty:", State.RUNNING: ":material/autorenew:",
         State.CANCELLING: ":material/cancel:", State.SUCCEEDED: ":material/check_circle:",
         State.FAILED: ":material/error:", State.CANCELLED: ":material/block:", State.INTERRUPTED: ":material/bolt:"}
WORDS = {State.PENDING: "waiting for its turn", State.RUNNING: "running", State.CANCELLING: "stopping",
         State.SUCCEEDED: "done", State.FAILED: "failed", State.CANCELLED: "cancelled", State.INTERRUPTED: "interrupted"}


def watch(job: Job) -> None:
    """Shows an active job's progress until it ends, then reruns the page; looks no further once it has ended."""
    @st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
    def live():
        now = find(job.id)
        if now is None or not now.active:
            st.rerun()
        _bar(now)

    if job.active:
        live()


def _bar(job: Job) -> None:
    left = f" · about {duration(job.seconds_left)} left" if job.seconds_left else ""
    note = "waiting for its turn" if job.state == State.PENDING else escape_markdown(job.note or "starting")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(max(job.share, 0.0), 1.0), text=f"{note}{left}")
        if st.button("Cancel", key=f"cancel-{job.id}", icon=":material/cancel:", disabled=job.state == State.CANCELLING):
            catalogue().cancel(owner(), job.id)


def outcome(job: Job) -> None:
    """What became of a job that has ended otherwise than well, in a sentence."""
    if job.state == State.CANCELLED:
        st.info("This was cancelled. Nothing of it is kept.", icon=ICONS[job.state])
    elif job.state in (State.FAILED, State.INTERRUPTED):
        st.error(escape_markdown(job.reason or "It ended without saying why."), icon=ICONS[job.state])
