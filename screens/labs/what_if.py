"""What if: a baseline and scenarios of it, side by side."""

import streamlit as st

from components import state
from components.history import need_file
from components.text import name
from components.what_if import baseline_of, build, scenarios, twin

st.title("What if")
run = state.need(
    state.chosen("run"),
    "A scenario starts from a run: generate a table once, then change it here.",
    state.DATA,
    "Pick or upload a table",
)
baseline = baseline_of(run)
need_file(baseline, "comparison.json")
st.caption(
    f"Baseline: **{name(baseline.name)}**, {baseline.result['rows']:,} rows. Change shares, means, spreads or ties; the rest follows from what was learned."
)
made = scenarios(baseline)
with st.expander("A new scenario", icon=":material/science:", expanded=not made):
    build(baseline)
if made:
    twin(baseline, made)
