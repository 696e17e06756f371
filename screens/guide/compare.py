"""Step 4: real and synthetic side by side, and what the scores say."""

import streamlit as st

from components import state
from components.comparison import choose_beside, columns_view, comparisons, correlations_view, pairs_view, worst_columns
from components.history import need_file
from components.notes import notes
from components.progress import outcome, watch
from components.question import question_view
from components.scores import scores_of, scores_view, verdict_view
from components.text import name

st.title("Compare")
run = state.need(state.chosen("run"), "There is nothing to compare yet.", state.DATA, "Pick or upload a table")
need_file(run, "comparison.json")
data = state.find(run.parent)
others = {each.id: each for each in state.catalogue().jobs(state.owner(), kind="generate", parent=data.id)
          if each.id != run.id and "comparison.json" in each.files}
st.caption(f"**{name(run.name)}** on {name(data.name)}: {run.result['rows']:,} synthetic rows beside the real ones it learned from.")
notes(run)
beside = choose_beside(others)
runs = [run, *beside]
found = comparisons(runs)

watch(run)
outcome(run)
verdict_view(run)
views = {"Overview": lambda: (worst_columns(found), scores_view(scores_of(runs))), "Columns": lambda: columns_view(found),
         "Pairs": lambda: pairs_view(found), "Correlations": lambda: correlations_view(found),
         "Your question": lambda: question_view(run)}
view = st.segmented_control("View", list(views), default="Overview", required=True, key="view", bind="query-params",
                            label_visibility="collapsed")
views[view]()
state.next_step(state.SHARE, "Take it away", run=run.id)
