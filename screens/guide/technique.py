"""Step 2: choose how the synthetic rows are made, and how many."""

import streamlit as st

from components import state
from components.form import params_form, run_form
from components.preview import preview
from components.race import enter
from components.settings import advice_for, generate, recipe_for, recipe_of, settings_of, shape_of
from components.shelf import card, hindrance, other_cards
from components.text import duration, name
from synth.technique import shelf

st.title("Choose a technique")
data = state.need(state.chosen_data(), "There is no table yet to learn from.", state.DATA, "Pick or upload one")
if not state.succeeded(data):
    st.info("The table is not read yet.", icon=":material/info:")
    st.page_link(state.DATA, label="See how far it is", query_params={"data": data.id}, icon=":material/arrow_back:")
    st.stop()

rows, columns = shape_of(data)
like = state.find(st.query_params.get("like", ""))
before = recipe_of(like) if like else None
advice = advice_for(data)
st.caption(f"For {name(data.name)}: {rows:,} rows, {columns} columns to learn.")
chosen = st.session_state.get("technique") or (before.technique if before else advice.technique)
technique = shelf()[chosen]
with st.container(border=True):
    card(chosen, advice, (rows, columns))
    start = before.params if before and before.technique == chosen else advice.params if chosen == advice.technique else {}
    params = params_form(technique, start)
    preview(data, technique, params)
    count, seed, holdout = run_form(technique, before, rows)
    why = hindrance(technique, settings_of(data)["target"])
    if why:
        st.warning(why, icon=":material/block:")
    if st.button("Generate", type="primary", icon=":material/play_arrow:", disabled=bool(why)):
        st.session_state.pop("technique", None)
        generate(data, recipe_for(data, chosen, params, count, seed, holdout))
    st.caption(f"About {duration(max(technique(**params).seconds(rows, columns, count), 1))} of work, then the scores.")

with st.expander("Not sure? Let several race on this table", icon=":material/flag:"):
    enter(data)
st.subheader("Other techniques")
clicked = other_cards(advice, chosen, (rows, columns))
if clicked:
    st.session_state["technique"] = clicked
    st.rerun()
