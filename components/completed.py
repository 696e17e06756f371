"""Completed rows on the screen: the cells that were filled, how sure they are, and the tables to take away."""

import json
import re
from dataclasses import asdict

import pandas as pd
import streamlit as st

from components import state
from components.downloads import download_text, offer
from components.progress import outcome, watch
from components.settings import recipe_of
from components.text import escape_markdown, name, share
from synth.jobs.catalogue import Job
from synth.script import script
from synth.writing import FORMATS

AT_ONCE = 20
"""Rows that are shown at a time, and rows that are named under a rule."""
TINT = "background-color: rgba(213, 94, 0, 0.22); font-style: italic"
MARK = "◆"
"""What stands before a filled cell, beside its tint."""


def completed(job: Job) -> None:
    """How far it is, what was filled, how sure it is, and what can be taken away."""
    watch(job)
    outcome(job)
    record, shown = state.stored(job, "filled.json"), state.stored(job, "rows.json")
    if not state.succeeded(job) or record is None:
        return
    draws = record["draws"]
    st.markdown(
        f"**{record['cells']:,} cell{'' if record['cells'] == 1 else 's'} filled** in {record['rows']:,} rows, "
        + ("once." if draws == 1 else f"{draws} times over; where the draws differ, the value is not known.")
    )
    for each in record["broken"]:
        _broken(each)
    if shown["rows"]:
        _rows(shown, draws)
        _columns(record)
        _pooled(record)
    with st.expander("What is to be known of this", icon=":material/info:", expanded=len(record["notes"]) > 1):
        for note in record["notes"]:
            st.markdown(f"- {escape_markdown(note)}")
    if shown["rows"]:
        _downloads(job, draws)


def _broken(rule: dict) -> None:
    for rows, why in (
        (rule["given"], "given cells break it"),
        (rule["kept_from"], "could not be filled so that it holds"),
    ):
        if rows:
            listed = ", ".join(f"{row + 1:,}" for row in rows[:AT_ONCE]) + (" and more" if len(rows) > AT_ONCE else "")
            st.warning(
                f"{escape_markdown(rule['rule'])}: in {len(rows):,} rows {why} (rows {listed}).", icon=":material/rule:"
            )


def _rows(shown: dict, draws: int) -> None:
    """Up to AT_ONCE rows, filled cells tinted and marked, each with its share of draws or its range."""
    count, first = len(shown["rows"]), 1
    if count > AT_ONCE:
        pages = -(-count // AT_ONCE)
        first = st.number_input(f"Rows with filled cells, page of {pages}", 1, pages, 1, key="fill-page", width=260)
    some = shown["rows"][(first - 1) * AT_ONCE : first * AT_ONCE]
    labels = {f"c{i}": label for i, label in enumerate(["Row", *shown["columns"]])}  # a column may be called Row, too
    texts = pd.DataFrame([[row["row"], *map(_text, row["cells"])] for row in some], columns=list(labels))
    tints = pd.DataFrame(
        [["", *(TINT if "sure" in cell else "" for cell in row["cells"])] for row in some], columns=list(labels)
    )
    st.dataframe(
        texts.style.apply(lambda _: tints, axis=None),
        hide_index=True,
        column_config={i: st.column_config.Column(label) for i, label in labels.items()},
        alt=f"Rows of which cells were filled; those begin with {MARK}",
    )
    how = "its likeliest value and how many draws agree, or the middle and the range of nine draws in ten"
    st.caption(f"{MARK} and a tint: filled" + (f", with {how}." if draws > 1 else "."))


def _text(cell: dict) -> str:
    value = "" if cell["text"] is None else cell["text"]
    if "sure" not in cell:
        return value
    if "range" in cell:
        low, high = cell["range"]
        return f"{MARK} {value}" + (f" ({low} to {high})" if low != high else "")
    return f"{MARK} {value} ({share(cell['sure'])})"


def _columns(record: dict) -> None:
    st.subheader("How sure it is")
    st.dataframe(
        [
            {
                "Column": each["name"],
                "Filled": each["filled"],
                "How sure": round(each["sure"], 2),
                "Measured as": (
                    "how little of the column's range the draws leave open"
                    if each["ranged"]
                    else "share of draws that agree"
                ),
            }
            for each in record["columns"]
        ],
        hide_index=True,
        column_config={"How sure": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="percent")},
        alt="Filled columns, how many cells, and how sure",
    )


def _pooled(record: dict) -> None:
    """Means and shares over all draws; nothing where there is but one."""
    told = [each for each in record["pooled"] if each["low"] is not None]
    if not told:
        return
    st.subheader("What the completed tables say together")
    st.caption(
        "Pooled over the draws by Rubin's rules: the interval of 95 % knows that the filled cells are not known."
    )
    st.dataframe(
        [
            {
                "Column": each["column"],
                "What": "mean" if each["what"] == "mean" else f"share of {each['what']}",
                "Estimate": float(f"{each['estimate']:.4g}"),
                "From": float(f"{each['low']:.4g}"),
                "To": float(f"{each['high']:.4g}"),
                "Not known for want of cells": share(each["missing"]),
            }
            for each in told
        ],
        hide_index=True,
        alt="Means and shares over all draws, with intervals",
    )


def _downloads(job: Job, draws: int) -> None:
    st.subheader("Take it away")
    words = {
        "stacked": "All draws in one table, with a column that says which",
        "apart": "A file for each draw, zipped",
    }
    words |= {str(i): f"Draw {i}" for i in range(1, draws + 1)}
    words |= {"likeliest": "The likeliest values, to look at only"}
    left, right = st.columns(2, vertical_alignment="bottom")
    what = left.selectbox("Which", list(words), format_func=words.get, key=f"fill-what-{job.id}")
    ending = right.selectbox("As", list(FORMATS), format_func=lambda each: FORMATS[each][0], key=f"fill-as-{job.id}")
    request = {"what": what, "format": ending}
    made = [
        each for each in state.catalogue().jobs(state.owner(), kind="filled", parent=job.id) if each.request == request
    ]
    if not made and st.button("Make the file", icon=":material/description:"):
        made = [state.submit("filled", f"{job.name}, {what}", request, parent=job.id)]
    stem = re.sub(r"\W+", "-", f"{job.name} {what}").strip("-").lower()
    for each in made[:1]:
        watch(each)
        outcome(each)
        if state.succeeded(each):
            ending, media = ("zip", "application/zip") if what == "apart" else (ending, FORMATS[ending][1])
            offer(each, "file", "Download", f"{stem}.{ending}", media, "primary")
    recipe, data = recipe_of(job), state.find(job.parent)
    rows = state.find(job.request["rows"]) if job.request.get("rows") else None
    asked = rows.request if rows else None
    left, right = st.columns(2)
    with left:
        download_text("Recipe", f"{stem}-recipe.json", "application/json", lambda: json.dumps(asdict(recipe), indent=2))
    with right:
        download_text(
            "Python script", f"{stem}.py", "text/x-python", lambda: script(recipe, data.request, f"{stem}.py", asked)
        )


def about(job: Job) -> str:
    """Where the rows came from and what filled them, in a sentence."""
    rows = state.find(job.request["rows"]) if job.request.get("rows") else None
    return f"Learned from {name(state.find(job.parent).name)}" + (f", filled in {name(rows.name)}." if rows else ".")
