"""Step 3: watch the rows being made; leave and come back at will."""

import streamlit as st

from components import state
from components.history import history
from components.notes import notes
from components.progress import outcome, watch
from components.settings import recipe_of
from components.text import duration, name
from synth.technique import shelf

st.title("Generate")
run = state.need(state.chosen("run"), "Nothing has been generated yet.", state.TECHNIQUE, "Choose a technique")
data = state.find(run.parent)
recipe = recipe_of(run)
technique = shelf()[recipe.technique]
made = "comparison.json" in run.files
st.markdown(f"**{name(run.name)}**: {technique.title} on {name(data.name)}")
notes(run)

if run.active and not made:
    st.session_state["watched"] = run.id
    watch(run)
    st.caption("You can leave this page, close the browser or open it elsewhere: the work goes on, and is found "
               "here again.")
elif made:
    if st.session_state.pop("watched", None) == run.id:
        state.go(state.COMPARE, run=run.id)
    watch(run)
    outcome(run)
    st.success(f"{run.result['rows']:,} synthetic rows, made in {duration(sum(run.result['seconds'].values()))} "
               "of CPU time.", icon=":material/check_circle:")
    state.next_step(state.COMPARE, "Compare with the real table", run=run.id)
else:
    outcome(run)
    if st.button("Run again", type="primary", icon=":material/replay:"):
        state.retry(run)
        st.rerun()
    st.page_link(state.TECHNIQUE, label="Change the settings first", icon=":material/tune:",
                 query_params={"data": data.id, "like": run.id})

st.subheader(f"Runs on {name(data.name)}")
history(state.catalogue().jobs(state.owner(), kind="generate", parent=data.id), "generate")
