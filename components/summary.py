"""Compare for people who decide: the verdict, what was asked, uses, limits, and the columns furthest off."""

import streamlit as st

from components.comparison import worst_columns
from components.scores import report_of
from components.settings import recipe_of
from components.text import escape_markdown
from synth.jobs.catalogue import Job
from synth.reporting.asked import asked, broken
from synth.reporting.card import DISCLOSURE, KEPT, limits, uses
from synth.technique import shelf


def summary_view(run: Job, found: dict[str, dict]) -> None:
    """What the scores speak for and against, in sentences; the charts without figures of scores."""
    report, recipe = report_of(run), recipe_of(run)
    technique = shelf().get(recipe.technique)
    st.caption(DISCLOSURE if technique is None or technique.shareable else KEPT)
    rules = run.result.get("rules") or []
    demanded = asked(recipe, rules, run.result["rows"])
    if demanded:
        with st.container(border=True):
            st.markdown("**What was asked of it**")
            st.markdown("\n".join(f"- {escape_markdown(sentence)}" for sentence in demanded))
    if report:
        for column, title, icon, sentences in zip(
            st.columns(2),
            ("What it may be used for", "Its limits"),
            ("check", "warning"),
            (uses(report, recipe), [*limits(report, recipe), *broken(rules)]),
        ):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{title}**")
                for sentence in sentences:
                    st.markdown(f":material/{icon}: {escape_markdown(sentence)}")
    st.subheader("The columns furthest off")
    worst_columns(found)
