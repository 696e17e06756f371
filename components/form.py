"""A technique's form, made from its declared parameters."""

from typing import Any

import streamlit as st

from synth.params import Param, params_of
from synth.technique import Technique


def params_form(technique: type[Technique], values: dict[str, Any]) -> dict[str, Any]:
    """The parameters as the user set them; values are what the form starts from."""
    declared = params_of(technique)
    if not declared:
        st.caption("This technique has nothing to set.")
    chosen = {}
    for column, each in zip(st.columns(min(max(len(declared), 1), 3)) * len(declared), declared):
        with column:
            chosen[each.name] = _field(each, values.get(each.name, each.default), f"{technique.key()}-{each.name}")
    return chosen


def _field(param: Param, value: Any, key: str) -> Any:
    if param.choices is not None:
        return st.selectbox(param.label, param.choices, index=param.choices.index(value), help=param.help, key=key,
                            format_func=lambda choice: str(choice).replace("_", " "))
    if param.type is bool:
        return st.toggle(param.label, value=value, help=param.help, key=key)
    kind = param.type
    step = 1 if kind is int else (param.high - param.low) / 20
    return st.number_input(param.label, min_value=kind(param.low), max_value=kind(param.high), value=kind(value),
                           step=kind(step), help=param.help, key=key, format=None if kind is int else "%g")
