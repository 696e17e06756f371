"""Rules that every row is to keep: found in the real rows and accepted one by one, or typed."""

import json

import streamlit as st

from components import state
from components.accepted import accept, amiss, and_accepted, counting, told, unknown
from components.progress import outcome, watch
from components.settings import recipe_of, rules_of, settings_of
from components.text import escape_markdown, name, share
from synth.jobs.catalogue import Job
from synth.rules import FEWEST, of_record, words

EXAMPLE = "start <= end, or total == price * quantity"
GRAMMAR = (
    "Columns against columns or values, with + - * of them: start <= end, total == net + tax, price * quantity < 1000; "
    'if job == "none" then wage is missing; unique(order_id); one_hot(card, cash, bill); combination(city, state); '
    r'format(code, "[A-Z]{2}-\d{4}"); all that conditions know; and, or, not. Names with spaces go in `backticks`.'
)


def rules_kept(data: Job, like: Job | None) -> tuple[list[dict], str]:
    """Records of the rules that every row is to keep, [] for none, and what is wrong with them, "" if nothing is.

    They are kept with the dataset. like is the run whose settings the form starts from, if any: its rules count then.
    """
    with st.expander("Rules that every row keeps", icon=":material/rule:"):
        key, found = _begun(data, like), _found(data)
        data = _ticked(data, key, found)
        rules = _now(data, key)
        for each in found:
            _offer(each, key, each["rule"] in rules)
        typed = [rule for rule in rules if rule not in [each["rule"] for each in found]]
        wrong = [_typed(data, rule, key, i) for i, rule in enumerate(typed)] + [amiss(data, rules)]
        _type(data, key)
        if not rules:
            st.caption("No rule is kept beyond what the technique learns by itself.")
        elif like is None:
            st.caption("These are kept with the table, and hold in whatever is made of it.")
    return rules, next(filter(None, wrong), "")


def _begun(data: Job, like: Job | None) -> str:
    """Where the session holds the rules of a form that starts from a run; they stand for those of the dataset there."""
    if like is None:
        return f"kept-rules-{data.id}"
    key, kept = f"kept-rules-{data.id}-{like.id}", rules_of(data)
    rules = st.session_state.setdefault(key, [of_record(rule).record() for rule in recipe_of(like).rules])
    st.caption(f"The rules of the run {name(like.name)}.")
    if any(rule not in rules for rule in kept) and st.button(f"Keep the table's {told(kept)}", icon=":material/table:"):
        st.session_state[key] = and_accepted(data, rules)
    return key


def _now(data: Job, key: str) -> list[dict]:
    return list(st.session_state.get(key, rules_of(data)))


def _accept(data: Job, key: str, rule: dict, wanted: bool) -> None:
    """Kept with the dataset, and in a form that starts from a run."""
    accept(data, rule, wanted)
    if key in st.session_state:
        others = [each for each in st.session_state[key] if each != rule]
        st.session_state[key] = [*others, rule] if wanted else others


def _found(data: Job) -> list[dict]:
    """What the real rows suggest, once they were looked at; a button that has it done."""
    job = counting(data)
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


def _ticked(data: Job, key: str, found: list[dict]) -> Job:
    """The dataset, once what was ticked or unticked since boxes were last shown is kept.

    Told by what the boxes hold and not by callbacks, which are lost where the next click comes while they run.
    """
    for rule in (each["rule"] for each in found):
        own = _box(key, rule)
        ticked = st.session_state.get(own)
        if ticked is not None and ticked != st.session_state.get(f"{own}-shown"):
            _accept(data, key, rule, ticked)
            st.session_state[f"{own}-shown"] = ticked
    return state.find(data.id) or data


def _box(key: str, rule: dict) -> str:
    return f"{key}-{json.dumps(rule)}"


def _offer(found: dict, key: str, kept: bool) -> None:
    """A checkbox that accepts a rule."""
    own = _box(key, found["rule"])
    if st.session_state.get(own) != kept:  # only then: it takes back a click made meanwhile
        st.session_state[own] = kept
    st.session_state[f"{own}-shown"] = kept
    st.checkbox(f"{words(of_record(found['rule']), name)} · :gray[{borne_out(found)}]", key=own)


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
    gone = unknown(data, rule) if rule else ""
    return gone, rule.record() if rule and not gone else None


def _add(data: Job, key: str, rule: dict) -> None:
    _accept(data, key, rule, True)
    st.session_state[f"{key}-text"] = ""
    if counting(data, rule=rule) is None:
        state.submit("rules", "a rule counted", settings_of(data) | {"rule": rule}, parent=data.id)


def _typed(data: Job, rule: dict, key: str, i: int) -> str:
    """What is wrong with a rule that was typed, "" if nothing; a button tells what real rows say and takes it away."""
    job = counting(data, rule=rule)
    found = state.stored(job, "rules.json") if state.succeeded(job) else None
    said = f" · :gray[{borne_out(found[0])}]" if found else ""
    st.button(
        f"{words(of_record(rule), name)}{said}",
        icon=":material/close:",
        key=f"{key}-drop-{i}",
        help="Take this away",
        on_click=_accept,
        args=(data, key, rule, False),
    )
    if job is None or found:
        return ""
    watch(job)
    outcome(job)
    return "" if job.active else "A rule does not fit the table; take it away."
