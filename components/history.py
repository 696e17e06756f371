"""Past runs, each with what can be done with it: look, rename, run again with changes, delete."""

import time

import streamlit as st

from components import state
from components.progress import ICONS, WORDS
from components.settings import recipe_of
from components.text import duration, escape_markdown, name
from synth.jobs.catalogue import Job
from synth.technique import shelf

SHOWN = 8


def history(runs: list[Job], whose: str) -> None:
    """A line per run, newest first; whose tells two lists on one page apart."""
    everything = len(runs) > SHOWN and st.toggle(f"Show all {len(runs)} runs", key=f"all-{whose}")
    for run in runs if everything else runs[:SHOWN]:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"{whose}-{run.id}"):
            _line(run)


def labs(table: Job) -> None:
    """A link to each race, augment lab and filling of a table, newest first."""
    pages = {"race": state.RACE, "augment": state.AUGMENT, "fill": state.FILL}
    jobs = [(word, job) for word in pages for job in state.catalogue().jobs(state.owner(), kind=word, parent=table.id)]
    for word, job in sorted(jobs, key=lambda each: -each[1].created)[:SHOWN]:
        st.page_link(pages[word], label=f"{name(job.name)} · {WORDS[job.state]}", icon=":material/science:",
                     query_params={"data": table.id, word: job.id})


def need_file(run: Job, file: str) -> None:
    """Ends the page where the run has no such file (yet), with the way to it and to the runs that have one."""
    if file in run.files:
        return
    st.info("This run has no synthetic table (yet).", icon=":material/info:")
    st.page_link(state.GENERATE, label="See what became of it", icon=":material/arrow_back:",
                 query_params={"run": run.id})
    others = [each for each in state.catalogue().jobs(state.owner(), kind="generate", parent=run.parent)
              if file in each.files]
    if others:
        st.subheader("Runs that have one")
        history(others, "with-table")
    st.stop()


def _line(run: Job) -> None:
    recipe = recipe_of(run)
    title = shelf()[recipe.technique].title if recipe.technique in shelf() else recipe.technique
    rows = f"{recipe.rows:,} rows" if recipe.rows else "as many rows as learned"
    with st.container(width="stretch", gap=None):
        st.markdown(f"{ICONS[run.state]} **{name(run.name)}**")
        st.caption(f"{WORDS[run.state]} · {name(title)} · {rows} · seed {recipe.seed} · "
                   f"{duration(time.time() - run.created)} ago")
    if "comparison.json" in run.files:
        st.page_link(state.COMPARE, label="Compare", icon=":material/compare:", query_params={"run": run.id})
    elif run.active:
        st.page_link(state.GENERATE, label="Watch", icon=":material/visibility:", query_params={"run": run.id})
    st.page_link(state.TECHNIQUE, label="Change and run", icon=":material/tune:",
                 query_params={"data": run.parent, "like": run.id})
    with st.popover("", icon=":material/more_vert:", help="Rename or delete"):
        _rename(run)
        delete(run, "the synthetic rows, scores and files of this run")


def _rename(run: Job) -> None:
    wanted = st.text_input("Name", run.name, key=f"name-{run.id}", max_chars=120)
    if wanted.strip() and wanted != run.name:
        state.catalogue().rename(state.owner(), run.id, wanted.strip())
        st.rerun()


def delete(job: Job, what: str) -> None:
    """A button that deletes a job after a second click; says why where it cannot."""
    if not st.checkbox(f"Delete {what}, for good", key=f"sure-{job.id}"):
        return
    if st.button("Delete", key=f"delete-{job.id}", icon=":material/delete:", type="primary"):
        try:
            state.catalogue().delete(state.owner(), job.id)
        except ValueError as reason:
            st.error(escape_markdown(reason))
            return
        for word in ("data", "run"):
            if st.session_state.get(word) == job.id:
                del st.session_state[word]
            if st.query_params.get(word) == job.id:
                del st.query_params[word]
        st.rerun()
