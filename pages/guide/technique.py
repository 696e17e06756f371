"""Step 2: choose how the synthetic rows are made, and how many."""

import streamlit as st

from components import state
from components.form import params_form
from components.preview import preview
from components.settings import HOLDOUT, advice_for, generate, recipe_for, recipe_of, shape_of
from components.shelf import technique_cards
from components.text import name
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
clicked = technique_cards(advice, chosen, lambda technique: technique().seconds(rows, columns, rows))
if clicked != chosen:
    st.session_state["technique"] = clicked
    st.rerun()

technique = shelf()[chosen]
st.subheader(f"Settings for {technique.title}")
start = before.params if before and before.technique == chosen else advice.params if chosen == advice.technique else {}
params = params_form(technique, start)
preview(data, technique, params)

left, middle, right = st.columns(3)
count = left.number_input("Rows to make", 1, 10_000_000, (before and before.rows) or max(round(rows * (1 - HOLDOUT)), 1), key="rows")
seed = middle.number_input("Seed", 0, 2**31 - 1, before.seed if before else 0, key="seed",
                           help="The same seed gives the same rows again; another seed gives others.")
holdout = right.slider("Kept from learning", 0, 50, round(100 * (before.holdout if before else HOLDOUT)), format="%d %%", key="holdout",
                       help="Real rows that the technique never sees. Without them there is no utility or privacy score.")
if st.button("Generate", type="primary", icon=":material/play_arrow:"):
    run = generate(data, recipe_for(data, chosen, params, int(count), int(seed), holdout / 100))
    st.session_state.pop("technique", None)
    state.go(state.GENERATE, run=run.id, data=data.id)
