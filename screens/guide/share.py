"""Step 5: take the synthetic table, the recipe and the scores away."""

import json
import re

import streamlit as st

from components import state
from components.document import document
from components.downloads import download_table, download_text
from components.history import need_file
from components.links import link
from components.progress import watch
from components.settings import recipe_of
from components.stress import stress_rows
from components.text import name
from synth.script import script
from synth.technique import shelf

st.title("Share")
run = state.need(state.chosen("run"), "There is nothing to share yet.", state.DATA, "Pick or upload a table")
need_file(run, "synthetic.parquet")
data = state.find(run.parent)
recipe = recipe_of(run)
plain = recipe.changed(stress={})
stem = re.sub(r"\W+", "-", f"{data.name} synthetic").strip("-").lower() or "synthetic"

st.subheader("The synthetic table")
st.caption(
    f"{run.result['rows']:,} rows like those of {name(data.name)}, by the run {name(run.name)}. Text that a "
    "spreadsheet would run as a formula gets an apostrophe in CSV and Excel."
)
if not shelf()[recipe.technique].shareable:
    st.warning(
        "These rows stand close to real ones, for your own use only: " + shelf()[recipe.technique].when,
        icon=":material/lock:",
    )
download_table(run, stem)
with st.expander("Stress rows for tests of software", icon=":material/bug_report:", expanded=bool(recipe.stress)):
    stress_rows(run, stem)

st.subheader("How it was made, and how good it is")
report = None if run.active else state.stored(run, "report.json")
if run.active:
    watch(run)
    st.caption(
        "The scores are still being measured; the report and the scores can be taken away as soon as they are done."
    )
if report:
    st.caption(
        "A page to pass on: scores on their rulers, charts, what it may be used for and its limits. It needs no "
        "internet, and prints."
    )
    download_text("Report", f"{stem}-report.html", "text/html", document(run, data).html)
left, middle, right = st.columns(3)
with left:
    st.caption("All that it takes to make the same rows again from the same data, as JSON.")
    download_text("Recipe", f"{stem}-recipe.json", "application/json", plain.to_json)
with middle:
    st.caption("The same as a Python script: run it on the real table, get the same rows.")
    download_text("Python script", f"{stem}.py", "text/x-python", lambda: script(plain, data.request, f"{stem}.py"))
with right:
    st.caption("Every score with its interval and its marks, as JSON.")
    if report:
        download_text("Scores", f"{stem}-scores.json", "application/json", lambda: json.dumps(report, indent=2))
st.subheader("Links")
st.caption(
    "They hold no data and open for whoever may use this server and sees this table. Compare, with this run beside the "
    "real rows:"
)
link("compare", run=run.id)
st.caption("The Technique form, with the settings of this run: conditions, rules, balance, shifts, stress rows.")
link("technique", data=data.id, like=run.id)
st.caption("Say with it that the rows are synthetic. No score here proves that nobody can be recognised in them.")
state.next_step(state.TECHNIQUE, "Try another technique", data=data.id)
