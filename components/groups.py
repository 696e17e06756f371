"""The view of Compare on groups of people: how large they are and how they fare, real and synthetic."""

import streamlit as st

from components.charts.fairness import treated
from components.figures import show
from components.text import escape_markdown, shorten


def groups_view(found: dict[str, dict]) -> None:
    """One column of groups at a time, for every run; found holds the comparisons by the runs' names."""
    known = {run: each["groups"] for run, each in found.items() if each.get("groups")}
    names = [column["name"] for column in next(iter(known.values()), {"columns": []})["columns"]]
    if not names:
        st.info(
            "No column tells groups of people apart: sex, age, origin, religion ... with 2 to 10 levels, two of which "
            "have 20 real rows or more.",
            icon=":material/info:",
        )
        return
    chosen = st.segmented_control(
        "Groups by",
        range(len(names)),
        default=0,
        required=True,
        key="groups-by",
        format_func=lambda i: _short(names[i]),
    )
    for i, (run, each) in enumerate(known.items()):
        if len(known) > 1:
            st.markdown(f"**{escape_markdown(run)}**")
        column = next((column for column in each["columns"] if column["name"] == names[chosen]), None)
        if column:
            show(treated(column, each["outcome"]), key=f"groups-{i}")


def _short(name: str) -> str:
    return escape_markdown(shorten(name, 30))
