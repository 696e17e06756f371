"""What a table holds: how it was read, what to mind, how its columns are spread, and more for those who ask."""

import streamlit as st

from components import state
from components.charts.coverage import coverage
from components.charts.distributions import MOST, distributions, spread_of
from components.charts.gaps import gaps
from components.charts.standing_out import standing_out
from components.charts.strongest import strongest
from components.columns import NO_TARGET, keep
from components.figures import paged, show
from components.progress import outcome, watch
from components.settings import profiled, settings_of
from components.text import escape_markdown, name
from synth.cautions import applied
from synth.jobs.catalogue import Job

AT_ONCE = 12
"""Cautions shown before the rest is asked for."""
NAMED = 4
"""Columns named in front of a caution; all are listed in the numbers."""
LINES = 200
"""Lines of a table of columns."""


def described(data: Job) -> dict | None:
    """The profile of the table as the user steered it; None while it is made, which is shown, or where it failed."""
    made = profiled(data)
    if made is not data:
        watch(made)
        outcome(made)
    return state.stored(made, "profile.json") if state.succeeded(made) else None


def to_mind(data: Job, found: dict) -> None:
    """What to mind before generating, the gravest first, with a button where one can do something about it."""
    cautions = found["warnings"]
    if not cautions:
        st.success("Nothing stands in the way: no column needs attention.", icon=":material/check_circle:")
        return
    grave = sum(each["level"] == "warning" for each in cautions)
    title = f"{len(cautions)} thing{'' if len(cautions) == 1 else 's'} to mind before generating"
    with st.expander(
        title + (f", {grave} of them grave" if grave else ""), icon=":material/warning:", expanded=bool(grave)
    ):
        everything = len(cautions) > AT_ONCE and st.toggle(f"Show all {len(cautions)}", key="all-cautions")
        for place, each in enumerate(cautions if everything else cautions[:AT_ONCE]):
            _caution(data, found, each, place)


def _caution(data: Job, found: dict, caution: dict, place: int) -> None:
    names = ", ".join(f"**{name(each)}**" for each in caution["columns"][:NAMED])
    if len(caution["columns"]) > NAMED:
        names += f" and {len(caution['columns']) - NAMED:,} more"
    icon = ":orange[:material/warning:]" if caution["level"] == "warning" else ":blue[:material/info:]"
    said = f"{icon} {names}{': ' if names else ''}{escape_markdown(caution['sentence'])}"
    if not caution["offer"] or _nothing_left(found, caution["action"]):
        st.markdown(said)
        return
    words, offer = st.columns([3, 1], vertical_alignment="center")
    words.markdown(said)
    if offer.button(
        escape_markdown(caution["offer"]),
        key=f"caution-{data.id}-{place}",
        icon=":material/check:",
        width="stretch",
        help="Applies this to the table; take it back under the columns below.",
    ):
        _apply(data, caution["action"])


def _nothing_left(found: dict, action: dict) -> bool:
    return len(action.get("leave_out", ())) >= len(found["columns"])


def _apply(data: Job, action: dict) -> None:
    wanted = applied(settings_of(data), action)
    if "target" in action:  # else the list below would still hold, and so decide, what was chosen before
        st.session_state[f"target-{data.id}"] = NO_TARGET
    order = {each["name"]: place for place, each in enumerate(state.stored(data, "profile.json")["columns"])}
    keep(data, wanted | {"leave_out": sorted(wanted["leave_out"], key=lambda each: order.get(each, 0))})


def spread(found: dict) -> None:
    """How every column is spread, some at a time."""
    st.subheader("How the columns are spread")
    skip = paged(len(spread_of(found["columns"])), MOST, key="columns-page")
    show(distributions(found["columns"], skip), key="distributions")


@st.fragment
def more(found: dict) -> None:
    """What else is known of the table, one view at a time."""
    views = {
        "Missing values": found["gaps"] and _gaps,
        "Strongest pairs": found["pairs"] and _pairs,
        "Who stands out": found["standing_out"] and _standing_out,
        "Time": found["coverage"] and _coverage,
        "Odd numbers": any(_odd(each) for each in found["columns"]) and _odd_numbers,
    }
    views = {title: view for title, view in views.items() if view}
    if not views:
        return
    st.subheader("More about this table")
    chosen = st.segmented_control(
        "More about this table",
        list(views),
        default=next(iter(views)),
        required=True,
        key=f"more-{hash(tuple(views))}",
        label_visibility="collapsed",
    )
    views[chosen](found)


def _gaps(found: dict) -> None:
    show(gaps(found["gaps"]), key="gaps")


def _pairs(found: dict) -> None:
    show(strongest(found["pairs"]), key="strongest")
    st.caption(escape_markdown(found["pairs"]["measure"] + "."))


def _standing_out(found: dict) -> None:
    show(standing_out(found["standing_out"]), key="standing-out")


def _coverage(found: dict) -> None:
    show(coverage(found["coverage"]), key="coverage")


def _odd(column: dict) -> list[str]:
    return column["shape"]["words"] if column["shape"] else []


def _odd_numbers(found: dict) -> None:
    lines = [
        {"Column": each["name"], "What is odd": "; ".join(_odd(each)), "What it holds": each["summary"]}
        for each in found["columns"]
        if _odd(each)
    ]
    st.write(
        "Techniques learn these as they are: check that far-out values are not slips, and that a frequent one does not "
        "stand "
        "for missing." + (f" Shown are {LINES} of {len(lines):,} columns." if len(lines) > LINES else "")
    )
    st.dataframe(lines[:LINES], hide_index=True, alt="Columns of numbers with what is odd about them")
