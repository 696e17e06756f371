"""Is it worth making rows of a rare class? Learning curves on real rows held out, and an answer that may be no."""

import streamlit as st

from components import state
from components.augment import ask, lab
from components.text import name

st.title("Augment")
st.caption(
    "Rows of a rare class can be made. Whether a model then finds more real ones is tried here before you rely on it."
)
data = state.need(state.chosen_data(), "There is no table yet to try it on.", state.DATA, "Pick or upload one")
state.need(data if state.succeeded(data) else None, "The table is not read yet.", state.DATA, "See how far it is")
job = state.chosen("augment")
if job is None:
    ask(data)
else:
    st.caption(f"On {name(state.find(job.parent).name)}. You can leave this page; it goes on and is found here again.")
    lab(job)
    with st.expander("Try another class, other techniques", icon=":material/science:"):
        ask(data)
