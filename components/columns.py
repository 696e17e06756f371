"""The columns of a table as the user sees and steers them: kind, target, left out."""

import pandas as pd
import streamlit as st

from components import state
from components.settings import settings_of
from components.text import share
from synth.dataset import Kind
from synth.jobs.catalogue import Job

NO_TARGET = "(none)"


def steer_columns(data: Job) -> None:
    """An editable line per column; what changed is kept with the dataset and profiled anew."""
    columns = state.stored(data, "profile.json")["columns"]
    decided = settings_of(data)
    left_out = set(decided["leave_out"])
    names = [each["name"] for each in columns]
    choices = [NO_TARGET, *(n for n in names if n not in left_out)]
    target = st.selectbox("Column to predict, if there is one", choices, key=f"target-{data.id}",
                          index=choices.index(decided["target"]) if decided["target"] in choices else 0,
                          help="Utility is scored by training on synthetic rows and predicting this column of real ones.")
    lines = pd.DataFrame({
        "Column": names,
        "Kind": [decided["kinds"].get(each["name"], each["kind"]) for each in columns],
        "Leave out": [n in left_out for n in names],
        "Missing": [share(each["missing"]) if each["missing"] else "" for each in columns],
        "Distinct": [each["distinct"] for each in columns],
        "Personal": [each["pii"] or "" for each in columns],
        "What it holds": [each["summary"] for each in columns],
    })
    edited = st.data_editor(lines, hide_index=True, key=f"columns-{data.id}-{hash(str(decided))}", alt="Columns of the table, a line each",
                            disabled=["Column", "Missing", "Distinct", "Personal", "What it holds"],
                            column_config={"Kind": st.column_config.SelectboxColumn(options=[k.value for k in Kind], required=True),
                                           "What it holds": st.column_config.TextColumn(width="large")})
    kinds = {c["name"]: kind for c, kind in zip(columns, edited["Kind"])
             if kind != c["kind"]}
    wanted = decided | {"kinds": kinds, "leave_out": [n for n, out in zip(names, edited["Leave out"]) if out],
                        "target": None if target == NO_TARGET else target}
    if wanted != decided:
        keep(data, wanted)


def keep(data: Job, wanted: dict) -> None:
    if wanted["target"] in wanted["leave_out"]:
        wanted["target"] = None
    state.catalogue().set_settings(state.owner(), data.id, wanted)
    state.submit("profile", f"profile of {data.name}", wanted, parent=data.id)
    st.rerun()
