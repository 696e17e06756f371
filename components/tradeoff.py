"""Every run of a table weighed up: kept against given away, by scores of one's own choice."""

import streamlit as st

from components.charts.tradeoff import tradeoff
from components.figures import show
from components.scores import report_of
from synth.jobs.catalogue import Job
from synth.metric import Metric, metrics
from synth.report import Report

FIRST = {"across": "closest_record", "up": "accuracy", "size": ("classification", "regression")}
"""What is shown unless the user chooses: how near to real rows, how like the real table,
and what can be learned from it."""
SAME = "same"
"""Stands for points of one size, among the keys of metrics."""


def tradeoff_view(chosen: list[Job], others: list[Job]) -> None:
    """All runs of the dataset that have scores, those chosen in colour, with a choice of the three scores."""
    briefs = {run.id: brief for run in [*chosen, *others] if (brief := _brief(run))}
    names = _names([run for run in [*chosen, *others] if run.id in briefs])
    known = {key: each for key, each in metrics().items() if any(brief.overall(key) for brief in briefs.values())}
    if len(known) < 2:
        st.info("The scores are not there yet; they appear here as they come.", icon=":material/hourglass_top:")
        return
    across, up, third = _axes(known)
    show(tradeoff({names[id]: brief.scores for id, brief in briefs.items()}, across, up, third,
                  [names[run.id] for run in chosen if run.id in names]), key="trade")


def _axes(known: dict[str, Metric]) -> tuple[Metric, Metric, Metric | None]:
    """The metrics across and up, and the one that points are sized by."""
    keys = list(known)
    columns = st.columns(3)
    firsts = [next((key for key in _listed(FIRST[place]) if key in known), None) for place in FIRST]
    across = columns[0].selectbox("Across", keys, _place(keys, firsts[0], -1),
                                  format_func=lambda key: _told(known[key]), key="trade-across", bind="query-params")
    up = columns[1].selectbox("Up", keys, _place(keys, firsts[1], 0), format_func=lambda key: _told(known[key]),
                              key="trade-up", bind="query-params")
    sized = columns[2].selectbox("Size of the points", [SAME, *keys],
                                 0 if firsts[2] is None else 1 + keys.index(firsts[2]), key="trade-size",
                                 format_func=lambda key: _told(known[key]) if key != SAME else "All the same",
                                 bind="query-params")
    return known[across], known[up], known.get(sized)


def _told(metric: Metric) -> str:
    return f"{metric.title} ({metric.family})"


def _listed(keys: str | tuple[str, ...]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else keys


def _place(keys: list[str], wanted: str | None, otherwise: int) -> int:
    return keys.index(wanted) if wanted else otherwise % len(keys)


def _brief(run: Job) -> Report | None:
    """The whole-table scores of a run, from its row where they stand there:
    no file is read for each of two hundred runs."""
    if "report.json" not in run.files:
        return None
    return Report.from_brief(run.result["scores"]) if run.result.get("scores") else report_of(run)


def _names(runs: list[Job]) -> dict[str, str]:
    """By id, names that tell the runs apart."""
    names: dict[str, str] = {}
    for run in runs:
        alike = sum(name == run.name or name.startswith(f"{run.name} (") for name in names.values())
        names[run.id] = f"{run.name} ({alike + 1})" if alike else run.name
    return names
