"""Step 1: bring a table or pick one, and see what it holds."""

import streamlit as st

from components import state
from components.accepted import accepted_line
from components.columns import steer_columns
from components.costs import cost_line, costs_of
from components.downloads import download_made
from components.profile import described, more, spread, to_mind
from components.progress import outcome, watch
from components.reading import told, unlock
from components.settings import advice_for, choose_purpose, generate, recipe_for
from components.tables import choose_table
from components.text import escape_markdown, name
from synth.technique import shelf

st.title("Lookalike")
st.write(
    "Bring a table, get synthetic rows that look like it, and see what was kept, what was lost and what was given "
    "away. It all stays on this machine, unless you ask a language model elsewhere."
)
tables = state.catalogue().jobs(state.owner(), kind="read")
data = state.chosen_data()
with st.expander("Bring another table", icon=":material/add:") if data else st.container():
    choose_table(tables)
if data is None:
    st.stop()

st.header(name(data.name, 60))
watch(data)
outcome(data)
if not state.succeeded(data):
    unlock(data)
    st.stop()
told(data)
download_made(data)
choose_purpose(data)
advice = advice_for(data)
amiss = accepted_line(data)
with st.container(horizontal=True, vertical_alignment="center"):
    if st.button(
        "Generate with the recommended technique", type="primary", icon=":material/play_arrow:", disabled=bool(amiss)
    ):
        generate(data, recipe_for(data, advice.technique, advice.params))
    st.page_link(
        state.TECHNIQUE, label="Choose another technique", icon=":material/tune:", query_params={"data": data.id}
    )
expected = cost_line(costs_of(data).of(advice.technique, advice.params))
st.caption(f"Recommended here: **{shelf()[advice.technique].title}**. {escape_markdown(advice.reason)} {expected}.")
found = described(data)
if found:
    to_mind(data, found)
steer_columns(data)
if found:
    spread(found)
    more(found)
