"""One test of a column, picked: which, how it is compared, and with what."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from synth.conditions import Test
from synth.conditions.facts import Facts
from synth.conditions.words import MONTHS, WEEKDAYS
from synth.dataset import Kind

CHOICES = {"is one of": "in", "is none of": "not in"}
ENDS = {"is at least": ">=", "is at most": "<=", "is": "=="}
DAYS = {"is on or after": ">=", "is on or before": "<=", "is on": "=="}
PARTS = {"is in the month": ("month", MONTHS), "is on a": ("weekday", WEEKDAYS)}
GAPS = {"is missing": "missing", "is not missing": "not missing"}


def condition_form(facts: list[Facts], columns: dict[str, dict], key: str) -> tuple[Test | None, DeltaGenerator]:
    """The test that was picked, None as long as there is no value, and the place beside it; columns are a profile's."""
    left, middle, right, end = st.columns([3, 3, 5, 2], vertical_alignment="bottom")
    known = left.selectbox("Column", facts, format_func=lambda each: each.name, key=f"{key}-column")
    gaps = GAPS if known.gaps else {}
    of_kind = {**DAYS, **PARTS} if known.kind is Kind.MOMENT else ENDS if known.kind.numeric else CHOICES
    way = middle.selectbox("How", [*of_kind, *gaps], key=f"{key}-{known.name}-how")
    with right:
        return _test(known, columns[known.name], way, f"{key}-{known.name}"), end


def _test(known: Facts, column: dict, way: str, key: str) -> Test | None:
    """The test that the fields say, None as long as there is no value."""
    if way in GAPS:
        return Test(known.name, GAPS[way])
    if way in PARTS:
        part, names = PARTS[way]
        chosen = st.multiselect("Values", names, key=f"{key}-{part}")
        return Test(known.name, "in", tuple(names.index(each) + 1 for each in chosen), part) if chosen else None
    if way in DAYS:
        chosen = st.date_input(
            "Day",
            value=None,
            min_value=date(1, 1, 1),
            max_value=date(9999, 12, 31),
            key=f"{key}-day",
            help=column["summary"],
        )
        return Test(known.name, DAYS[way], (chosen.isoformat(),)) if chosen else None
    if way in ENDS:
        whole = known.kind is Kind.INTEGER
        number = st.number_input(
            "Value", value=None, step=1 if whole else None, key=f"{key}-number", placeholder=column["summary"]
        )
        return Test(known.name, ENDS[way], (number,)) if number is not None else None
    chosen = st.multiselect(
        "Values",
        known.levels,
        key=f"{key}-values",
        accept_new_options=not known.complete,
        placeholder="Choose" if known.complete else "Choose, or type others",
    )
    return Test(known.name, CHOICES[way], tuple(chosen)) if chosen else None
