"""Links to be copied. They carry ids, never data."""

from urllib.parse import urlencode

import streamlit as st


def link(page: str, **ids: str | None) -> None:
    """The address of a page with these ids, under a button that copies it."""
    st.code(address(page, **ids), language=None, wrap_lines=True)


def address(page: str, **ids: str | None) -> str:
    """The whole address where the server's own is known, else what follows it."""
    base = (st.context.url or "").partition("?")[0].rpartition("/")[0]
    return f"{base}/{page}?{urlencode({word: id for word, id in ids.items() if id})}"
