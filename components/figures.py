"""A chart on the screen: the figure, its takeaway, and its numbers for those who want or need them."""

import streamlit as st

from components.charts.chart import Chart
from components.text import escape_markdown


def show(chart: Chart, key: str) -> None:
    """Draws a chart with its takeaway above and its numbers below."""
    if chart.takeaway:
        st.markdown(escape_markdown(chart.takeaway))
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config={"displaylogo": False, "displayModeBar": False})
    with st.popover("Show the numbers", icon=":material/table_rows:", type="tertiary"):
        st.dataframe(chart.numbers, hide_index=True, alt=f"Numbers of: {chart.alt}")


def paged(total: int, step: int, key: str) -> int:
    """How many of total things to skip, as the user leafs through them step at a time."""
    if total <= step:
        return 0
    return step * (st.pagination(-(-total // step), key=key) - 1)
