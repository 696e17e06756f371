"""Step 2: choose how the synthetic rows are made, and how many."""

import streamlit as st

from components import state
from components.accepted import demanded
from components.change_form import kept_changes
from components.conditions import only_certain
from components.costs import cost_line, costs_of, warn_of_memory
from components.form import params_form, run_form
from components.preview import preview
from components.race import enter
from components.rules import rules_kept
from components.settings import advice_for, choose_purpose, generate, recipe_for, recipe_of, settings_of
from components.shelf import card, hindrance, other_cards
from components.text import name
from synth.technique import shelf

st.title("Choose a technique")
data = state.need(state.chosen_data(), "There is no table yet to learn from.", state.DATA, "Pick or upload one")
if not state.succeeded(data):
    st.info("The table is not read yet.", icon=":material/info:")
    st.page_link(state.DATA, label="See how far it is", query_params={"data": data.id}, icon=":material/arrow_back:")
    st.stop()

costs = costs_of(data)
like = state.find(st.query_params.get("like", ""))
before = recipe_of(like) if like else None
choose_purpose(data)
advice = advice_for(data)
st.caption(f"For {name(data.name)}: {costs.rows:,} rows, {costs.columns} columns to learn.")
chosen = st.session_state.get("technique") or (before.technique if before else advice.technique)
technique = shelf()[chosen]
with st.container(border=True):
    card(chosen, advice, costs)
    start = (
        before.params if before and before.technique == chosen else advice.params if chosen == advice.technique else {}
    )
    params = params_form(technique, start)
    preview(data, technique, params)
    count, seed, holdout = run_form(technique, before, costs.rows)
    conditions, unclear = only_certain(data, technique, like)
    rules, amiss = rules_kept(data, like)
    changes = kept_changes(before)
    why = hindrance(technique, settings_of(data)["target"]) or unclear or amiss
    if why:
        st.warning(why, icon=":material/block:")
    expected = costs.of(chosen, params, count, holdout)
    warn_of_memory(expected)
    recipe = recipe_for(data, chosen, params, count, seed, holdout, conditions, rules).changed(**changes)
    if recipe.conditions or recipe.rules:
        st.caption(f":material/rule: It makes {demanded(recipe)}.")
    if st.button("Generate", type="primary", icon=":material/play_arrow:", disabled=bool(why)):
        st.session_state.pop("technique", None)
        generate(data, recipe)
    st.caption(f"{cost_line(expected, costs.of_scores(count, holdout))}.")

with st.expander("Not sure? Let several race on this table", icon=":material/flag:"):
    enter(data, costs, conditions, rules, unclear or amiss)
st.subheader("Other techniques")
clicked = other_cards(advice, chosen, costs)
if clicked:
    st.session_state["technique"] = clicked
    st.rerun()
