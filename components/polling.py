"""Looks again and again while a page is open, and leaves a page without being pulled back to it.

A browser that polls may ask for the next look just as the server moves it to another page. Streamlit 1.67 answers such
a late request for the page that was left: the browser clears what it shows, finds no place for what comes next and
drops its connection for good. So a poll has a name that no other page uses, and leaving forgets every poll before it
switches: Streamlit ignores requests for what it does not know.
"""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def poll(look: Callable[[], None], name: str, seconds: float) -> None:
    """Shows what look shows, then once more every so many seconds; name tells it from other polls of the same page."""
    context = get_script_run_ctx()
    look.__qualname__ = f"{look.__qualname__} {name} {context.page_script_hash if context else ''}"
    st.fragment(look, run_every=seconds)()


def leave(page: str, **ids: str) -> None:
    """Ends this page and opens another one, with ids in its address."""
    context = get_script_run_ctx()
    if context is not None:
        context.fragment_storage.clear()
    st.switch_page(page, query_params=ids)
