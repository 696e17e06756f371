"""What the techniques do and what the scores mean, from the registries themselves."""

import streamlit as st

from synth.metric import FAMILIES, metrics
from synth.params import params_of
from synth.technique import shelf

st.title("Learn")
techniques, scores = st.tabs([":material/tune: Techniques", ":material/straighten: Scores"])
with techniques:
    st.write("Each way of making synthetic rows, what it can be told, and where it was published.")
    for key, technique in shelf().items():
        with st.expander(f"**{technique.title}** · {technique.family}"):
            st.write(f"{technique.summary} {technique.when}")
            for each in params_of(technique):
                st.markdown(f"- **{each.label}** (`{each.name}`, {each.default} at first): {each.help}")
            st.caption(f"Source: {technique.source()} Licence: {technique.licence}. On the command line: `{key}`.")
with scores:
    st.write("Every score stands beside what unseen real rows score (the honest best) and what shuffled columns score "
             "(the honest worst). No score says that data is safe; each says what was tested.")
    for family in FAMILIES:
        st.subheader(family.capitalize())
        for each in (m for m in metrics().values() if m.family == family):
            with st.expander(f"**{each.title}**"):
                st.write(each.question)
                st.caption(f"Best {each.best:g}, worst {each.worst:g}. Source: {each.source}")
