"""The shelf of techniques as cards, one of them chosen."""

from collections.abc import Callable

import streamlit as st

from components.text import duration
from synth.recommend import Advice
from synth.technique import Technique, shelf


def technique_cards(advice: Advice, chosen: str, seconds: Callable[[type[Technique]], float]) -> str:
    """Draws every technique's card, the recommended first; returns the key of the chosen one."""
    order = sorted(shelf().items(), key=lambda item: item[0] != advice.technique)
    clicked = None
    for start in range(0, len(order), 2):
        for column, (key, technique) in zip(st.columns(2), order[start:start + 2]):
            with column, st.container(border=True, height="stretch"):
                if _card(key, technique, key == chosen, advice, seconds(technique)):
                    clicked = key
    return clicked or chosen


def _card(key: str, technique: type[Technique], is_chosen: bool, advice: Advice, seconds: float) -> bool:
    """Draws one card; True where its button was just clicked."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"##### {technique.title}")
        if key == advice.technique:
            st.badge("recommended", icon=":material/thumb_up:", color="green")
    st.write(technique.summary)
    st.caption(f"{technique.when}")
    if key == advice.technique:
        st.caption(f"**Why here:** {advice.reason}")
    st.caption(f":material/timer: about {duration(max(seconds, 1))} on this table · :material/license: {technique.licence}")
    with st.container(horizontal=True, vertical_alignment="center"):
        clicked = st.button("Chosen" if is_chosen else "Choose", key=f"choose-{key}", type="primary" if is_chosen else "secondary",
                            icon=":material/check:" if is_chosen else None)
        with st.popover("Source", icon=":material/menu_book:"):
            st.write(technique.source())
    return clicked
