"""The columns of a table as the user sees and steers them: kind, target, left out, what stands for missing."""

import pandas as pd
import streamlit as st

from components import state
from components.codes import codes
from components.figures import paged
from components.settings import profiled, settings_of
from components.text import name, share
from synth.dataset import Kind
from synth.jobs.catalogue import Job

NO_TARGET = "(none)"
AT_ONCE = 200
"""Columns in the table at once, so that 10,000 of them do not weigh a browser down."""
TARGETS = 1_000
"""Columns in the list of targets; another name can be typed."""
KEPT = ["Column", "Personal", "Sure", "Why", "What comes out", "May mean missing", "Missing", "What it holds"]
ROW, HEIGHT = 66, 640
"""Pixels of a line and of the table at most; lines of more than 64 wrap their text."""


def steer_columns(data: Job) -> None:
    """An editable line per column, risky ones first; what changed is kept with the dataset and profiled anew."""
    read = state.stored(data, "profile.json")
    decided = settings_of(data)
    steered = state.stored(profiled(data), "profile.json") or read
    columns = _merged(read["columns"], {each["name"]: each for each in steered["columns"]})
    _told_apart(read.get("keys"))
    wanted = {**decided, "target": _target(data, columns, decided)}
    wanted |= _lines(data, columns, decided)
    wanted["missing"] = codes(data, columns, decided)
    if wanted != decided:
        keep(data, wanted)


def keep(data: Job, wanted: dict) -> None:
    """Stores what the user decided, kinds, leave_out, target and missing, has it profiled and runs the page again."""
    if wanted["target"] in wanted["leave_out"]:
        wanted["target"] = None
    state.catalogue().change_settings(state.owner(), data.id, lambda kept: kept | wanted)
    state.submit("profile", f"profile of {data.name}", wanted, parent=data.id)
    st.rerun()


def risk(column: dict) -> int:
    """0 for personal data, then keys, unsure kinds, possible codes for missing, and the rest."""
    tests = (column["pii"], column["kind"] == Kind.ID, column.get("confidence", 1) < 0.7, column.get("codes"))
    return next((place for place, risky in enumerate(tests) if risky), len(tests))


def sure(confidence: float) -> str:
    """A confidence (0..1) in a word."""
    return "sure" if confidence >= 0.9 else "likely" if confidence >= 0.7 else "unsure"


def _told_apart(keys: dict | None) -> None:
    """What tells rows from each other, and what refers to other tables, in a sentence each."""
    if not keys:
        return
    bold = {word: [f"**{name(each)}**" for each in keys[word][:5]] for word in ("key", "references")}
    said = (
        [f"Rows are told apart by {' and '.join(bold['key'])}{' together' if len(bold['key']) > 1 else ''}."]
        if bold["key"]
        else []
    )
    said += [f"{', '.join(bold['references'])} may refer to other rows or tables."] if bold["references"] else []
    if said:
        st.caption(" ".join(said))


def _merged(columns: list[dict], steered: dict[str, dict]) -> list[dict]:
    """The columns as steered, those left out as read; codes as read, so that they can be taken back;
    risky ones first."""
    ordered = sorted(columns, key=risk)
    return [
        {**each, **steered.get(each["name"], {}), "codes": each.get("codes", []), "read_as": each["kind"]}
        for each in ordered
    ]


def _target(data: Job, columns: list[dict], decided: dict) -> str | None:
    names = [each["name"] for each in columns if each["name"] not in set(decided["leave_out"])]
    listed = (
        [*dict.fromkeys([*([decided["target"]] if decided["target"] in names else []), *names[:TARGETS]])]
        if len(names) > TARGETS
        else names
    )
    choices = [NO_TARGET, *listed]
    chosen = st.selectbox(
        "Column to predict, if there is one",
        choices,
        key=f"target-{data.id}",
        accept_new_options=len(names) > TARGETS,
        index=choices.index(decided["target"]) if decided["target"] in choices else 0,
        help="Utility is scored by training on synthetic rows and predicting this column of real ones.",
    )
    return chosen if chosen in set(names) else None


def _lines(data: Job, columns: list[dict], decided: dict) -> dict:
    """The table of columns; kinds and leave_out as edited."""
    shown = _page(data, columns)
    kinds, left_out = decided["kinds"], set(decided["leave_out"])
    names = [each["name"] for each in shown]
    lines = pd.DataFrame(
        [_line(each, kinds, left_out) for each in shown], columns=["Column", "Kind", "Leave out", *KEPT[1:]]
    )
    edited = st.data_editor(
        lines,
        hide_index=True,
        row_height=ROW,
        height=min(HEIGHT, ROW * len(lines) + 40),
        key=f"columns-{data.id}-{hash(str((decided, names)))}",
        alt="Columns of the table, a line each",
        disabled=KEPT,
        column_config=_config(),
    )
    changed = {n: after for n, before, after in zip(names, lines["Kind"], edited["Kind"]) if after != before}
    read_as = {each["name"]: each["read_as"] for each in shown}
    kinds = {
        n: kind
        for n, kind in {**kinds, **changed}.items()
        if n not in changed or n in decided["missing"] or kind != read_as[n]
    }
    out = {n for n, taken in zip(names, edited["Leave out"]) if taken} | (left_out - set(names))
    return {
        "kinds": kinds,
        "leave_out": [n for n in decided["leave_out"] if n in out] + [n for n in names if n in out - left_out],
    }


def _page(data: Job, columns: list[dict]) -> list[dict]:
    """The columns that are shown: all, or those found or leafed to where they are many."""
    if len(columns) <= AT_ONCE:
        return columns
    words = st.text_input("Find columns", key=f"find-{data.id}", placeholder="part of a name", icon=":material/search:")
    found = [each for each in columns if words.lower() in each["name"].lower()]
    skip = paged(len(found), AT_ONCE, key=f"lines-{data.id}-{hash(words)}")
    st.caption(f"{len(found):,} of {len(columns):,} columns, {AT_ONCE} at a time; those to look at come first.")
    return found[skip : skip + AT_ONCE]


def _line(column: dict, kinds: dict, left_out: set) -> dict:
    n, by_hand = column["name"], column["name"] in kinds
    return {
        "Column": n,
        "Kind": kinds.get(n, column["kind"]),
        "Leave out": n in left_out,
        "Personal": column["pii"] or "",
        "Sure": "by hand" if by_hand else sure(column.get("confidence", 1)),
        "Why": "" if by_hand else column.get("pii_reason") or column.get("reason", ""),
        "What comes out": "nothing: left out" if n in left_out else column.get("out", ""),
        "Missing": share(column["missing"]) if column["missing"] else "",
        "May mean missing": ", ".join(code["value"] or "(empty)" for code in column["codes"]),
        "What it holds": column["summary"],
    }


def _config() -> dict:
    text, check, choice = st.column_config.TextColumn, st.column_config.CheckboxColumn, st.column_config.SelectboxColumn
    return {
        "Column": text(pinned=True, width=115),
        "Kind": choice(
            options=[k.value for k in Kind],
            required=True,
            width=90,
            help="Text and id are replaced by made-up values: choose text for personal data.",
        ),
        "Leave out": check(width=98),
        "Personal": text(width=85),
        "Sure": text(width=62, help="How sure the kind is: sure, likely or unsure."),
        "Why": text(width=180),
        "What comes out": text(width=185),
        "May mean missing": text(width=140, help="Taken as missing only if you say so, below the table."),
        "Missing": text(width=80),
        "What it holds": text(width=260),
    }
