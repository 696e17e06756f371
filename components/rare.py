"""The classes of a target that a lab may look at."""

import streamlit as st

from components import state
from components.settings import profiled, settings_of
from components.text import name
from synth.augmenting.plan import FEWEST
from synth.dataset import Kind
from synth.jobs.catalogue import Job


def rare_classes(data: Job) -> dict[str, float]:
    """Classes of the target with rows enough, rarest first, and their shares; else {} and a sentence on the screen."""
    target = settings_of(data)["target"]
    columns = [
        each
        for job in (profiled(data), data)
        for each in (state.stored(job, "profile.json") or {"columns": ()})["columns"]
    ]
    column = next((each for each in columns if each["name"] == target), None)
    shares = _classes(column, settings_of(data)["kinds"].get(target)) if column else None
    if not shares:
        st.info(
            "The lab needs a target with classes: a category, a flag or whole numbers of few values that say which "
            "rows are rare."
            if column is None
            else f"The target {name(target)} has no classes; choose another, or have it read as a category.",
            icon=":material/info:",
        )
        st.page_link(
            state.DATA,
            label="Choose the target on the Data page",
            query_params={"data": data.id},
            icon=":material/arrow_back:",
        )
        return {}
    enough = {
        level: each
        for level, each in shares.items()
        if level != "other" and each and FEWEST <= each * data.result["rows"] <= data.result["rows"] - FEWEST
    }
    if not enough:
        st.info(
            f"No class of {name(target)} has {FEWEST} rows or more beside as many others: too few to hold some out.",
            icon=":material/info:",
        )
    return dict(sorted(enough.items(), key=lambda each: each[1]))


def _classes(column: dict, kind: str | None) -> dict[str, float] | None:
    """The shares of rows of the classes of a column; None where it has none."""
    kind, bins = kind or column["kind"], column["bins"]
    if kind == Kind.INTEGER:
        return column.get("classes")
    if kind not in (Kind.CATEGORY, Kind.FLAG) or not bins:
        return None
    return dict(zip(bins["labels"], bins["shares"]))
