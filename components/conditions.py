"""Which rows are wanted: picked column by column or typed, told in words, and counted among the real ones."""

from datetime import date

import streamlit as st

from components import state
from components.progress import outcome, watch
from components.settings import change, profiled, recipe_of, settings_of
from components.text import escape_markdown, name, share
from synth.conditions import And, Condition, Test, check, of_record, parse, record, spell, words
from synth.conditions.facts import Facts
from synth.conditions.words import MONTHS, WEEKDAYS
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.technique import Steered, Technique

OTHER = "other"
CHOICES = {"is one of": "in", "is none of": "not in"}
ENDS = {"is at least": ">=", "is at most": "<=", "is": "=="}
DAYS = {"is on or after": ">=", "is on or before": "<=", "is on": "=="}
PARTS = {"is in the month": ("month", MONTHS), "is on a": ("weekday", WEEKDAYS)}
GAPS = {"is missing": "missing", "is not missing": "not missing"}
EXAMPLE = 'state == "Ohio" and month(date) in (2, 3) and age >= 30'
GRAMMAR = ("Columns against values by ==, !=, <, <=, >, >=, in (...), between ... and ..., is missing; year, quarter, month, day, "
           "weekday, hour and minute of a date; joined by and, or, not and brackets. A name with spaces goes in `backticks`.")


def only_certain(data: Job, technique: type[Technique], like: Job | None) -> tuple[dict, str]:
    """The conditions that every row has to meet, {} for none, and what is wrong with them, "" if nothing is.

    They are kept with the dataset, for this form. like is the run whose settings the form starts from, if any.
    """
    key = _begun(data, like)
    with st.expander("Only certain rows", icon=":material/filter_alt:"):
        facts, columns = _known(data)
        _pick(data, [each for each in facts.values() if each.kind.modelled], columns, key)
        st.text_input("Every row has to meet", key=key, placeholder=f"for example: {EXAMPLE}", help=GRAMMAR, on_change=_keep, args=(data, key))
        text = st.session_state[key].strip()
        if not text:
            st.caption("Rows of every sort are made. Pick a column above, or type a condition, to have only certain ones.")
            return {}, ""
        try:
            typed = parse(text)
            where = check(typed, facts)
        except ValueError as problem:
            st.error(escape_markdown(problem), icon=":material/error:")
            return {}, "The condition on the rows cannot be read; mend it or clear it."
        _chips(data, typed, key)
        st.markdown(f"Every row: {words(where, name)}.")
        st.caption(how(technique))
        _counted(data, record(typed))
    return record(typed), ""


def _begun(data: Job, like: Job | None) -> str:
    """The key of the text, which begins as it was kept, here or in another tab; or as in the run that the form starts from."""
    key = f"where-{data.id}" + (f"-{like.id}" if like else "")
    text, seen = _kept(data, like), st.session_state.get(f"{key}-kept")
    if key not in st.session_state or text != seen:
        st.session_state[key] = st.session_state[f"{key}-kept"] = text
    return key


def _kept(data: Job, like: Job | None) -> str:
    if like is None:
        return data.settings.get("where", "")
    before = recipe_of(like).conditions
    return st.session_state.get(f"where-{data.id}-{like.id}-kept", spell(of_record(before)) if before else "")


def _keep(data: Job, key: str) -> None:
    """Keeps what is typed: with the dataset, but for a form that starts from a run."""
    text = st.session_state[f"{key}-kept"] = st.session_state[key]
    if key == f"where-{data.id}":
        change(data, "where", lambda _: text)


def how(technique: type[Technique]) -> str:
    """How the technique comes by rows under a condition, in a sentence or two."""
    if issubclass(technique, Steered):
        return (f"{technique.title} draws towards the condition, so that rare rows are made too, at two or three times the "
                "time that any others take.")
    return (f"{technique.title} cannot be steered: it draws rows until enough meet the condition, and says so where too few do. "
            "For rare rows take Sequential trees or another that draws towards a condition.")


def _known(data: Job) -> tuple[dict[str, Facts], dict[str, dict]]:
    """What may be said of the columns, as the profile shows it, and their records."""
    decided = settings_of(data)
    found = state.stored(profiled(data), "profile.json") or state.stored(data, "profile.json") or {"columns": ()}
    columns = {each["name"]: each for each in found["columns"] if each["name"] not in decided["leave_out"]}
    return {each["name"]: facts_shown(each, Kind(decided["kinds"].get(each["name"], each["kind"]))) for each in columns.values()}, columns


def facts_shown(column: dict, kind: Kind) -> Facts:
    """The facts of a column of a profile; its levels are those that five rows or more have."""
    bins = column.get("bins") or {"labels": []}
    levels = () if kind.numeric else tuple(level for level in bins["labels"] if level != OTHER)
    return Facts(column["name"], kind, levels, levels, tuple(column.get("order") or ()), gaps=column["missing"] > 0,
                 complete=len(levels) == column["distinct"])


def _pick(data: Job, facts: list[Facts], columns: dict[str, dict], key: str) -> None:
    """A column, how it is compared and with what; a button that joins it to what is typed."""
    if not facts:
        return
    left, middle, right, end = st.columns([3, 3, 5, 2], vertical_alignment="bottom")
    known = left.selectbox("Column", facts, format_func=lambda each: each.name, key=f"{key}-column")
    gaps = GAPS if known.gaps else {}
    ways = {**DAYS, **PARTS, **gaps} if known.kind is Kind.MOMENT else {**ENDS, **gaps} if known.kind.numeric else {**CHOICES, **gaps}
    way = middle.selectbox("How", list(ways), key=f"{key}-{known.name}-how")
    with right:
        test = _test(known, columns[known.name], way, f"{key}-{known.name}")
    end.button("Add", icon=":material/add:", key=f"{key}-add", disabled=test is None, on_click=_add,
               args=(data, key, test))


def _test(known: Facts, column: dict, way: str, key: str) -> Test | None:
    """The test that the fields say, None as long as there is no value."""
    if way in GAPS:
        return Test(known.name, GAPS[way])
    if way in PARTS:
        part, names = PARTS[way]
        chosen = st.multiselect("Values", names, key=f"{key}-{part}")
        return Test(known.name, "in", tuple(names.index(each) + 1 for each in chosen), part) if chosen else None
    if way in DAYS:
        chosen = st.date_input("Day", value=None, min_value=date(1, 1, 1), max_value=date(9999, 12, 31), key=f"{key}-day",
                               help=column["summary"])
        return Test(known.name, DAYS[way], (chosen.isoformat(),)) if chosen else None
    if way in ENDS:
        whole = known.kind is Kind.INTEGER
        number = st.number_input("Value", value=None, step=1 if whole else None, key=f"{key}-number", placeholder=column["summary"])
        return Test(known.name, ENDS[way], (number,)) if number is not None else None
    chosen = st.multiselect("Values", known.levels, key=f"{key}-values", accept_new_options=not known.complete,
                            placeholder="Choose" if known.complete else "Choose, or type others")
    return Test(known.name, CHOICES[way], tuple(chosen)) if chosen else None


def _add(data: Job, key: str, test: Test) -> None:
    text = st.session_state[key].strip()
    try:
        before = parse(text) if text else None
    except ValueError:
        return
    parts = before.parts if isinstance(before, And) else (before,) if before else ()
    st.session_state[key] = spell(And((*parts, test)) if parts else test)
    _keep(data, key)


def _chips(data: Job, condition: Condition, key: str) -> None:
    """A button for each part that all rows have to meet; a click takes it away."""
    parts = condition.parts if isinstance(condition, And) else (condition,)
    with st.container(horizontal=True):
        for i, part in enumerate(parts):
            st.button(words(part, name), icon=":material/close:", key=f"{key}-chip-{i}", help="Take this away",
                      on_click=_remove, args=(data, key, parts, i))


def _remove(data: Job, key: str, parts: tuple[Condition, ...], at: int) -> None:
    left = (*parts[:at], *parts[at + 1:])
    st.session_state[key] = spell(left[0] if len(left) == 1 else And(left)) if left else ""
    _keep(data, key)


def _counted(data: Job, conditions: dict) -> None:
    """A button that has the real rows counted that meet the conditions, and how many there are."""
    request = {"conditions": conditions, **settings_of(data)}
    made = next((job for job in state.catalogue().jobs(state.owner(), kind="match", parent=data.id) if job.request == request), None)
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
    few = "" if met is not None and met >= 100 else " So few say little about such rows; what is made leans on rows like them."
    return f"{told} of the {rows:,} real rows meet it{expected}.{few}"
