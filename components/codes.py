"""What may stand for missing, offered by column, to be picked and given back."""

import streamlit as st

from components.figures import paged
from components.text import escape_markdown, name
from synth.jobs.catalogue import Job

OFFERED = 20
"""Columns whose codes are offered at once."""


def codes(data: Job, columns: list[dict], decided: dict) -> dict[str, list[str]]:
    """What stands for missing, by column: the words picked among those offered, or taken before."""
    taken = decided["missing"]
    offered = [
        each
        for each in columns
        if (each["codes"] or taken.get(each["name"])) and each["name"] not in decided["leave_out"]
    ]
    if not offered:
        return taken
    chosen = dict(taken)
    waiting = sum(not taken.get(each["name"]) for each in offered)
    title = (
        f"Do these stand for missing? {waiting} column{'' if waiting == 1 else 's'} to decide"
        if waiting
        else "What stands for missing"
    )
    with st.expander(title, icon=":material/help:", expanded=bool(waiting)):
        if waiting > 1 and st.button(
            "All of them stand for missing", key=f"all-codes-{data.id}", icon=":material/done_all:"
        ):
            return {**{each["name"]: [code["value"] for code in each["codes"]] for each in offered}, **taken}
        skip = paged(len(offered), OFFERED, key=f"codes-page-{data.id}")
        for each in offered[skip : skip + OFFERED]:
            chosen[each["name"]] = _pick(data, each, taken.get(each["name"], []))
    return {n: words for n, words in chosen.items() if words}


def _pick(data: Job, column: dict, taken: list[str]) -> list[str]:
    known = {code["value"]: code for code in column["codes"]}
    options = [*dict.fromkeys([*known, *taken])]
    why = "; ".join(dict.fromkeys(code["reason"] for code in known.values()))

    def said(value: str) -> str:
        rows = known[value]["rows"] if value in known else None
        many = f"in {rows:,} rows" if rows else "in a few rows" if value in known else "taken by you"
        return f"{escape_markdown(value) if value.strip() else '(empty)'} · {many}"

    return st.pills(
        f"**{name(column['name'])}**: {escape_markdown(why)}" if why else f"**{name(column['name'])}**",
        options,
        default=taken,
        selection_mode="multi",
        format_func=said,
        key=f"codes-{data.id}-{column['name']}-{hash(str(taken))}",
    )
