"""The form that has gaps filled: which rows, by which technique, how often."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from components import state
from components.accepted import accepted_line
from components.costs import cost_line, costs_of, warn_of_memory
from components.progress import outcome, watch
from components.settings import advice_for, profiled, recipe_for, settings_of
from components.text import name
from synth.dataset import Kind
from synth.filling.fitness import unfit
from synth.jobs.catalogue import Job
from synth.technique import shelf

OWN, OTHER, UPLOAD, TYPED = "This table's own gaps", "Another of your tables", "Upload", "Type rows"
DRAWS = 5
MOST = 20
LEVELS = 50
"""Levels of a category, at most, that are offered for a typed cell."""


def ask(data: Job) -> None:
    """The form that starts the filling of rows from what is learned of the dataset."""
    way = st.segmented_control(
        "Which rows are to be filled?", [OWN, OTHER, UPLOAD, TYPED], default=OWN, required=True, key="fill-rows"
    )
    rows, typed, why = {OWN: _own, OTHER: _other, UPLOAD: _upload, TYPED: _typed}[way](data)
    left, middle, right = st.columns(3)
    ways = fitting(data)
    key = left.selectbox(
        "Learned by", ways, ways.index(proposed(data, ways)), format_func=lambda key: shelf()[key].title, key="fill-by"
    )
    draws = middle.slider(
        "Draws",
        1,
        MOST,
        DRAWS,
        key="fill-draws",
        help="So many completed tables: where they differ, the value is not known. One alone looks surer than it is.",
    )
    seed = right.number_input(
        "Seed", 0, 2**31 - 1, 0, key="fill-seed", help="The same seed fills the same; another seed fills otherwise."
    )
    expected = costs_of(data).of(key, {}, holdout=0.0)
    warn_of_memory(expected)
    wrong = accepted_line(data)
    if st.button("Fill the gaps", type="primary", icon=":material/edit_square:", disabled=bool(why or wrong)):
        recipe = recipe_for(data, key, {}, seed=int(seed), holdout=0.0)
        recipe = recipe.changed(filling={"draws": draws} | ({"typed": typed} if typed else {}))
        request = {"recipe": asdict(recipe)} | ({"rows": rows.id} if rows else {})
        job = state.submit("fill", f"Filled: {rows.name if rows else data.name}", request, parent=data.id)
        state.go(state.FILL, fill=job.id, data=data.id)
    st.caption(f"{cost_line(expected)} to learn. {why}")


def fitting(data: Job) -> list[str]:
    """Techniques that fill gaps of the dataset."""
    target = settings_of(data)["target"]
    return [key for key, each in shelf().items() if not unfit(each) and (target or not each.needs_target)]


def proposed(data: Job, ways: list[str]) -> str:
    """The advised technique, or where that fills nothing the first that does."""
    advised = advice_for(data).technique
    return advised if advised in ways else ways[0]


def _columns(data: Job) -> list[dict]:
    """What is known of the columns, those left out aside."""
    decided, found = settings_of(data), {}
    for job in (data, profiled(data)):
        found |= {each["name"]: each for each in (state.stored(job, "profile.json") or {"columns": ()})["columns"]}
    kept = [each for each in found.values() if each["name"] not in decided["leave_out"]]
    return [each | {"kind": decided["kinds"].get(each["name"], each["kind"])} for each in kept]


def _own(data: Job) -> tuple[Job | None, list[dict], str]:
    gaps = {each["name"]: each["missing"] for each in _columns(data) if each["missing"]}
    if not gaps:
        return None, [], "This table has no gap; choose other rows to fill."
    first = ", ".join(name(each) for each in sorted(gaps, key=gaps.get, reverse=True)[:5])
    st.caption(
        f"{len(gaps)} column{'' if len(gaps) == 1 else 's'} with gaps: {first}{' and more' if len(gaps) > 5 else ''}."
    )
    return None, [], ""


def _other(data: Job) -> tuple[Job | None, list[dict], str]:
    tables = [
        job for job in state.catalogue().jobs(state.owner(), kind="read") if state.succeeded(job) and job.id != data.id
    ]
    if not tables:
        return None, [], "There is no other table; upload the rows."
    sizes = {job.id: f"{job.name} · {job.result['rows']:,} rows" for job in tables}
    uploaded = st.session_state.get(f"fill-uploaded-{data.id}")
    at = next((i for i, job in enumerate(tables) if job.id == uploaded), 0)
    chosen = st.selectbox(
        "The table with the rows", list(sizes), at, format_func=sizes.get, key=f"fill-table-{data.id}"
    )
    st.caption("Columns are matched by name; those it lacks are filled in all rows, those never learned stay.")
    return next(job for job in tables if job.id == chosen), [], ""


def _upload(data: Job) -> tuple[Job | None, list[dict], str]:
    """A file read by a job of its own, as any table is; it is then one of the user's tables."""
    file = st.file_uploader("A file with the rows, with all or some of the columns", key=f"fill-upload-{data.id}")
    kept = f"fill-uploaded-{data.id}"
    if file is not None and st.session_state.get(f"{kept}-file") != file.file_id:
        st.session_state[f"{kept}-file"] = file.file_id
        st.session_state[kept] = state.submit("read", file.name[-150:], {}, uploads=[file]).id
    job = state.find(st.session_state[kept]) if kept in st.session_state else None
    if job is None:
        return None, [], "Choose a file first."
    watch(job)
    outcome(job)
    if not state.succeeded(job):
        return None, [], "The rows are not read yet."
    st.caption(f"{name(job.name)}: {job.result['rows']:,} rows, {job.result['columns']} columns.")
    return job, [], ""


def _typed(data: Job) -> tuple[Job | None, list[dict], str]:
    """A small grid to type into; empty cells are the gaps."""
    columns = [each for each in _columns(data) if Kind(each["kind"]).modelled]
    empty = pd.DataFrame({each["name"]: pd.Series([None] * 3, dtype=_dtype(each)) for each in columns})
    st.caption("Type what is known and leave the rest empty; every row in which something stands is filled.")
    edited = st.data_editor(
        empty,
        num_rows="dynamic",
        hide_index=True,
        key=f"fill-typed-{data.id}",
        column_config={each["name"]: _config(each) for each in columns},
        alt="Rows to fill, typed by hand",
    )
    rows = [
        {key: value for key, value in row.items() if pd.notna(value) and value != ""}
        for row in edited.to_dict("records")
    ]
    rows = [row for row in rows if row]
    return None, rows, "" if rows else "Type something into a cell first."


def _dtype(column: dict) -> str:
    return "float64" if column["kind"] in (Kind.INTEGER, Kind.REAL) else "object"


def _config(column: dict):
    kind = Kind(column["kind"])
    if kind is Kind.INTEGER:
        return st.column_config.NumberColumn(step=1)
    if kind is Kind.REAL:
        return st.column_config.NumberColumn()
    levels = column.get("levels") or []
    if kind in (Kind.CATEGORY, Kind.FLAG) and 0 < len(levels) <= LEVELS and column["distinct"] <= len(levels):
        return st.column_config.SelectboxColumn(options=levels)
    return st.column_config.TextColumn(help="A date such as 2024-02-29" if kind is Kind.MOMENT else None)
