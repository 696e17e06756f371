"""Who is looking, what they chose, and the way to the next page. Links carry ids, never data."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import streamlit as st

from components.polling import leave
from synth.jobs.catalogue import Catalogue, Job, State
from synth.jobs.supervisor import Supervisor

DATA, TECHNIQUE, GENERATE, COMPARE, SHARE = (f"screens/guide/{name}.py" for name in
                                             ("data", "technique", "generate", "compare", "share"))
RACE = "screens/labs/race.py"
WHAT_IF = "screens/labs/what_if.py"
AUGMENT = "screens/labs/augment.py"
FILL = "screens/labs/fill.py"
KINDS = {"data": "read", "run": "generate", "race": "race", "augment": "augment", "fill": "fill"}
"""The word in a link -> the kind of job its id names."""

STORAGE = (OSError, sqlite3.OperationalError)
"""What a full or broken disk raises, wherever a page reads or writes."""


@st.cache_resource(show_spinner=False, on_release=lambda it: it.close())
def supervisor() -> Supervisor:
    """The one that starts, watches and ends jobs, shared by all sessions of this server."""
    return Supervisor(Catalogue()).start()


def catalogue() -> Catalogue:
    return supervisor().catalogue


def owner() -> str:
    """The signed-in user where login is configured, else the one local user."""
    return (st.user.get("email") if st.user.get("is_logged_in") else None) or "local"


def find(id: str) -> Job | None:
    """The owner's job of that id, None where there is none."""
    try:
        return catalogue().job(owner(), id)
    except LookupError:
        return None


def submit(kind: str, name: str, request: dict, parent: str | None = None, uploads: Sequence[BinaryIO] = (),
           secret: str | None = None) -> Job:
    """A new job, started as soon as there is room; uploads are on disk before this returns, a secret never is.

    Raises: what STORAGE names.
    """
    return supervisor().submit(owner(), kind, name, request, parent, uploads, secret)


def reread(data: Job, options: dict, secret: str | None = None) -> Job:
    """A new job that reads the same original with these options; secret is a password, which is stored nowhere."""
    return supervisor().reread(owner(), data.id, options, secret)


def cancel(job: Job) -> None:
    catalogue().cancel(owner(), job.id)
    supervisor().wake()


def retry(job: Job) -> None:
    """The same job once more, where it failed, was cancelled or interrupted."""
    catalogue().retry(owner(), job.id)
    supervisor().wake()


def choose(word: str, id: str) -> None:
    """Makes this dataset ("data") or run ("run") the current one, in the session and in the address.

    Another dataset has other runs and races: the current ones go.
    """
    if word == "data" and st.session_state.get("data") != id:
        for other in set(KINDS) - {"data"}:
            st.session_state.pop(other, None)
            st.query_params.pop(other, None)
    st.session_state[word] = id
    st.query_params[word] = id


def chosen(word: str) -> Job | None:
    """The current dataset or run: the link's, else the session's, else the newest (of the current dataset); or None."""
    linked = st.query_params.get(word)
    job = find(linked) if linked else None
    if linked and (job is None or job.kind != KINDS[word]):
        st.warning("That link leads to something that is not here: it was deleted, or it belongs to someone else.",
                   icon=":material/link_off:")
        del st.query_params[word]
        job = None
    if job is None and word in st.session_state:
        job = find(st.session_state[word])
    if job is None:
        parent = st.session_state.get("data") if word != "data" else None
        newest = catalogue().jobs(owner(), kind=KINDS[word], parent=parent, limit=1)
        job = newest[0] if newest else None
    if job is not None:
        choose(word, job.id)
        if word != "data":
            st.session_state["data"] = job.parent
    return job


def chosen_data() -> Job | None:
    """The current dataset: that of the current run where the address names one, else as chosen says."""
    if "data" not in st.query_params and "run" in st.query_params:
        run = find(st.query_params["run"])
        if run is not None and run.parent:
            st.session_state["data"] = run.parent
    return chosen("data")


def go(page: str, **ids: str) -> None:
    """Leaves for another page; ids are data= and run=."""
    for word, id in ids.items():
        st.session_state[word] = id
    leave(page, **ids)


def need(job: Job | None, what: str, page: str, label: str) -> Job:
    """The job, or a sentence that says what is missing with a link to where it is made; the page ends there."""
    if job is None:
        st.info(what, icon=":material/info:")
        st.page_link(page, label=label, icon=":material/arrow_back:")
        st.stop()
    return job


def next_step(page: str, label: str, **ids: str) -> None:
    """The one primary way on, at the end of a page."""
    if st.button(label, type="primary", icon=":material/arrow_forward:", key=f"next-{page}"):
        go(page, **ids)


def stored(job: Job, name: str) -> dict | list | None:
    """A JSON file of a job's folder, None where it does not count (yet). Read once per session and version."""
    if name not in job.files:
        return None
    path = catalogue().folder(owner(), job.id) / name
    return _json(str(path), path.stat().st_mtime_ns)


@st.cache_data(scope="session", max_entries=50, show_spinner=False)
def _json(path: str, version: int) -> dict | list:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def succeeded(job: Job | None) -> bool:
    return job is not None and job.state == State.SUCCEEDED


def storage_trouble(problem: Exception) -> None:
    """Says that the disk does not do its part; the frame calls it for any page."""
    st.error(f"This could not be stored or read: {getattr(problem, 'strerror', None) or problem}. What was "
             "stored before is untouched; free some space on the disk, then try again.", icon=":material/error:")
