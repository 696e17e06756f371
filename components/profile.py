"""What a table holds: how it was read, what to mind, how its columns are spread."""

import streamlit as st

from components import state
from components.figures import paged, show
from components.charts.distributions import MOST, distributions
from components.progress import outcome, watch
from components.settings import profiled
from components.text import escape_markdown, name
from synth.jobs.catalogue import Job


def told(data: Job) -> None:
    """How the file was understood, and every repair."""
    result = data.result
    understood = " · ".join(f"{escape_markdown(key)}: {escape_markdown(value)}" for key, value in result["understood"].items())
    st.caption(f"{result['rows']:,} rows, {result['columns']} columns, read as {escape_markdown(result['format'])}. {understood}")
    repairs = result["repairs"]
    if repairs:
        with st.expander(f"{len(repairs)} thing{'' if len(repairs) == 1 else 's'} repaired or noticed while reading", icon=":material/build:"):
            st.dataframe([{"Line": r["line"], "What": r["what"], "Why": r["why"]} for r in repairs], hide_index=True)


def profile(data: Job) -> None:
    """Warnings in words and the spread of every column, as the user steered them."""
    made = profiled(data)
    if made is not data:
        watch(made)
        outcome(made)
    found = state.stored(made, "profile.json") if state.succeeded(made) else None
    if not found:
        return
    warnings(found["warnings"])
    st.subheader("How the columns are spread")
    columns = found["columns"]
    skip = paged(sum(bool(each["bins"]) for each in columns), MOST, key="columns-page")
    show(distributions(columns, skip), key="distributions")


def warnings(found: list[dict]) -> None:
    """What to mind before generating, the gravest first."""
    if not found:
        st.success("Nothing stands in the way: no column needs attention.", icon=":material/check_circle:")
        return
    grave = [w for w in found if w["level"] == "warning"]
    with st.expander(f"{len(found)} thing{'' if len(found) == 1 else 's'} to mind before generating", icon=":material/warning:",
                     expanded=bool(grave)):
        for each in sorted(found, key=lambda w: w["level"] != "warning"):
            where = f"**{name(each['column'])}**: " if each["column"] else ""
            st.markdown(f"- {where}{escape_markdown(each['sentence'])}")
