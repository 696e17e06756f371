"""The views of Compare: columns, pairs and correlations of one run, or of several beside each other."""

import streamlit as st

from components import state
from components.charts.correlations import correlations
from components.charts.marginals import marginal, marginals_of_runs, most
from components.charts.pairs import pair
from components.figures import paged, show
from components.text import escape_markdown, share, shorten
from synth.jobs.catalogue import Job

MOST = 4
"""Runs in one view."""
STRONG = 0.5
"""The correlation from which on a pair of the real table is marked."""


def choose_beside(others: dict[str, Job]) -> list[Job]:
    """The runs that the user wants to see beside the chosen one; the address keeps their ids."""
    if not others:
        return []
    linked = [id for id in st.query_params.get("beside", "").split(",") if id in others]
    chosen = st.multiselect("Beside other runs", list(others), linked, max_selections=MOST - 1, key="beside-runs",
                            placeholder="None", format_func=lambda id: shorten(others[id].name, 60))
    if chosen:
        st.query_params["beside"] = ",".join(chosen)
    elif "beside" in st.query_params:
        del st.query_params["beside"]
    return [others[id] for id in chosen]


def comparisons(runs: list[Job]) -> dict[str, dict]:
    """What each run's job found, by a name that tells the runs apart, the chosen run first."""
    found = {}
    for run in runs:
        name = run.name if run.name not in found else f"{run.name} ({len(found) + 1})"
        found[name] = state.stored(run, "comparison.json")
    return found


def worst_columns(found: dict[str, dict], count: int = 4) -> None:
    show(marginals_of_runs(_marginals(found), first=count), key="worst-columns")


def columns_view(found: dict[str, dict]) -> None:
    """All columns as small multiples, worst first, and one of them close up."""
    total = len(next(iter(found.values()))["marginals"])
    skip = paged(total, most(len(found)), key="page")
    show(marginals_of_runs(_marginals(found), skip=skip), key="columns")
    for sentence in next(iter(found.values()))["left_out"]:
        st.caption(escape_markdown(sentence))
    st.subheader("Close-up")
    marginals = next(iter(found.values()))["marginals"]
    chosen = st.selectbox("Column", range(total), format_func=lambda i: shorten(marginals[i]["name"], 40), key="column")
    show(marginal(marginals[chosen]), key="close-up")
    if marginals[chosen]["summary"]:
        st.dataframe(marginals[chosen]["summary"], hide_index=True, alt="Statistics of the column, real and synthetic")


def pairs_view(found: dict[str, dict]) -> None:
    """One pair at a time, the worst first, for every run."""
    pairs = next(iter(found.values()))["pairs"]
    if not pairs:
        st.info("A pair needs two columns that are not text or ids; this table has fewer.", icon=":material/info:")
        return
    strong = _strong(next(iter(found.values())))
    titles = [f"{shorten(p['names'][0])} with {shorten(p['names'][1])}: {share(p['distance'])} "
              f"off{strong.get(frozenset(p['names']), '')}"
              for p in pairs]
    chosen = st.selectbox("Pair, the worst first", range(len(pairs)), format_func=titles.__getitem__, key="pair")
    names = set(pairs[chosen]["names"])
    for i, (run, each) in enumerate(found.items()):
        if len(found) > 1:
            st.markdown(f"**{escape_markdown(run)}**")
        same = next((p for p in each["pairs"] if set(p["names"]) == names), None)
        if same:
            show(pair(same), key=f"pair-{i}")
        else:
            st.caption("This pair is not among those kept for this run.")


def _strong(comparison: dict) -> dict[frozenset[str], str]:
    """What marks the pairs that hang together strongly in the real table."""
    found = comparison["correlation"]
    if found is None:
        return {}
    names, real = found["names"], found["real"]
    return {frozenset((names[i], names[j])): f" ★ strong in the real table ({real[i][j]:.2f})"
            for i in range(len(names)) for j in range(i) if real[i][j] is not None and abs(real[i][j]) >= STRONG}


def correlations_view(found: dict[str, dict]) -> None:
    for i, (run, each) in enumerate(found.items()):
        if len(found) > 1:
            st.markdown(f"**{escape_markdown(run)}**")
        if each["correlation"] is None:
            st.info("Correlations need two columns that are not text or ids; this table has fewer.",
                    icon=":material/info:")
        else:
            st.caption(escape_markdown(each["correlation"]["measure"]))
            show(correlations(each["correlation"]), key=f"correlations-{i}")


def _marginals(found: dict[str, dict]) -> dict[str, list[dict]]:
    names = {"Synthetic": next(iter(found.values()))} if len(found) == 1 else found
    return {name: each["marginals"] for name, each in names.items()}
