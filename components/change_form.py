"""One change of a table as a whole, picked: shares, a mean, a spread, a tie, growth, an equal outcome."""

from datetime import date

import streamlit as st

from components.text import name
from synth.conditions import Facts
from synth.dataset import Kind
from synth.recipe import Recipe
from synth.scenarios import Balance, Change, Equal, Shift, balances_of, shifts_of, words
from synth.scenarios.change import DATE, DAYS, dated

SHARES, MEAN, SPREAD, TIE, TREND = "Shares", "Mean", "Spread", "Correlation", "Trend"
GROWTH, EQUAL = "Growth", "Equal outcome"
ABOUT = {
    SHARES: "How often each value of a column comes. What is set is scaled so that all values add up to 100 %.",
    MEAN: "A column's average: larger amounts, or later dates.",
    SPREAD: "How far a column's values lie from their average: its standard deviation.",
    TIE: "How closely two columns go together: 1 is in step, 0 not at all, -1 in opposite ways.",
    TREND: "How steeply a column rises along another one.",
    GROWTH: "How much a column grows as time passes, in percent of its average.",
    EQUAL: "An outcome is to be as frequent in every group.",
}
"""What each way of changing is about, for whoever sees it for the first time."""
LEVELS = 8
"""Levels of a column that get a slider each."""
HOWS = {"percent": "by", "so much more": "add", "this value": "to"}
LATER = {f"{unit}s later": unit for unit in DAYS} | {"to a day": DATE}


def change_form(facts: list[Facts], shares: dict[str, dict[str, float]], key: str) -> Change | None:
    """The change as picked, None while something is missing; shares: those of the baseline, by column and level."""
    levels = [each for each in facts if len(each.levels) > 1 and not each.kind.numeric]
    numbers = [each for each in facts if each.kind in (Kind.INTEGER, Kind.REAL)]
    dates = [each for each in facts if each.kind is Kind.MOMENT]
    ways = {
        SHARES: bool(levels),
        MEAN: bool(numbers or dates),
        SPREAD: bool(numbers),
        TIE: bool(numbers) and len(numbers + dates) > 1,
        TREND: bool(numbers) and len(numbers + dates) > 1,
        GROWTH: bool(numbers and dates),
        EQUAL: len(levels) > 1,
    }
    offered = [way for way, fits in ways.items() if fits]
    if not offered:
        st.info("No column of this table can be balanced or shifted.", icon=":material/info:")
        return None
    way = st.segmented_control("Change", offered, default=offered[0], required=True, key=f"{key}-way")
    st.caption(ABOUT[way])
    if way == SHARES:
        return _shares(levels, shares, key)
    if way in (MEAN, SPREAD):
        return _moved(numbers + dates if way == MEAN else numbers, way.lower(), key)
    if way == EQUAL:
        return _equal(levels, key)
    return _grown(numbers, dates, key) if way == GROWTH else _tied(numbers, numbers + dates, way.lower(), key)


def kept_changes(before: Recipe | None) -> dict:
    """balance, shift and stress of the recipe that a form starts from, each as a box to leave ticked; {} without
    any."""
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
        st.caption("Drag a bar to another share.")
        return None
    scaled = {level: value / total * (1.0 if complete else room) for level, value in asked.items()}
    st.caption("Asked: " + ", ".join(f"{name(level)} {100 * share:.1f} %" for level, share in scaled.items()))
    return Balance(known.name, tuple(scaled.items()))


def _moved(fit: list[Facts], what: str, key: str) -> Shift | None:
    left, middle, right = st.columns(3)
    with left:
        known = _pick("Column", fit, f"{key}-{what}")
    if known.kind is Kind.MOMENT:
        return _later(known.name, middle, right, key)
    how = middle.selectbox(f"Change its {what} by, or to", list(HOWS), key=f"{key}-{what}-how")
    label = "Percent, less with a minus" if how == "percent" else "Value"
    amount = right.number_input(label, value=10.0, step=5.0, key=f"{key}-{what}-{how}")
    if not amount and how != "this value":
        return None
    return Shift(known.name, what, HOWS[how], amount / 100 if how == "percent" else amount)


def _later(column: str, middle, right, key: str) -> Shift | None:
    """The mean of a date: so much later, or to a day."""
    how = middle.selectbox("Move its mean", list(LATER), key=f"{key}-later")
    if LATER[how] == DATE:
        ends = {"min_value": date(1701, 12, 31), "max_value": date(2260, 1, 1)}
        chosen = right.date_input("To", value=None, key=f"{key}-to", **ends)
        return Shift(column, "mean", "to", dated(chosen.isoformat()), unit=DATE) if chosen else None
    label = f"{how.partition(' ')[0].capitalize()}, earlier with a minus"
    amount = right.number_input(label, -1000, 1000, {"day": 30, "week": 4}.get(LATER[how], 1), key=f"{key}-{how}")
    return Shift(column, "mean", "add", float(amount), unit=LATER[how]) if amount else None


def _tied(numbers: list[Facts], ordered: list[Facts], what: str, key: str) -> Shift | None:
    left, middle, right = st.columns(3)
    with left:
        known = _pick("Column", numbers, f"{key}-{what}")
    others = [each for each in ordered if each.name != known.name]
    with middle:
        other = _pick("With" if what == "correlation" else "Along", others, f"{key}-{what}-other-{known.name}")
    if what == "correlation":
        amount = right.slider("Correlation", -0.95, 0.95, 0.3, 0.05, key=f"{key}-tie")
        return Shift(known.name, what, "to", amount, other.name)
    amount = right.number_input("Steeper by percent", value=10.0, step=5.0, key=f"{key}-trend-by")
    return Shift(known.name, what, "by", amount / 100, other.name) if amount else None


def _grown(numbers: list[Facts], dates: list[Facts], key: str) -> Shift:
    first, second, third, last = st.columns(4)
    with first:
        known = _pick("Column", numbers, f"{key}-growth")
    with second:
        along = _pick("Along", dates, f"{key}-growth-along")
    percent = third.number_input("Grows by percent", value=2.0, step=0.5, key=f"{key}-growth-by")
    unit = last.selectbox("Per", list(DAYS), list(DAYS).index("month"), key=f"{key}-growth-unit")
    return Shift(known.name, "growth", "to", percent / 100, along.name, unit)


def _equal(levels: list[Facts], key: str) -> Equal:
    left, right = st.columns(2)
    with left:
        outcome = _pick("Outcome", levels, f"{key}-outcome")
    others = [each for each in levels if each.name != outcome.name]
    with right:
        groups = _pick("Equally frequent in all groups of", others, f"{key}-groups-{outcome.name}")
    return Equal(outcome.name, groups.name)
