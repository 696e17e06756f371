"""The forms of a run: a technique's, made from its declared parameters, and that of rows, seed and holdout."""

from typing import Any

import streamlit as st

from synth.params import Param, params_of
from synth.recipe import Recipe
from synth.technique import Technique


def params_form(technique: type[Technique], values: dict[str, Any]) -> dict[str, Any]:
    """The parameters as the user set them; values are what the form starts from."""
    declared = params_of(technique)
    if not declared:
        st.caption("This technique has nothing to set.")
    chosen = {}
    for column, each in zip(st.columns(min(max(len(declared), 1), 3)) * len(declared), declared):
        with column:
            value = values.get(each.name, each.default)
            # A field keeps what was typed; where another value is proposed than before, it is to start anew.
            proposed = "" if value == each.default else f"-{value}"
            chosen[each.name] = _field(each, value, f"{technique.key()}-{each.name}{proposed}")
    return chosen


def run_form(technique: type[Technique], before: Recipe | None, rows: int) -> tuple[int, int, float]:
    """Rows to make, seed, and the share kept from learning; before is the recipe that the form starts from, if any.

    The share is the technique's where the recipe is another's; where it differs, what hangs on it starts anew.
    """
    kept = before.holdout if before and before.technique == technique.key() else technique.holdout
    left, middle, right = st.columns(3)
    proposed = (before and before.rows) or max(round(rows * (1 - kept)), 1)
    count = left.number_input("Rows to make", 1, 10_000_000, proposed, key=f"rows-{kept:g}")
    seed = middle.number_input("Seed", 0, 2**31 - 1, before.seed if before else 0, key="seed",
                               help="The same seed gives the same rows again; another seed gives others.")
    share = right.slider("Kept from learning", 0, 50, round(100 * kept), format="%d %%", key=f"holdout-{kept:g}",
                         help="Real rows that the technique never sees. Without them there is no utility or "
                              "privacy score.")
    return int(count), int(seed), share / 100


def _field(param: Param, value: Any, key: str) -> Any:
    if param.choices is not None:
        return st.selectbox(param.label, param.choices, index=param.choices.index(value), help=param.help, key=key,
                            format_func=lambda choice: str(choice).replace("_", " "))
    if param.text:
        field = st.text_area if param.text > 1 else st.text_input
        return field(param.label, value=value, help=param.help, key=key)
    if param.type is bool:
        return st.toggle(param.label, value=value, help=param.help, key=key)
    kind = param.type
    step = 1 if kind is int else (param.high - param.low) / 20
    return st.number_input(param.label, min_value=kind(param.low), max_value=kind(param.high), value=kind(value),
                           step=kind(step), help=param.help, key=key, format=None if kind is int else "%g")
