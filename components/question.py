"""Your own question: asked of the real and of the synthetic rows by a job, the answers beside each other."""

import streamlit as st

from components import state
from components.charts.question import answered
from components.figures import show
from components.progress import outcome, watch
from components.settings import recipe_of
from components.text import escape_markdown, shorten
from synth.jobs.catalogue import Job
from synth.questions.presets import Asked, named, presets, query

KINDS = ("Group by", "Regression", "SQL")
HOW = {"mean": "Mean", "median": "Median", "share": "Share of rows", "count": "Number of rows"}
KEPT = 8
"""Questions asked before that can be looked at again."""


def question_view(run: Job) -> None:
    """Ways to ask, and the answer to the question asked last. What is typed stands in no address."""
    columns = _columns(run)
    target = recipe_of(run).target
    st.caption(
        "Ask what you would ask of the real table: the rows that the run learned from and the synthetic ones answer, "
        "each with its 95 % interval. What fewer than 5 real rows are behind is not shown."
    )
    _suggestions(run, columns, target)
    kind = st.segmented_control("Ask by", KINDS, default=KINDS[0], required=True, key="ask-by", bind="query-params")
    with st.container(border=True):
        asked = {"Group by": _group, "Regression": _regression, "SQL": _sql}[kind](run, columns, target)
        if st.button("Ask both tables", icon=":material/question_answer:", disabled=asked is None, key=f"ask-{kind}"):
            _ask(run, asked)
    _answers(run)


def _columns(run: Job) -> list[Asked]:
    """What can be asked about, in the table's order where that is known."""
    marginals = state.stored(run, "comparison.json")["marginals"]
    profile = state.stored(state.find(run.parent), "profile.json") if run.parent and state.find(run.parent) else None
    order = {each["name"]: place for place, each in enumerate(profile["columns"])} if profile else {}
    found = [
        Asked(
            each["name"],
            each["kind"],
            tuple(label for label in each["labels"] if label != "other" and "…" not in label)
            if each["edges"] is None and each["kind"] in ("category", "flag")
            else (),
        )
        for each in marginals
    ]
    return sorted(found, key=lambda each: order.get(each.name, len(order)))


def _suggestions(run: Job, columns: list[Asked], target: str | None) -> None:
    """Questions that one click asks."""
    offered = presets(columns, target)
    if offered:
        with st.container(horizontal=True):
            for i, (title, question) in enumerate(offered.items()):
                if st.button(
                    escape_markdown(shorten(title, 60)), key=f"suggested-{run.id}-{i}", icon=":material/lightbulb:"
                ):
                    _ask(run, question)


def _group(run: Job, columns: list[Asked], target: str | None) -> dict | None:
    """A group-by, None while something is missing."""
    by = st.multiselect(
        "Group by",
        [each.name for each in columns],
        [each.name for each in columns if each.grouping][:1],
        max_selections=3,
        key=f"by-{run.id}",
        format_func=_short,
    )
    left, right, last = st.columns(3)
    classes = any(each.name == target and each.levels for each in columns)
    how = left.selectbox("Ask for", list(HOW), 2 if classes else 0, format_func=HOW.get, key=f"how-{run.id}")
    if how == "count":
        return {"kind": "group", "by": by, "how": how} if by else None
    fit = [each for each in columns if (each.levels if how == "share" else each.number)]
    if not fit:
        right.info("No column of this table has that.", icon=":material/info:")
        return None
    names = [each.name for each in fit]
    measure = right.selectbox(
        "Of", names, names.index(target) if target in names else 0, key=f"of-{how}-{run.id}", format_func=_short
    )
    asked = {"kind": "group", "by": by, "how": how, "measure": measure}
    if how == "share":
        levels = next(each.levels for each in fit if each.name == measure)
        asked["value"] = last.selectbox(
            "That are",
            levels,
            len(levels) - 1 if len(levels) == 2 else 0,
            key=f"value-{run.id}-{measure}",
            format_func=_short,
        )
    return asked if by else None


def _regression(run: Job, columns: list[Asked], target: str | None) -> dict | None:
    fit = [each.name for each in columns if each.number or len(each.levels) == 2]
    if not fit:
        st.info(
            "A regression explains a number or one of two classes; this table has no such column.",
            icon=":material/info:",
        )
        return None
    chosen = st.selectbox(
        "Explain", fit, fit.index(target) if target in fit else 0, key=f"explain-{run.id}", format_func=_short
    )
    others = [
        each.name
        for each in columns
        if each.name != chosen and (each.levels or each.kind in ("integer", "real", "moment"))
    ]
    start = [each.name for each in columns if each.name in others and (each.number or each.grouping)][:4]
    on = st.multiselect("By", others, start, key=f"on-{run.id}-{chosen}", format_func=_short)
    return {"kind": "regression", "target": chosen, "on": on} if on else None


def _sql(run: Job, columns: list[Asked], target: str | None) -> dict | None:
    text = st.text_area(
        "One SELECT of counts, sums, averages ... from the table data",
        query(columns, target),
        key=f"sql-{run.id}",
        height=130,
        max_chars=5000,
    )
    return {"kind": "sql", "text": text} if text.strip() else None


def _ask(run: Job, question: dict) -> None:
    job = state.submit("question", named(question), {"question": question}, parent=run.id)
    st.session_state[f"answer-{run.id}"] = job.id


def _answers(run: Job) -> None:
    """The question asked last, or the one chosen among those before it."""
    jobs = {job.id: job for job in state.catalogue().jobs(state.owner(), kind="question", parent=run.id, limit=KEPT)}
    if not jobs:
        return
    chosen = st.session_state.get(f"answer-{run.id}")
    if len(jobs) > 1:
        chosen = st.selectbox(
            "Asked so far",
            list(jobs),
            list(jobs).index(chosen) if chosen in jobs else 0,
            format_func=lambda id: shorten(jobs[id].name, 80),
            key=f"asked-{run.id}-{next(iter(jobs))}",
        )
    job = jobs.get(chosen) or next(iter(jobs.values()))
    watch(job)
    outcome(job)
    answer = state.stored(job, "answer.json")
    if answer:
        _answer(job, answer)


def _answer(job: Job, answer: dict) -> None:
    st.subheader(escape_markdown(shorten(answer["title"], 80)), anchor=False)
    if job.request["question"]["kind"] == "sql":
        st.code(job.request["question"]["text"], language="sql", wrap_lines=True)
    if answer["findings"]:
        show(answered(answer), key=f"answer-{job.id}")
    else:
        st.info(escape_markdown(answer["sentence"]), icon=":material/visibility_off:")
    hidden = answer["hidden"]
    told = [
        *answer["notes"],
        *([f"{hidden} more {'is' if hidden == 1 else 'are'} hidden: too few real rows are behind."] if hidden else []),
    ]
    for note in told:
        st.caption(escape_markdown(note))


def _short(name: object) -> str:
    return shorten(name, 40)
