"""The verdict in three sentences, and every score on its ruler."""

import json

import streamlit as st

from components import state
from components.charts.rulers import rulers
from components.figures import show
from components.text import escape_markdown
from synth.jobs.catalogue import Job
from synth.metric import FAMILIES, Metric, Score, metrics
from synth.report import Report
from synth.verdict import blindness, grade, sentence, spread, verdict

QUESTIONS = {"fidelity": "Does it look like the real table?", "utility": "Can it stand in for the real table?",
             "fairness": "Does it treat groups as the real table does?",
             "privacy": "What does it give away? These tests can find a leak; none of them can prove that "
                        "there is none."}
ICONS = {"good": ":green[:material/check_circle:]", "fair": ":orange[:material/adjust:]",
         "poor": ":red[:material/error:]",
         "unclear": ":gray[:material/help:]", "blind": ":gray[:material/visibility_off:]"}


def report_of(run: Job) -> Report | None:
    """The scores so far; those that a run which has ended did not come to are told as skipped."""
    found = state.stored(run, "report.json")
    report = Report.from_json(json.dumps(found)) if found else None
    return report if report is None or run.active else report.ended()


def scores_of(runs: list[Job]) -> dict[str, Report]:
    """The reports of the runs that have one, by a name that tells them apart."""
    reports = {}
    for run in runs:
        report = report_of(run)
        if report:
            reports[run.name if run.name not in reports else f"{run.name} ({len(reports) + 1})"] = report
    return reports


def verdict_view(run: Job) -> None:
    """Three sentences, or that they are on their way."""
    report = report_of(run)
    if report is None:
        if run.active:
            st.info("The charts are here; the scores are being measured and will appear by themselves.",
                    icon=":material/hourglass_top:")
        return
    with st.container(border=True):
        for line in verdict(report):
            st.markdown(escape_markdown(line))


def scores_view(reports: dict[str, Report]) -> None:
    """A group per family: rulers, then each score in words, then what could not be measured and why."""
    if not reports:
        return
    first = next(iter(reports.values()))
    for family in FAMILIES:
        known = {key: each for key, each in metrics().items() if each.family == family}
        st.subheader(family.capitalize())
        st.caption(QUESTIONS[family])
        named = {"Synthetic": first} if len(reports) == 1 else reports
        if any(first.overall(key) for key in known):
            show(rulers({name: [report.overall(key) for key in known if report.overall(key)]
                         for name, report in named.items()}, known),
                 key=f"rulers-{family}")
        with st.expander("In words", icon=":material/notes:"):
            for key, each in known.items():
                score = first.overall(key)
                if score:
                    st.markdown(_in_words(score, each))
                elif key in first.pending:
                    st.markdown(f":gray[:material/hourglass_top:] **{each.title}** is being measured.")
                elif key in first.skipped:
                    st.markdown(f":gray[:material/block:] **{each.title}** was not measured: "
                                f"{escape_markdown(first.skipped[key])}")


def _in_words(score: Score, metric: Metric) -> str:
    """As markdown, with where a repeat would lie and how it is measured; in grey, with the reason,
    where it does not count."""
    told, blind = escape_markdown(f"{sentence(score, metric)} {spread(score, metric)}".strip()), blindness(
        score, metric)
    source = f":small[:gray[{escape_markdown(metric.source)}]]"
    if blind:
        return f"{ICONS['blind']} :gray[**{metric.title}.** {metric.question} {told} {blind}]  \n{source}"
    return f"{ICONS[grade(score, metric)]} **{metric.title}.** {metric.question} {told}  \n{source}"
