"""Conditions picked and typed on the page, over a real table that a real job read."""

from streamlit.testing.v1 import AppTest

from components import state
from components.conditions import facts_shown, found, how
from synth.conditions import holds, parse
from synth.conditions.rejection import DEAR
from synth.dataset import Kind
from synth.jobs.files import load_dataset
from synth.technique import shelf
from tests.screen import finished as ended

PAGE = """import streamlit as st
from components import state
from components.conditions import only_certain
from synth.technique import shelf
only_certain(state.find(st.query_params["data"]), shelf()["shuffle"], None)
"""


def button(app, label: str):
    return next(each for each in app.button if each.label == label)


def said(app) -> str:
    return " ".join(each.value for group in (app.markdown, app.caption, app.error, app.warning) for each in group)


def test_conditions_are_picked_typed_told_counted_and_met(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    data = ended("read")
    app.switch_page(state.TECHNIQUE).run()
    key = f"where-{data.id}"
    column = app.selectbox(key=f"{key}-column")
    column.set_value(next(each for each in column.options if each == "species")).run()
    app.multiselect(key=f"{key}-species-values").set_value(["Gentoo"]).run()
    button(app, "Add").click().run()
    assert app.text_input(key=key).value == 'species in ("Gentoo")' and not app.exception
    assert "It makes only rows in which species is Gentoo." in said(app)
    assert "All lanes make only rows in which species is Gentoo. They are held against" in said(app)
    assert "Every row: species is Gentoo." in said(app) and "draws towards the condition" in said(app)
    app.text_input(key=key).set_value('species == "Gento"').run()
    assert "did you mean" in said(app).replace("\\", "") and button(app, "Generate").disabled
    app.text_input(key=key).set_value('species in ("Gentoo") and sex is missing').run()
    button(app, "sex is missing").click().run()
    assert app.text_input(key=key).value == 'species in ("Gentoo")'
    kept_for_other_tabs(data, key)
    button(app, "Count the real rows that meet it").click().run()
    counted = ended("match")
    assert counted.result["met"] == 124 and "124 of the 344 real rows meet it" in said(app.run())
    button(app, "Generate").click().run()
    run = ended("generate")
    assert run.request["recipe"]["conditions"] == {"column": "species", "operator": "in", "values": ["Gentoo"]}
    made = load_dataset(state.catalogue().folder("local", run.id), "synthetic")
    assert len(made) == run.result["rows"] and holds(parse('species == "Gentoo"'), made.table).all()


def kept_for_other_tabs(data, key: str) -> None:
    """Another tab, or the same after a refresh, begins with it, and follows what is typed elsewhere meanwhile."""
    tab = AppTest.from_string(PAGE, default_timeout=60)
    tab.query_params["data"] = data.id
    tab.run()
    assert tab.text_input(key=key).value == 'species in ("Gentoo")' and not tab.exception
    kept = state.catalogue().change_settings("local", data.id, lambda kept: kept | {"where": "sex is missing"})
    assert tab.run().text_input(key=key).value == "sex is missing"
    tab.text_input(key=key).set_value('species in ("Gentoo")').run()
    assert state.catalogue().job("local", data.id).settings == kept.settings | {"where": 'species in ("Gentoo")'}


def test_levels_that_the_profile_hides_can_be_typed_and_are_not_refused():
    record = {"name": "state", "missing": 0.0, "distinct": 36, "order": [], "levels": ["CA", "TX"]}
    facts = facts_shown(record, Kind.CATEGORY)
    assert facts.levels == ("CA", "TX") and not facts.complete and not facts.gaps
    assert facts_shown({**record, "distinct": 2, "missing": 0.1}, Kind.CATEGORY).complete


def test_few_rows_are_not_counted_out():
    assert found(1000, None).startswith("Fewer than 5 of the 1,000 real rows meet it. So few")
    assert (
        found(1000, 0).startswith("None of the 1,000")
        and found(1000, 200) == "200 of the 1,000 real rows meet it, 20 %."
    )


def test_each_technique_says_how_it_meets_conditions():
    told = {key: "draws towards" in how(each).split(".")[0] for key, each in shelf().items()}
    assert told["sequential_trees"] and told["gaussian_copula"] and not told["resample"] and not told["masking"]


def test_a_language_model_is_told_the_condition_and_asked_again():
    told = how(shelf()["language_model"])
    assert "told the condition" in told and "asked again" in told and f"up to {DEAR} times" in told
    assert "cannot be steered" not in told and "cannot be steered" in how(shelf()["resample"])
