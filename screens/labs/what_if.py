"""What if: a baseline and scenarios of it, side by side."""

import streamlit as st

from components import state
from components.history import need_file
from components.text import name
from components.twin import twin
from components.what_if import baseline_of, begun, build, scenarios

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
    f"Baseline: **{name(baseline.name)}**, {baseline.result['rows']:,} rows. Change shares, means, dates, spreads or "
    "ties; the rest follows from what was learned."
)
made = scenarios(baseline)
with st.expander("A new scenario", icon=":material/science:", expanded=not made or bool(begun(baseline))):
    build(baseline)
if made:
    twin(baseline, run, made)
