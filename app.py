"""Lookalike: the frame, the menu and the order of its pages."""

import streamlit as st

from components import state

st.set_page_config("Lookalike", page_icon="assets/icon.svg", layout="wide")
st.logo("assets/logo.svg", size="large", icon_image="assets/icon.svg")

guide = [
    st.Page("screens/guide/data.py", title="1 Data", icon=":material/table:", url_path="data", default=True),
    st.Page("screens/guide/technique.py", title="2 Technique", icon=":material/tune:", url_path="technique"),
    st.Page("screens/guide/generate.py", title="3 Generate", icon=":material/play_circle:", url_path="generate"),
    st.Page("screens/guide/compare.py", title="4 Compare", icon=":material/compare:", url_path="compare"),
    st.Page("screens/guide/share.py", title="5 Share", icon=":material/download:", url_path="share"),
]
labs = [
    st.Page("screens/labs/race.py", title="Race", icon=":material/flag:", url_path="race"),
    st.Page("screens/labs/what_if.py", title="What if", icon=":material/compare_arrows:", url_path="what-if"),
    st.Page("screens/labs/augment.py", title="Augment", icon=":material/science:", url_path="augment"),
    st.Page("screens/labs/fill.py", title="Fill", icon=":material/edit_square:", url_path="fill"),
]
more = [
    st.Page("screens/more/runs.py", title="Runs", icon=":material/history:", url_path="runs"),
    st.Page("screens/more/learn.py", title="Learn", icon=":material/school:", url_path="learn"),
]
try:
    st.navigation({"": guide, "Labs": labs, "More": more}).run()
except state.STORAGE as problem:
    state.storage_trouble(problem)
