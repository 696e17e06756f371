"""Tables by hand: a schema edited column by column, a preview, JSON to keep, and the job that makes the table."""

import pandas as pd
import streamlit as st

from components import state
from components.filling import fill
from components.schema_lines import COLUMNS, lines_of, record_of
from components.text import escape_markdown
from synth.inventing import Schema, SchemaError
from synth.inventing.fields import field_kinds
from synth.inventing.preview import preview
from synth.inventing.spelling import ALONE, hint
from synth.inventing.templates import EMPTY, TEMPLATES, template
from synth.jobs.catalogue import Job

SHOWN = 10
"""Rows of the preview."""


def by_hand() -> Job | None:
    """Draws the builder; the job that makes the table, where that was just asked for."""
    _begin()
    tables = [_table(i, each) for i, each in enumerate(st.session_state["builder"])]
    st.session_state["builder-now"] = tables
    with st.container(horizontal=True):
        if st.button("Add a table", icon=":material/add:"):
            added = template(EMPTY).to_record()["tables"][0] | {"name": f"table {len(tables) + 1}"}
            _start([*tables, *lines_of({"tables": [added]})])
        with st.popover("Fields and what they take", icon=":material/help:"):
            _fields()
    schema = _checked(tables)
    _keep(schema)
    if schema is None or not _preview(schema):
        return None
    return _make(schema)


def _begin() -> None:
    """What is edited: what was there before the page was left, or the template chosen."""
    if "builder-now" not in st.session_state:
        st.session_state["builder-now"] = lines_of(template(TEMPLATES[0]).to_record())
        st.session_state["builder-round"] = 0
    if f"columns-{st.session_state['builder-round']}-0" not in st.session_state:
        st.session_state["builder"] = st.session_state["builder-now"]
    left, right = st.columns(2)
    chosen = left.selectbox(
        "Start from",
        TEMPLATES,
        index=None,
        placeholder="a template, or nothing",
        key=f"template-{st.session_state['builder-round']}",
    )
    if chosen:
        _start(lines_of(template(chosen).to_record()))
    file = right.file_uploader(
        "or from a schema saved before", "json", key=f"schema-{st.session_state['builder-round']}"
    )
    if file is not None:
        try:
            _start(lines_of(Schema.from_json(file.getvalue().decode("utf-8", "replace")).to_record()))
        except SchemaError as problem:
            st.error(escape_markdown(problem), icon=":material/error:")


def _start(tables: list[dict]) -> None:
    """These tables are edited from now on."""
    st.session_state["builder-now"] = tables
    st.session_state["builder-round"] += 1
    st.rerun()


def _table(place: int, table: dict) -> dict:
    """One table to be edited, and what it is now."""
    key = f"{st.session_state['builder-round']}-{place}"
    left, right = st.columns(2)
    name = left.text_input("Table", table["name"], key=f"name-{key}", max_chars=100)
    rows = right.number_input(
        "Rows", 1, 10_000_000, table["rows"], key=f"rows-{key}", placeholder="as many as its key's children say"
    )
    frame = pd.DataFrame(table["lines"], columns=COLUMNS).astype({"Missing": float, "Unique": bool, "Hidden": bool})
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key=f"columns-{key}",
        alt=f"The columns of table {place + 1}, a line each",
        column_config=_config(),
    )
    lines = [
        line for line in edited[COLUMNS].to_numpy(dtype=object).tolist() if not (pd.isna(line[0]) and pd.isna(line[1]))
    ]
    return {"name": name, "rows": rows, "lines": lines}


def _config() -> dict:
    column = st.column_config
    return {
        "Name": column.TextColumn(width=130),
        "Field": column.SelectboxColumn(options=list(field_kinds()), width="small"),
        "Parameters": column.TextColumn(
            width=330, help="name=value; name=value. A formula, template or pattern stands alone."
        ),
        "Missing": column.NumberColumn(min_value=0, max_value=100, format="%g %%", default=0, width="small"),
        "Unique": column.CheckboxColumn(default=False, width="small"),
        "Hidden": column.CheckboxColumn(
            default=False, width="small", help="Others may be computed from it; it is not in the table."
        ),
    }


def _fields() -> None:
    lines = [
        {"Field": name, "What it gives": kind.about, "Parameters": hint(name)} for name, kind in field_kinds().items()
    ]
    st.dataframe(lines, hide_index=True, alt="Every field, what it gives and the parameters it takes")
    st.caption(
        f"{', '.join(ALONE)} take one text, as it is; a list is written as a, b, c. In formulas: + - \\* / // % "
        "\\*\\*, comparisons, and, or, not, a if b else c, x in (1, 2), min, max, round, abs, log, exp, sqrt, floor, "
        "ceil, year, month, day, weekday, hour, join, upper, lower, strip, length, text, number, missing, "
        "text\\[0:3\\]; `names with spaces` in backticks."
    )


def _checked(tables: list[dict]) -> Schema | None:
    """The schema, or None and a sentence at the column."""
    try:
        return Schema.from_record({"tables": [record_of(table) for table in tables]})
    except SchemaError as problem:
        _trouble(problem)
        return None


def _trouble(problem: SchemaError) -> None:
    where = f"Table '{problem.table}'. " if problem.table and problem.column else ""
    st.error(escape_markdown(f"{where}{problem}"), icon=":material/error:")


def _keep(schema: Schema | None) -> None:
    if schema is not None:
        st.download_button(
            "Save the schema",
            schema.to_json().encode(),
            "schema.json",
            "application/json",
            icon=":material/save:",
            on_click="ignore",
        )


def _preview(schema: Schema) -> bool:
    """The first rows of every table; False, and a sentence, where they cannot be made."""
    try:
        tables = preview(schema, SHOWN, st.session_state.get("builder-seed", 0))
    except SchemaError as problem:
        _trouble(problem)
        return False
    for name, table in tables.items():
        if len(tables) > 1:
            st.caption(escape_markdown(name))
        days = [
            each
            for each in table.select_dtypes("datetime")
            if (table[each].dropna() == table[each].dropna().dt.normalize()).all()
        ]
        st.dataframe(
            table,
            hide_index=True,
            alt="The first rows that this schema gives",
            column_config={each: st.column_config.DateColumn() for each in days},
        )
    return True


def _make(schema: Schema) -> Job | None:
    left, right = st.columns(2, vertical_alignment="bottom")
    seed = left.number_input("Seed", 0, 2**31 - 1, key="builder-seed", help="The same seed gives the same rows again.")
    if right.button(
        "Make the table" if len(schema.tables) == 1 else "Make the tables",
        type="primary",
        icon=":material/construction:",
    ):
        return state.submit("read", schema.table().name, {"schema": schema.to_record(), "seed": int(seed)})
    return fill(schema, int(seed))
