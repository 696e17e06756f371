"""A chart on the screen: the figure, its takeaway, and its numbers for those who want or need them."""

import streamlit as st

from components.charts.chart import Chart
from components.text import escape_markdown

CLICKED = "clicked-columns"


def show(chart: Chart, key: str) -> None:
    """Draws a chart with its takeaway above and its numbers below; a click on what stands for columns is kept for
    `clicked`."""
    if chart.takeaway:
        st.markdown(escape_markdown(chart.takeaway))
    clicks = {"on_select": lambda: _keep(chart, key), "selection_mode": "points"} if chart.targets else {}
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config={"displaylogo": False, "displayModeBar": False},
                    **clicks)
    with st.popover("Show the numbers", icon=":material/table_rows:", type="tertiary"):
        st.dataframe(chart.numbers, hide_index=True, alt=f"Numbers of: {chart.alt}")


def _keep(chart: Chart, key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points and (names := chart.clicked(points[0]["curve_number"], points[0]["point_index"])):
        st.session_state[CLICKED] = names


def clicked() -> tuple[str, ...]:
    """The columns that were clicked, () if none, until `forget_click`: a page that is drawn anew must not lose them."""
    return st.session_state.get(CLICKED, ())


def forget_click() -> None:
    st.session_state.pop(CLICKED, None)


def paged(total: int, step: int, key: str) -> int:
    """How many of total things to skip, as the user leafs through them step at a time."""
    if total <= step:
        return 0
    return step * (st.pagination(-(-total // step), key=key) - 1)
