"""Several techniques on one table at once: a live chart, a standing, and the winner one click away."""

import streamlit as st

from components import state
from components.costs import costs_of
from components.progress import outcome, watch
from components.race import enter, watch_race
from components.text import name

st.title("Race")
race = state.need(state.chosen("race"), "No race has been run yet: let several techniques learn from your table at "
                                        "once and see who is ahead.",
                  state.TECHNIQUE, "Start one on the Technique page")
data = state.find(race.parent)
st.caption(f"{len(race.request['techniques'])} techniques on {name(data.name)}, each on growing samples of it. "
           "You can leave this page; the race goes on and is found here again.")
outcome(race)
if race.active:
    watch(race)
else:
    watch_race(race)
with st.expander("Another race on this table", icon=":material/flag:"):
    enter(data, costs_of(data))
