"""Every dataset and every run of the user, with their way back in and out."""

import streamlit as st

from components import state
from components.history import delete, history, labs
from components.text import name

st.title("Runs")
tables = state.catalogue().jobs(state.owner(), kind="read")
if not tables:
    state.need(None, "There is nothing here yet: no table was read.", state.DATA, "Pick or upload one")
for table in tables:
    runs = state.catalogue().jobs(state.owner(), kind="generate", parent=table.id)
    with st.expander(f"{name(table.name)} · {len(runs)} run{'' if len(runs) == 1 else 's'}",
                     expanded=table is tables[0], icon=":material/table:"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(state.DATA, label="Open the table", icon=":material/table:", query_params={"data": table.id})
            with st.popover("Delete", icon=":material/delete:"):
                delete(table, f"this table and its {len(runs)} runs")
        history(runs, f"runs-{table.id}")
        labs(table)
