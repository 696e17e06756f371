"""A column or a pair, close up: the chart, its statistics, and what the scores say of it."""

import streamlit as st

from components.charts.marginals import marginal
from components.charts.pairs import pair
from components.figures import clicked, forget_click, show
from components.text import escape_markdown
from synth.metric import metrics
from synth.report import Report
from synth.verdict import sentence


def open_clicked(comparison: dict, report: Report | None) -> None:
    """Opens what was clicked in one of the page's charts, over the page."""
    if names := clicked():
        _close_up(names, comparison, report)


@st.dialog("Close-up", width="large", on_dismiss=forget_click)
def _close_up(names: tuple[str, ...], comparison: dict, report: Report | None) -> None:
    if len(set(names)) == 1:
        _column(names[0], comparison)
    else:
        _pair(set(names), comparison)
    for score in (report.scores if report else ()):
        if score.about and set(score.about) == set(names) and score.metric in metrics():
            metric = metrics()[score.metric]
            st.markdown(f"**{metric.title}.** {escape_markdown(sentence(score, metric))}")


def _column(name: str, comparison: dict) -> None:
    found = next((each for each in comparison["marginals"] if each["name"] == name), None)
    if found is None:
        st.caption("This column is not among those kept for this run.")
        return
    show(marginal(found), key="closer-column")
    if found["summary"]:
        st.dataframe(found["summary"], hide_index=True, alt="Statistics of the column, real and synthetic")


def _pair(names: set[str], comparison: dict) -> None:
    found = next((each for each in comparison["pairs"] if set(each["names"]) == names), None)
    if found is None:
        st.caption("This pair is not among those kept for this run: it differs less than the others.")
        return
    show(pair(found), key="closer-pair")
