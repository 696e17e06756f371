"""The shelf of techniques as cards."""

import streamlit as st

from components.costs import Costs, cost_line
from components.text import escape_markdown
from synth.recommend import Advice
from synth.technique import Technique, shelf


def other_cards(advice: Advice, chosen: str, costs: Costs) -> str | None:
    """Draws the card of every technique but the chosen one, the recommended first, those advised against last; returns
    the key of one just clicked."""
    others = sorted((key for key in shelf() if key != chosen),
                    key=lambda key: (key != advice.technique, key in advice.against))
    clicked = None
    for start in range(0, len(others), 2):
        for column, key in zip(st.columns(2), others[start:start + 2]):
            with column, st.container(border=True, height="stretch"):
                card(key, advice, costs)
                if st.button("Choose", key=f"choose-{key}", disabled=bool(shelf()[key].unavailable())):
                    clicked = key
    return clicked


def hindrance(technique: type[Technique], target: str | None) -> str:
    """Why the technique cannot run on a table with that target, "" where it can."""
    if technique.needs_target and target is None:
        return "It needs a column to predict: choose one on the Data page."
    return escape_markdown(technique.unavailable())


def card(key: str, advice: Advice, costs: Costs) -> None:
    """What a technique does, when to use it, what it costs on this table, licence, source."""
    technique = shelf()[key]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"##### {technique.title}", width="content")
        if key == advice.technique:
            st.badge("recommended", icon=":material/thumb_up:", color="green")
    st.write(technique.summary)
    st.caption(technique.when)
    if why := technique.unavailable():
        st.caption(f":material/block: {escape_markdown(why)}")
    if key == advice.technique:
        st.caption(f"**Why here:** {escape_markdown(advice.reason)}")
    if why := advice.against.get(key):
        st.caption(f":material/thumb_down: **Not here:** {escape_markdown(why)}")
    st.caption(f":material/timer: {cost_line(costs.of(key))} on this table · :material/license: {technique.licence} · "
               f":material/menu_book: {technique.source()}")
