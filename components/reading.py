"""How a table was read, and the ways to read it otherwise."""

import pandas as pd
import streamlit as st

from components import state
from components.text import escape_markdown, name, share
from synth.jobs.catalogue import Job

FIX, KEEP, DROP = "as repaired", "as it stands", "leave out"
CHOICES = {"keep": KEEP, "drop": DROP}
SHOWN = 500
"""Repairs shown at once."""


def told(data: Job) -> None:
    """How the file was understood, what else it holds, and every repair with its choice."""
    result = data.result
    understood = " · ".join(f"{escape_markdown(key)}: {escape_markdown(value)}"
                            for key, value in result["understood"].items())
    st.caption(f"{result['rows']:,} rows, {result['columns']} columns, read as {escape_markdown(result['format'])}. "
               f"{understood}")
    if result.get("whole"):
        _whole(data)
    for table, column, other, its in result.get("links", ()):
        st.caption(f"{name(table)}: {name(column)} refers to {name(other)}: {name(its)}. Links are kept "
                   "with the table.")
    if data.request.get("sample"):
        return
    with st.container(horizontal=True):
        with st.popover("Read it differently", icon=":material/settings:"):
            _differently(data)
    if result["repairs"]:
        _repairs(data)


def _whole(data: Job) -> None:
    """That the table is a sample, and figures of all rows; extremes, which may be one person's, are left out."""
    whole = state.stored(data, "reading.json")["whole"]
    st.info(f"This is a sample of {data.result['rows']:,} of {whole['rows']:,} rows: techniques learn from it. Another "
            "size can be chosen under 'Read it differently'.", icon=":material/data_thresholding:")
    with st.expander(f"Figures of all {whole['rows']:,} rows", icon=":material/functions:"):
        st.dataframe([{"Column": each["name"], "Missing": share(each["missing"]), "Distinct, about": each["distinct"],
                       "Mean": each.get("mean"),
                       **{f"{float(at):.0%} lie below": value for at, value in each.get("quantiles", {}).items()}}
                      for each in whole["columns"][:SHOWN]], hide_index=True,
                     alt="Figures of the whole table, a line per column")


def unlock(data: Job) -> bool:
    """Asks for the password of a protected file; whether that is what stopped the reading."""
    if not data.result.get("locked"):
        return False
    with st.form(f"unlock-{data.id}"):
        password = st.text_input("Password of this file or database", type="password",
                                 help="It is used for this reading and stored nowhere.")
        if st.form_submit_button("Open", type="primary") and password:
            _again(data, {}, password)
    return True


def _differently(data: Job) -> None:
    """Another table of the same file, another header row, a sample of another size."""
    decided, tables = data.request.get("options", {}), data.result.get("tables", [])
    with st.form(f"options-{data.id}", border=False):
        wanted = dict(decided)
        if tables:
            wanted["table"] = st.selectbox("Table", tables, index=_chosen(tables, data.result["understood"]))
        header = st.number_input("Row that holds the names", 0, value=decided.get("header"),
                                 placeholder="found by itself",
                                 help="Counted from 1 in the file; 0: the file has no names.")
        rows = st.number_input("Rows to take at most", 1, value=decided.get("rows"), placeholder="all that fit",
                               help="A sample is drawn at random, the same one each time.")
        password = None
        if data.request.get("database"):
            password = st.text_input("Password, if it needs one", type="password", help="It is stored nowhere.")
        if st.form_submit_button("Read again", type="primary"):
            wanted |= {key: value for key, value in (("header", header), ("rows", rows)) if value is not None}
            _again(data, wanted, password)


def _chosen(tables: list[str], understood: dict[str, str]) -> int:
    """The place of the table that was read, by what the reading says of it."""
    said = next((understood[word] for word in ("table", "sheet", "found under") if word in understood), "")
    return next((i for i, table in enumerate(tables) if said == table or said.startswith(f"{table} (")), 0)


def _repairs(data: Job) -> None:
    """Every repair, a line each; lines that were mended or left out can be kept or dropped."""
    repairs = state.stored(data, "reading.json")["repairs"]
    count = len(repairs)
    with st.expander(f"{count:,} thing{'' if count == 1 else 's'} repaired or noticed while reading",
                     icon=":material/build:"):
        chosen = data.request.get("options", {}).get("lines", {})
        shown = pd.DataFrame([{"Line": r["line"], "What": r["what"], "Why": r["why"],
                               "In the file": r["original"][:200],
                               "Do": CHOICES.get(chosen.get(str(r["line"])), FIX) if r["original"] else None}
                              for r in repairs[:SHOWN]])
        if count > SHOWN:
            st.caption(f"The first {SHOWN:,} are shown; reading.json of the table's folder holds them all.")
        if not any(r["original"] for r in repairs[:SHOWN]):
            st.dataframe(shown[["Line", "What", "Why"]], hide_index=True, alt="What was repaired, a line each")
            return
        edited = st.data_editor(shown, hide_index=True, key=f"repairs-{data.id}",
                                alt="What was repaired, a line each, with a choice",
                                disabled=["Line", "What", "Why", "In the file"],
                                column_config={"Do": st.column_config.SelectboxColumn(options=[FIX, KEEP, DROP])})
        lines = _lines(repairs[:SHOWN], edited["Do"])
        if lines != chosen and st.button("Read again with these choices", type="primary"):
            _again(data, {**data.request.get("options", {}), "lines": lines})


def _lines(repairs: list[dict], wanted: pd.Series) -> dict[str, str]:
    """The choices other than to repair, by line."""
    meant = {words: choice for choice, words in CHOICES.items()}
    return {str(r["line"]): meant[words] for r, words in zip(repairs, wanted) if r["original"] and words in meant}


def _again(data: Job, options: dict, password: str | None = None) -> None:
    state.choose("data", state.reread(data, options, password).id)
    st.rerun()
