"""The view of Compare on what is behind the scores: wrong groups, how rows are told apart, the map of all rows."""

import streamlit as st

from components import state
from components.charts.map import density_map
from components.charts.roc import leaned, roc
from components.charts.wrong import told, wrong
from components.figures import show
from components.text import escape_markdown, shorten
from synth.jobs.catalogue import Job


def closer_view(run: Job) -> None:
    """What the run's job found on a closer look; while it works, that this is to come."""
    found = state.stored(run, "closer.json")
    if found is not None:
        findings(found)
    elif run.active:
        st.info("This is being looked at and will appear by itself, after the scores.", icon=":material/hourglass_top:")
    else:
        st.info("This run was not looked at more closely: it ended before, or is from an earlier version. "
                "Generate once more to see it.", icon=":material/info:")


def findings(found: dict) -> None:
    """The three parts of what `synth.closer.closer` gives, each with the reason where there is nothing to show."""
    st.subheader("Groups that are too many or too few")
    _wrong(found)
    st.subheader("Can real and synthetic rows be told apart?")
    if _there(found, "roc"):
        show(roc(found["roc"]), key="roc")
        if found["roc"]["leaned"]:
            show(leaned(found["roc"]), key="leaned")
    st.subheader("Where rows lie")
    if _there(found, "map"):
        show(density_map(found["map"]), key="map")
        st.caption("Lines hold the 10, 30, 50, 70 and 90 % of rows that lie closest together. Places of fewer "
                   "than 5 real rows are left out.")


def _wrong(found: dict) -> None:
    if not _there(found, "wrong"):
        return
    groups, tested = found["wrong"]["groups"], found["wrong"]["tested"]
    if not groups:
        st.success(f"Of {tested} groups tested, none is off beyond chance." if tested else
                   "No group of rows was found that sets the two tables apart.", icon=":material/check_circle:")
        return
    show(wrong(found["wrong"]), key="wrong")
    st.markdown("\n".join(f"{i}. **{escape_markdown(shorten(group['words'], 200))}**: {escape_markdown(told(group))}."
                          for i, group in enumerate(groups, 1)))
    st.caption("Groups are found in one half of the rows and measured in the other, so that chance does not make them; "
               "all intervals hold together with 95 %.")
    chosen = st.selectbox("Show synthetic rows of group", range(len(groups)), key="group",
                          format_func=lambda i: f"{i + 1}. {shorten(groups[i]['words'], 80)}")
    group = groups[chosen]
    if group["examples"]:
        st.dataframe(group["examples"], hide_index=True, alt=f"Synthetic rows of the group: {group['words']}")
    else:
        st.caption("No synthetic rows of this group can be shown: there are none, or they equal real ones.")


def _there(found: dict, name: str) -> bool:
    if found[name] is None:
        st.caption(escape_markdown(found["left_out"][name]))
    return found[name] is not None
