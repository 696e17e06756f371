"""Which rows are wanted: picked column by column or typed, told in words, and counted among the real ones."""

import streamlit as st

from components import state
from components.condition_form import condition_form
from components.progress import outcome, watch
from components.settings import change, profiled, recipe_of, settings_of
from components.text import escape_markdown, name, share
from synth.conditions import And, Condition, Test, check, of_record, parse, record, spell, words
from synth.conditions.facts import Facts
from synth.conditions.rejection import DEAR
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.technique import Steered, Technique

EXAMPLE = 'state == "Ohio" and month(date) in (2, 3) and age >= 30'
GRAMMAR = (
    "Columns against values by ==, !=, <, <=, >, >=, in (...), between ... and ..., is missing; year, quarter, month, "
    "day, weekday, hour and minute of a date; joined by and, or, not and brackets. Names with spaces go in `backticks`."
)


def only_certain(data: Job, technique: type[Technique], like: Job | None) -> tuple[dict, str]:
    """The conditions that every row has to meet, {} for none, and what is wrong with them, "" if nothing is.

    They are kept with the dataset, for this form. like is the run whose settings the form starts from, if any.
    """
    key = _begun(data, like)
    with st.expander("Only certain rows", icon=":material/filter_alt:"):
        facts, columns = _known(data)
        _pick([each for each in facts.values() if each.kind.modelled], columns, key)
        st.text_input(
            "Every row has to meet",
            key=key,
            placeholder=f"for example: {EXAMPLE}",
            help=GRAMMAR,
        )
        text = st.session_state[key].strip()
        if not text:
            st.caption(
                "Rows of every sort are made. Pick a column above, or type a condition, to have only certain ones."
            )
            return {}, ""
        try:
            typed = parse(text)
            where = check(typed, facts)
        except ValueError as problem:
            st.error(escape_markdown(problem), icon=":material/error:")
            return {}, "The condition on the rows cannot be read; mend it or clear it."
        _chips(typed, key)
        st.markdown(f"Every row: {words(where, name)}.")
        st.caption(how(technique))
        _counted(data, record(typed))
    return record(typed), ""


def _begun(data: Job, like: Job | None) -> str:
    """The key of the text, which begins as it was kept, in any tab, or as in the run that the form starts from.

    What was typed since is kept with the dataset, but for a form that starts from a run: told by what the field holds
    and not by a callback, which is lost where a click comes while it runs.
    """
    key = f"where-{data.id}" + (f"-{like.id}" if like else "")
    kept, typed, seen = _kept(data, like), st.session_state.get(key), st.session_state.get(f"{key}-kept")
    if typed is not None and typed != seen:
        if like is None:
            change(data, "where", lambda _: typed)
        st.session_state[f"{key}-kept"] = typed
    elif typed is None or kept != seen:
        st.session_state[key] = st.session_state[f"{key}-kept"] = kept
    return key


def _kept(data: Job, like: Job | None) -> str:
    if like is None:
        return data.settings.get("where", "")
    before = recipe_of(like).conditions
    return st.session_state.get(f"where-{data.id}-{like.id}-kept", spell(of_record(before)) if before else "")


def how(technique: type[Technique]) -> str:
    """How the technique comes by rows under a condition, in a sentence or two."""
    if issubclass(technique, Steered):
        return (
            f"{technique.title} draws towards the condition, so that rare rows are made too, mostly in one to "
            "three times the time that as many others take."
        )
    if technique.remote:
        return (
            f"{technique.title} is told the condition in words, and its rows are held against it: it is asked "
            f"again until enough of them meet it, for up to {DEAR} times as many rows as are wanted, and says so where "
            "too few do."
        )
    return (
        f"{technique.title} cannot be steered: it draws rows until enough meet the condition, and says so where too "
        "few do. For rare rows take Sequential trees or another that draws towards a condition."
    )


def _known(data: Job) -> tuple[dict[str, Facts], dict[str, dict]]:
    """What may be said of the columns, as the profile shows it, and their records."""
    decided = settings_of(data)
    found = state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json") or {"columns": ()}
    columns = {each["name"]: each for each in found["columns"] if each["name"] not in decided["leave_out"]}
    return {
        each["name"]: facts_shown(each, Kind(decided["kinds"].get(each["name"], each["kind"])))
        for each in columns.values()
    }, columns


def facts_shown(column: dict, kind: Kind) -> Facts:
    """The facts of a column of a profile; its levels are those that five rows or more have."""
    levels = () if kind.numeric else tuple(column.get("levels") or ())
    return Facts(
        column["name"],
        kind,
        levels,
        levels,
        tuple(column.get("order") or ()),
        gaps=column["missing"] > 0,
        complete=len(levels) == column["distinct"],
    )


def _pick(facts: list[Facts], columns: dict[str, dict], key: str) -> None:
    """A test of a column, picked; a button that joins it to what is typed."""
    if not facts:
        return
    test, beside = condition_form(facts, columns, key)
    beside.button(
        "Add", icon=":material/add:", key=f"{key}-add", disabled=test is None, on_click=_add, args=(key, test)
    )


def _add(key: str, test: Test) -> None:
    text = st.session_state[key].strip()
    try:
        before = parse(text) if text else None
    except ValueError:
        return
    parts = before.parts if isinstance(before, And) else (before,) if before else ()
    st.session_state[key] = spell(And((*parts, test)) if parts else test)


def _chips(condition: Condition, key: str) -> None:
    """A button for each part that all rows have to meet; a click takes it away."""
    parts = condition.parts if isinstance(condition, And) else (condition,)
    with st.container(horizontal=True):
        for i, part in enumerate(parts):
            st.button(
                words(part, name),
                icon=":material/close:",
                key=f"{key}-chip-{i}",
                help="Take this away",
                on_click=_remove,
                args=(key, parts, i),
            )


def _remove(key: str, parts: tuple[Condition, ...], at: int) -> None:
    left = (*parts[:at], *parts[at + 1 :])
    st.session_state[key] = spell(left[0] if len(left) == 1 else And(left)) if left else ""


def _counted(data: Job, conditions: dict) -> None:
    """A button that has the real rows counted that meet the conditions, and how many there are."""
    request = {"conditions": conditions, **settings_of(data)}
    made = next(
        (job for job in state.catalogue().jobs(state.owner(), kind="match", parent=data.id) if job.request == request),
        None,
    )
    if made is None and st.button("Count the real rows that meet it", icon=":material/tag:"):
        made = state.submit("match", "rows that meet a condition", request, parent=data.id)
    if made is None:
        return
    watch(made)
    outcome(made)
    if state.succeeded(made):
        st.markdown(found(made.result["rows"], made.result["met"]))


def found(rows: int, met: int | None) -> str:
    """How many real rows meet a condition, in words; met is None for 1 to 4."""
    if met == 0:
        return f"None of the {rows:,} real rows meets it: what is made of such rows is guessed from others."
    told = f"{met:,}" if met is not None else "Fewer than 5"
    expected = f", {share(met / rows)}" if met is not None else ""
    few = (
        ""
        if met is not None and met >= 100
        else " So few say little about such rows; what is made leans on rows like them."
    )
    return f"{told} of the {rows:,} real rows meet it{expected}.{few}"
