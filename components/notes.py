"""What a technique says of a run, as captions."""

import streamlit as st

from components.text import escape_markdown
from synth.jobs.catalogue import Job


def notes(run: Job) -> None:
    """The sentences that the technique left with the run; nothing for a run without any."""
    for sentence in (run.result or {}).get("notes", ()):
        st.caption(f":material/info: {escape_markdown(sentence)}")
