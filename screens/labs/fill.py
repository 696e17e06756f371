"""Rows with gaps, completed from what a technique learned, several times over."""

import streamlit as st

from components import state
from components.completed import about, completed
from components.fill import ask

st.title("Fill")
st.caption(
    "Rows with gaps are completed: what is given stays, each gap is drawn given the rest of its row, several times, so "
    "that what is not known shows."
)
data = state.need(state.chosen_data(), "There is no table yet to learn from.", state.DATA, "Pick or upload one")
state.need(data if state.succeeded(data) else None, "The table is not read yet.", state.DATA, "See how far it is")
job = state.chosen("fill")
if job is None:
    ask(data)
else:
    st.caption(f"{about(job)} You can leave this page; it goes on and is found here again.")
    completed(job)
    with st.expander("Fill other rows, or otherwise", icon=":material/edit_square:"):
        ask(data)
