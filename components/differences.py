"""Where runs differ beyond chance, score by score."""

import streamlit as st

from components.text import escape_markdown, name
from synth.changes import changes
from synth.report import Report

ICONS = {"worse": ":red[:material/trending_down:]", "better": ":green[:material/trending_up:]"}
SHOWN = 12


def differences_view(reports: dict[str, Report]) -> None:
    """The first run held against each of the others: what it does worse or better than they, then what is alike."""
    if len(reports) < 2:
        st.info("The scores of a second run are not there yet; they appear here as they come.",
                icon=":material/hourglass_top:")
        return
    (first, report), *others = reports.items()
    for title, other in others:
        st.subheader(f"{name(first)} against {name(title)}")
        found = changes(other, report, parts=True)
        moved = [each for each in found if each.moved != "same"]
        overall = [each for each in found if not each.about]
        told = [f"{sum(each.moved == word for each in overall)} {word}" for word in ("better", "worse", "same")]
        st.caption(f"Of {len(overall)} scores of the whole table: {', '.join(told)} (beyond the intervals of both).")
        everything = len(moved) > SHOWN and st.toggle(f"Show all {len(moved)}, columns and pairs included",
                                                      key=f"all-{title}")
        for each in moved if everything else moved[:SHOWN]:
            st.markdown(f"{ICONS[each.moved]} {escape_markdown(each.sentence().replace('before', 'the other'))}")
