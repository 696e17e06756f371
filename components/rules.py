"""Rules that every row is to keep: found in the real rows and accepted one by one, or typed."""

import json

import streamlit as st

from components import state
from components.progress import outcome, watch
from components.settings import profiled, settings_of
from components.text import escape_markdown, name, share
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.rules import FEWEST, Rule, of_record, words

EXAMPLE = "start <= end, or total == price * quantity"
GRAMMAR = (
    "Columns against columns or values, with + - * of them: start <= end, total == net + tax, price * quantity < 1000; "
    'if job == "none" then wage is missing; unique(order_id); one_hot(card, cash, bill); combination(city, state); '
    r'format(code, "[A-Z]{2}-\d{4}"); all that conditions know; and, or, not. Names with spaces go in `backticks`.'
)


def rules_kept(data: Job, before: Recipe | None) -> tuple[list[dict], str]:
    """Records of the rules that every row is to keep, [] for none, and what is wrong with them, "" if nothing is.

    before is the recipe that the form starts from, if any.
    """
    key = f"kept-rules-{data.id}"
    if key not in st.session_state:
        st.session_state[key] = [of_record(rule).record() for rule in before.rules] if before else []
    with st.expander("Rules that every row keeps", icon=":material/rule:"):
        found = _found(data)
        told = [each["rule"] for each in found]
        for each in found:
            _offer(each, key)
        typed = [rule for rule in st.session_state[key] if rule not in told]
        wrong = [_typed(data, rule, key, i) for i, rule in enumerate(typed)]
        wrong += [escape_markdown(_unknown(data, of_record(rule))) for rule in st.session_state[key]]
        _type(data, key)
        if not st.session_state[key]:
            st.caption("No rule is kept beyond what the technique learns by itself.")
    return list(st.session_state[key]), next(filter(None, wrong), "")


def _job(data: Job, **asked) -> Job | None:
    """The job that looked at the rules of the dataset as the user steered it, or at the one asked for."""
    request = settings_of(data) | asked
    return next(
        (job for job in state.catalogue().jobs(state.owner(), kind="rules", parent=data.id) if job.request == request),
        None,
    )


def _found(data: Job) -> list[dict]:
    """What the real rows suggest, once they were looked at; a button that has it done."""
    job = _job(data)
    if job is None and st.button("Look for rules in the real rows", icon=":material/search:"):
        job = state.submit("rules", "rules that seem to hold", settings_of(data), parent=data.id)
    if job is None:
        st.caption(
            "Sums, orders, combinations, formats and the like that hold in nearly all real rows can be found for you."
        )
        return []
    watch(job)
    outcome(job)
    found = state.stored(job, "rules.json") or []
    if state.succeeded(job):
        st.markdown(
            "These seem to hold. Tick what is true of your data, not just of these rows."
            if found
            else "No rule was found that holds in nearly all rows beyond chance."
        )
    return found


def _offer(found: dict, key: str) -> None:
    """A checkbox that accepts a rule."""
    rule, own = found["rule"], f"{key}-{json.dumps(found['rule'])}"
    st.session_state[own] = rule in st.session_state[key]
    st.checkbox(
        f"{words(of_record(rule), name)} · :gray[{borne_out(found)}]", key=own, on_change=_toggle, args=(key, rule)
    )


def _toggle(key: str, rule: dict) -> None:
    kept = st.session_state[key]
    st.session_state[key] = [each for each in kept if each != rule] if rule in kept else [*kept, rule]


def borne_out(found: dict) -> str:
    """How many real rows bear a rule out, in words; 1 to 4 exceptions are not counted out."""
    if not found["rows"]:
        return (
            "no real row to hold it against"
            if found["rows"] == 0
            else f"fewer than {FEWEST} real rows to hold it against"
        )
    rows = f"{found['rows']:,}"
    if found["exceptions"] == 0:
        return f"holds in all {rows} rows it applies to"
    if found["exceptions"] is None:
        return (
            f"holds in all but fewer than {FEWEST} of {rows} rows"
            if found["support"]
            else f"holds in fewer than {FEWEST} of {rows} rows"
        )
    return f"holds in {share(found['support'])} of {rows} rows, {found['exceptions']:,} are exceptions"


def _type(data: Job, key: str) -> None:
    """A field for a rule, and a button that adds it where it can be read."""
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    text = left.text_input(
        "Another rule", key=f"{key}-text", placeholder=f"for example: {EXAMPLE}", help=GRAMMAR
    ).strip()
    problem, rule = _read(data, text)
    right.button(
        "Add", icon=":material/add:", key=f"{key}-add", disabled=rule is None, on_click=_add, args=(data, key, rule)
    )
    if problem:
        st.error(escape_markdown(problem), icon=":material/error:")
    elif rule is not None:
        st.caption(f"Every row: {words(of_record(rule), name)}.")


def _read(data: Job, text: str) -> tuple[str, dict | None]:
    """What is wrong with the text of a rule, and its record where nothing is."""
    try:
        rule = of_record(text) if text else None
    except ValueError as problem:
        return str(problem), None
    unknown = _unknown(data, rule) if rule else ""
    return unknown, rule.record() if rule and not unknown else None


def _unknown(data: Job, rule: Rule) -> str:
    """That a column the rule is about is not there, or left out; "" where all are."""
    profile = state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json") or {"columns": []}
    names = {each["name"] for each in profile["columns"]} - set(settings_of(data)["leave_out"])
    gone = [column for column in rule.columns if column not in names] if names else []
    return f"There is no column '{gone[0]}' to set a rule on." if gone else ""


def _add(data: Job, key: str, rule: dict) -> None:
    if rule not in st.session_state[key]:
        st.session_state[key] = [*st.session_state[key], rule]
    st.session_state[f"{key}-text"] = ""
    if _job(data, rule=rule) is None:
        state.submit("rules", "a rule counted", settings_of(data) | {"rule": rule}, parent=data.id)


def _typed(data: Job, rule: dict, key: str, i: int) -> str:
    """What is wrong with a rule that was typed, "" if nothing; a button tells what real rows say and takes it away."""
    job = _job(data, rule=rule)
    found = state.stored(job, "rules.json") if state.succeeded(job) else None
    said = f" · :gray[{borne_out(found[0])}]" if found else ""
    st.button(
        f"{words(of_record(rule), name)}{said}",
        icon=":material/close:",
        key=f"{key}-drop-{i}",
        help="Take this away",
        on_click=_toggle,
        args=(key, rule),
    )
    if job is None or found:
        return ""
    watch(job)
    outcome(job)
    return "" if job.active else "A rule does not fit the table; take it away."
