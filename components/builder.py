"""Tables by hand: a schema edited column by column, a preview, JSON to keep, and the job that makes the table."""

import pandas as pd
import streamlit as st

from components import state
from components.text import escape_markdown
from synth.inventing import Schema, SchemaError
from synth.inventing.asking import Terms, estimate
from synth.inventing.endpoint import EndpointError, endpoint
from synth.inventing.fields import field_kinds
from synth.inventing.preview import preview
from synth.inventing.spelling import ALONE, hint, spelled, understood
from synth.inventing.templates import EMPTY, TEMPLATES, template
from synth.jobs.catalogue import Job

COLUMNS = ["Name", "Field", "Parameters", "Missing", "Unique", "Hidden"]
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
            _start([*tables, *_lines({"tables": [added]})])
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
        st.session_state["builder-now"] = _lines(template(TEMPLATES[0]).to_record())
        st.session_state["builder-round"] = 0
    if f"columns-{st.session_state['builder-round']}-0" not in st.session_state:
        st.session_state["builder"] = st.session_state["builder-now"]
    left, right = st.columns(2)
    chosen = left.selectbox("Start from", TEMPLATES, index=None, placeholder="a template, or nothing", key=f"template-{st.session_state['builder-round']}")
    if chosen:
        _start(_lines(template(chosen).to_record()))
    file = right.file_uploader("or from a schema saved before", "json", key=f"schema-{st.session_state['builder-round']}")
    if file is not None:
        try:
            _start(_lines(Schema.from_json(file.getvalue().decode("utf-8", "replace")).to_record()))
        except SchemaError as problem:
            st.error(escape_markdown(problem), icon=":material/error:")


def _start(tables: list[dict]) -> None:
    """These tables are edited from now on."""
    st.session_state["builder-now"] = tables
    st.session_state["builder-round"] += 1
    st.rerun()


def _lines(record: dict) -> list[dict]:
    """Tables as the editor shows them: name, rows, and a line per column in the order of COLUMNS."""
    return [{"name": table["name"], "rows": table["rows"], "lines": [
        [each["name"], each["field"], spelled(each["field"], each.get("params", {})), 100 * each.get("missing", 0.0),
         each.get("unique", False), each.get("hidden", False)] for each in table["columns"]]} for table in record["tables"]]


def _table(place: int, table: dict) -> dict:
    """One table to be edited, and what it is now."""
    key = f"{st.session_state['builder-round']}-{place}"
    left, right = st.columns(2)
    name = left.text_input("Table", table["name"], key=f"name-{key}", max_chars=100)
    rows = right.number_input("Rows", 1, 10_000_000, table["rows"], key=f"rows-{key}", placeholder="as many as its key's children say")
    frame = pd.DataFrame(table["lines"], columns=COLUMNS).astype({"Missing": float, "Unique": bool, "Hidden": bool})
    edited = st.data_editor(frame, num_rows="dynamic", hide_index=True, key=f"columns-{key}", alt=f"The columns of table {place + 1}, a line each",
                            column_config=_config())
    lines = [line for line in edited[COLUMNS].to_numpy(dtype=object).tolist() if not (pd.isna(line[0]) and pd.isna(line[1]))]
    return {"name": name, "rows": rows, "lines": lines}


def _config() -> dict:
    column = st.column_config
    return {"Name": column.TextColumn(width=130), "Field": column.SelectboxColumn(options=list(field_kinds()), width="small"),
            "Parameters": column.TextColumn(width=330, help="name=value; name=value. A formula, template or pattern stands alone."),
            "Missing": column.NumberColumn(min_value=0, max_value=100, format="%g %%", default=0, width="small"),
            "Unique": column.CheckboxColumn(default=False, width="small"),
            "Hidden": column.CheckboxColumn(default=False, width="small", help="Others may be computed from it; it is not in the table.")}


def _fields() -> None:
    lines = [{"Field": name, "What it gives": kind.about, "Parameters": hint(name)} for name, kind in field_kinds().items()]
    st.dataframe(lines, hide_index=True, alt="Every field, what it gives and the parameters it takes")
    st.caption(f"{', '.join(ALONE)} take one text, as it is; a list is written as a, b, c. In formulas: + - \\* / // % \\*\\*, comparisons, "
               "and, or, not, a if b else c, x in (1, 2), min, max, round, abs, log, exp, sqrt, floor, ceil, year, month, day, weekday, "
               "hour, join, upper, lower, strip, length, text, number, missing, text\\[0:3\\]; `names with spaces` in backticks.")


def _checked(tables: list[dict]) -> Schema | None:
    """The schema, or None and a sentence at the column."""
    try:
        return Schema.from_record({"tables": [_record(table) for table in tables]})
    except SchemaError as problem:
        _trouble(problem)
        return None


def _record(table: dict) -> dict:
    columns = []
    for name, field, line, missing, unique, hidden in table["lines"]:
        called = "" if pd.isna(name) else str(name)
        try:
            params = understood(None if pd.isna(field) else field, "" if pd.isna(line) else str(line))
        except SchemaError as problem:
            raise SchemaError(f"Column '{called}': {problem}", table["name"], called) from None
        columns.append({"name": called, "field": field, "params": params, "missing": 0.0 if pd.isna(missing) else missing / 100,
                        "unique": unique is True, "hidden": hidden is True})
    return {"name": table["name"], "rows": table["rows"], "columns": columns}


def _trouble(problem: SchemaError) -> None:
    where = f"Table '{problem.table}'. " if problem.table and problem.column else ""
    st.error(escape_markdown(f"{where}{problem}"), icon=":material/error:")


def _keep(schema: Schema | None) -> None:
    if schema is not None:
        st.download_button("Save the schema", schema.to_json().encode(), "schema.json", "application/json", icon=":material/save:", on_click="ignore")


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
        days = [each for each in table.select_dtypes("datetime") if (table[each].dropna() == table[each].dropna().dt.normalize()).all()]
        st.dataframe(table, hide_index=True, alt="The first rows that this schema gives",
                     column_config={each: st.column_config.DateColumn() for each in days})
    return True


def _make(schema: Schema) -> Job | None:
    left, right = st.columns(2, vertical_alignment="bottom")
    seed = left.number_input("Seed", 0, 2**31 - 1, key="builder-seed", help="The same seed gives the same rows again.")
    if right.button("Make the table" if len(schema.tables) == 1 else "Make the tables", type="primary", icon=":material/construction:"):
        return state.submit("read", schema.table().name, {"schema": schema.to_record(), "seed": int(seed)})
    return _ask(schema, int(seed)) if _endpoint_set() else None


def _ask(schema: Schema, seed: int) -> Job | None:
    """The same table from a language model, where one is configured: what is sent, and what it should cost, is told before."""
    table = schema.table()
    with st.expander("Or let a language model fill it", icon=":material/chat:"):
        prompt = st.text_area("What the table is about", key="builder-prompt", max_chars=10_000)
        left, right = st.columns(2)
        prices = {"price_in": left.number_input("Price of a million tokens sent", 0.0, 1000.0, key="builder-price-in"),
                  "price_out": right.number_input("Price of a million tokens received", 0.0, 1000.0, key="builder-price-out")}
        if len(schema.tables) > 1 or table.rows is None:
            st.info("A language model fills one table that refers to no other.", icon=":material/info:")
            return None
        told = estimate(table, prompt, table.rows, Terms(**prices))
        st.caption(f"Your words and the schema are sent to the server that LOOKALIKE_LLM names: about {told['requests']:,} request(s), "
                   f"{told['tokens_in']:,} tokens sent and {told['tokens_out']:,} received, cost {told['cost']:,.4f}.")
        if st.button(f"Ask for {table.rows:,} rows", icon=":material/send:"):
            return state.submit("read", table.name, {"schema": schema.to_record(), "seed": seed, "prompt": prompt, "terms": prices})
    return None


def _endpoint_set() -> bool:
    try:
        return endpoint() is not None
    except EndpointError as problem:
        st.warning(escape_markdown(problem), icon=":material/warning:")
        return False
