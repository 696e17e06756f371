"""A table by hand, filled by a language model where one is configured."""

import streamlit as st

from components import state
from components.text import escape_markdown
from synth.inventing import Schema
from synth.inventing.asking import Terms, estimate
from synth.inventing.endpoint import EndpointError, endpoint
from synth.jobs.catalogue import Job


def fill(schema: Schema, seed: int) -> Job | None:
    """The same table from a language model; what is sent, and what it should cost, is told before.
    None where none is."""
    if not _endpoint_set():
        return None
    table = schema.table()
    with st.expander("Or let a language model fill it", icon=":material/chat:"):
        prompt = st.text_area("What the table is about", key="builder-prompt", max_chars=10_000)
        left, right = st.columns(2)
        prices = {
            "price_in": left.number_input("Price of a million tokens sent", 0.0, 1000.0, key="builder-price-in"),
            "price_out": right.number_input("Price of a million tokens received", 0.0, 1000.0, key="builder-price-out"),
        }
        if len(schema.tables) > 1 or table.rows is None:
            st.info("A language model fills one table that refers to no other.", icon=":material/info:")
            return None
        told = estimate(table, prompt, table.rows, Terms(**prices))
        st.caption(
            f"Your words and the schema are sent to the server that LOOKALIKE_LLM names: about {told['requests']:,} "
            f"request(s), {told['tokens_in']:,} tokens sent and {told['tokens_out']:,} received, cost "
            f"{told['cost']:,.4f}."
        )
        if st.button(f"Ask for {table.rows:,} rows", icon=":material/send:"):
            return state.submit(
                "read", table.name, {"schema": schema.to_record(), "seed": seed, "prompt": prompt, "terms": prices}
            )
    return None


def _endpoint_set() -> bool:
    try:
        return endpoint() is not None
    except EndpointError as problem:
        st.warning(escape_markdown(problem), icon=":material/warning:")
        return False
