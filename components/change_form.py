"""One change of a table as a whole, picked: shares, a mean, a spread, a tie, an equal outcome."""

import streamlit as st

from components.text import name
from synth.conditions import Facts
from synth.dataset import Kind
from synth.recipe import Recipe
from synth.scenarios import Balance, Change, Equal, Shift, balances_of, shifts_of, words

SHARES, MEAN, SPREAD, TIE, TREND, EQUAL = "Shares", "Mean", "Spread", "Correlation", "Trend", "Equal outcome"
LEVELS = 8
"""Levels of a column that get a slider each."""
HOWS = {"percent": "by", "so much more": "add", "this value": "to"}


def change_form(facts: list[Facts], shares: dict[str, dict[str, float]], key: str) -> Change | None:
    """The change as picked, None while something is missing; shares: those of the baseline, by column and level."""
    levels = [each for each in facts if len(each.levels) > 1 and not each.kind.numeric]
    numbers = [each for each in facts if each.kind in (Kind.INTEGER, Kind.REAL)]
    ordered = [each for each in facts if each.kind.numeric]
    ways = (
        [SHARES] * bool(levels)
        + [MEAN, SPREAD] * bool(numbers)
        + [TIE, TREND] * (bool(numbers) and len(ordered) > 1)
        + [EQUAL] * (len(levels) > 1)
    )
    if not ways:
        st.info("No column of this table can be balanced or shifted.", icon=":material/info:")
        return None
    way = st.segmented_control("Change", ways, default=ways[0], required=True, key=f"{key}-way")
    if way == SHARES:
        return _shares(levels, shares, key)
    if way in (MEAN, SPREAD):
        return _moved(numbers, way.lower(), key)
    if way == EQUAL:
        return _equal(levels, key)
    return _tied(numbers, ordered, way.lower(), key)


def kept_changes(before: Recipe | None) -> dict:
    """balance, shift and stress of the recipe that a form starts from, each as a box to leave ticked; {} without any."""
    kept = {}
    if before and (before.balance or before.shift):
        told = "; ".join(map(words, (*balances_of(before.balance), *shifts_of(before.shift))))
        if st.checkbox(
            f"Changed as before: {name(told, 200)}",
            True,
            key="kept-changes",
            help="Balance and shifts of the run that this form starts from.",
        ):
            kept |= {"balance": before.balance, "shift": before.shift}
    if before and before.stress:
        percent = 100 * before.stress["share"]
        if st.checkbox(
            f"Stress rows as before: {percent:g} % of the rows",
            True,
            key="kept-stress",
            help="Hard cases for tests of software, offered on the Share page; scores are of the rows without them.",
        ):
            kept |= {"stress": before.stress}
    return kept


def _pick(label: str, facts: list[Facts], key: str) -> Facts:
    return st.selectbox(label, facts, format_func=lambda each: each.name, key=key)


def _shares(levels: list[Facts], shares: dict[str, dict[str, float]], key: str) -> Balance | None:
    """A slider for each frequent level; what is set is scaled to what the levels without one leave."""
    known = _pick("Column", levels, f"{key}-balanced")
    now = shares.get(known.name, {})
    shown = [level for level in known.levels if str(level) in now][:LEVELS]
    if len(shown) < 2:
        st.info("Too few levels of this column are frequent enough to be named.", icon=":material/info:")
        return None
    st.caption("Drag the bars: what is set is scaled so that all levels add up to 100 %.")
    columns = st.columns(2)
    asked = {
        str(level): columns[i % 2].slider(
            name(level), 0, 100, round(100 * now[str(level)]), format="%d %%", key=f"{key}-{known.name}-{i}"
        )
        for i, level in enumerate(shown)
    }
    total, room = sum(asked.values()), sum(now[level] for level in asked)
    complete = known.complete and len(shown) == len(known.levels) and not known.gaps
    if not total or all(value == round(100 * now[level]) for level, value in asked.items()):
        return None
    scaled = {level: value / total * (1.0 if complete else room) for level, value in asked.items()}
    st.caption("Asked: " + ", ".join(f"{name(level)} {100 * share:.1f} %" for level, share in scaled.items()))
    return Balance(known.name, tuple(scaled.items()))


def _moved(numbers: list[Facts], what: str, key: str) -> Shift | None:
    left, middle, right = st.columns(3)
    with left:
        known = _pick("Column", numbers, f"{key}-{what}")
    how = middle.selectbox(f"Change its {what} by, or to", list(HOWS), key=f"{key}-{what}-how")
    amount = right.number_input(
        "Percent" if how == "percent" else "Value", value=10.0, step=5.0, key=f"{key}-{what}-{how}"
    )
    return (
        Shift(known.name, what, HOWS[how], amount / 100 if how == "percent" else amount)
        if amount or how == "this value"
        else None
    )


def _tied(numbers: list[Facts], ordered: list[Facts], what: str, key: str) -> Shift | None:
    left, middle, right = st.columns(3)
    with left:
        known = _pick("Column", numbers, f"{key}-{what}")
    with middle:
        other = _pick(
            "With" if what == "correlation" else "Along",
            [each for each in ordered if each.name != known.name],
            f"{key}-{what}-other-{known.name}",
        )
    if what == "correlation":
        return Shift(
            known.name, what, "to", right.slider("Correlation", -0.95, 0.95, 0.3, 0.05, key=f"{key}-tie"), other.name
        )
    amount = right.number_input("Steeper by percent", value=10.0, step=5.0, key=f"{key}-trend-by")
    return Shift(known.name, what, "by", amount / 100, other.name) if amount else None


def _equal(levels: list[Facts], key: str) -> Equal:
    left, right = st.columns(2)
    with left:
        outcome = _pick("Outcome", levels, f"{key}-outcome")
    with right:
        groups = _pick(
            "Equally frequent in all groups of",
            [each for each in levels if each.name != outcome.name],
            f"{key}-groups-{outcome.name}",
        )
    return Equal(outcome.name, groups.name)
