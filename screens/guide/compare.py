"""Step 4: real and synthetic side by side, and what the scores say."""

import streamlit as st

from components import state
from components.closer import closer_view
from components.closeup import open_clicked
from components.comparison import choose_beside, columns_view, comparisons, correlations_view, pairs_view, worst_columns
from components.differences import differences_view
from components.groups import groups_view
from components.history import need_file
from components.notes import notes
from components.progress import outcome, watch
from components.question import question_view
from components.scores import report_of, scores_of, scores_view, verdict_view
from components.summary import summary_view
from components.text import name
from components.tradeoff import tradeoff_view
from components.violations import rules_line, rules_view

st.title("Compare")
run = state.need(state.chosen("run"), "There is nothing to compare yet.", state.DATA, "Pick or upload a table")
need_file(run, "comparison.json")
data = state.find(run.parent)
others = {each.id: each for each in state.catalogue().jobs(state.owner(), kind="generate", parent=data.id)
          if each.id != run.id and "comparison.json" in each.files}
st.caption(f"**{name(run.name)}** on {name(data.name)}: {run.result['rows']:,} synthetic rows beside the real ones it "
           "learned from.")
notes(run)
rules_line(run)
beside = choose_beside(others)
runs = [run, *beside]
found = comparisons(runs)

watch(run)
outcome(run)
verdict_view(run)
views = {"Overview": lambda: (worst_columns(found), scores_view(scores_of(runs))),
         "Columns": lambda: columns_view(found),
         "Pairs": lambda: pairs_view(found), "Correlations": lambda: correlations_view(found),
         "Where it is wrong": lambda: closer_view(run), "Groups": lambda: groups_view(found),
         "Trade-off": lambda: tradeoff_view(runs, [each for each in others.values() if each not in beside]),
         "Rules": lambda: rules_view(run), "Your question": lambda: question_view(run)}
if beside:
    views["Differences"] = lambda: differences_view(scores_of(runs))
audience = st.segmented_control("For", ["Analysts", "Stakeholders"], default="Analysts", required=True, key="for",
                                bind="query-params")
if audience == "Stakeholders":
    summary_view(run, found)
else:
    view = st.segmented_control("View", list(views), default="Overview", required=True, key="view", bind="query-params",
                                label_visibility="collapsed")
    views[view]()
open_clicked(next(iter(found.values())), report_of(run))
state.next_step(state.SHARE, "Take it away", run=run.id)
