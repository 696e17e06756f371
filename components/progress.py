"""A job on the screen: live while it runs, its outcome in a sentence once it has ended."""

import streamlit as st

from components.polling import poll
from components.state import cancel, find
from components.text import duration, escape_markdown
from synth.jobs.catalogue import Job, State

SECONDS_BETWEEN_LOOKS = 0.6
ICONS = {State.PENDING: ":material/hourglass_empty:", State.RUNNING: ":material/autorenew:",
         State.CANCELLING: ":material/cancel:", State.SUCCEEDED: ":material/check_circle:",
         State.FAILED: ":material/error:", State.CANCELLED: ":material/block:", State.INTERRUPTED: ":material/bolt:"}
WORDS = {State.PENDING: "waiting for its turn", State.RUNNING: "running", State.CANCELLING: "stopping",
         State.SUCCEEDED: "done", State.FAILED: "failed", State.CANCELLED: "cancelled",
         State.INTERRUPTED: "interrupted"}


def watch(job: Job) -> None:
    """Shows an active job's progress and reruns the page whenever a new file or more scores of it count and when it
    ends; looks no further then."""
    def live():
        now = find(job.id)
        if now is None or not now.active or _shown(now) != _shown(job):
            st.rerun()
        _bar(now)

    if job.active:
        poll(live, job.id, SECONDS_BETWEEN_LOOKS)


def _shown(job: Job) -> tuple:
    """What of a job a page shows: it is drawn anew when this changes."""
    return job.files, job.result.get("scored")


def _bar(job: Job) -> None:
    left = f" · about {duration(job.seconds_left)} left" if job.seconds_left else ""
    note = "waiting for its turn" if job.state == State.PENDING else escape_markdown(job.note or "starting")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(max(job.share, 0.0), 1.0), text=f"{note}{left}")
        if st.button("Cancel", key=f"cancel-{job.id}", icon=":material/cancel:",
                     disabled=job.state == State.CANCELLING):
            cancel(job)


def outcome(job: Job) -> None:
    """What became of a job that has ended otherwise than well, in a sentence."""
    if job.state == State.CANCELLED:
        kept = "The synthetic rows made before are kept." if job.files else "Nothing of it is kept."
        st.info(f"This was cancelled. {kept}", icon=ICONS[job.state])
    elif job.state in (State.FAILED, State.INTERRUPTED):
        st.error(escape_markdown(job.reason or "It ended without saying why."), icon=ICONS[job.state])
