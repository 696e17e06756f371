"""Rules found, accepted, typed and kept on the page, over a real table that real jobs read; and how they are told."""

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from components.rules import borne_out
from components.violations import line, summed_up
from synth.jobs.files import load_dataset
from synth.rules import of_record, on
from synth.rules.mining import Found
from tests.components.test_conditions import button, said
from tests.screen import finished as ended


PAGE = """import streamlit as st
from components import state
from components.costs import costs_of
from components.document import document
from components.race import enter
from components.rules import rules_kept
data = state.find(st.query_params["data"])
like = state.find(st.query_params.get("like", ""))
rules_kept(data, like)
if like:
    st.session_state["report"] = document(like, data).html()
enter(data, costs_of(data))
"""


def test_rules_are_found_accepted_typed_counted_and_kept(app):  # noqa: F811
    app.run()
    app.button(key="sample-penguins").click().run()
    data = ended("read")
    app.switch_page(state.TECHNIQUE).run()
    button(app, "Look for rules in the real rows").click().run()
    assert ended("rules").result["found"] >= 1
    app.run()
    offered = next(each for each in app.checkbox if each.label.startswith("species and island combine only"))
    assert "holds in all 344 rows" in offered.label and not offered.value and not app.exception
    offered.check().run()
    field = f"kept-rules-{data.id}-text"
    app.text_input(key=field).set_value("bill_length_mm > beak").run()
    assert (
        "There is no column 'beak'" in said(app).replace("\\", "")
        and app.button(key=f"kept-rules-{data.id}-add").disabled
    )
    app.text_input(key=field).set_value("bill_length_mm - 20 >= bill_depth_mm").run()
    app.button(key=f"kept-rules-{data.id}-add").click().run()
    ended("rules")
    app.run()
    typed = app.button(key=f"kept-rules-{data.id}-drop-0")
    assert (
        "rows, " in typed.label
        and "exceptions" in typed.label
        and app.text_input(key=field).value == ""
        and not app.exception
    )
    app.text_input(key=field).set_value("species < island").run()
    app.button(key=f"kept-rules-{data.id}-add").click().run()
    ended("rules")
    app.run()
    assert button(app, "Generate").disabled and "does not fit the table" in said(app)
    assert "cannot be held against" in said(app)
    app.button(key=f"kept-rules-{data.id}-drop-1").click().run()
    assert [rule["kind"] for rule in accepted(data)] == ["combination", "expression"]
    held_everywhere(data, offered.label)
    app.switch_page(state.DATA).run()
    assert "Every row keeps 1 rule: bill" in said(app) and not app.exception
    one_click_waits_for_a_column(app, data)
    app.switch_page(state.TECHNIQUE)
    app.session_state["technique"] = "shuffle"
    button(app.run(), "Generate").click().run()
    run = ended("generate")
    rules = run.request["recipe"]["rules"]
    assert [rule["kind"] for rule in rules] == ["expression"]
    folder = state.catalogue().folder("local", run.id)
    made, real = (
        load_dataset(folder if stem else state.catalogue().folder("local", data.id), *stem)
        for stem in (("synthetic",), ())
    )
    assert not any(rule.broken(made.table).any() for rule in on(rules, real))
    app.switch_page(state.COMPARE)
    app.query_params["view"] = "Rules"
    app.run()
    assert "The rule asked for holds in every synthetic row" in said(app) and not app.exception
    kept = f"Rule: bill_length_mm - 20 is at least bill_depth_mm; 0 of {run.result['rows']} rows break it."
    listed, broken = app.dataframe[-2].value, app.dataframe[-1].value
    assert dict(zip(listed["Asked for"], listed["Synthetic rows that break it"] > 0)) == {False: True, True: False}
    assert 0 < len(broken) <= 20 and on(["combination(species, island)"], real)[0].broken(broken).all()
    shown = said(app.segmented_control(key="for").set_value("Stakeholders").run()).replace("\\", "")
    a_form_like_the_run_has_its_rules(data, run, kept)
    assert kept in shown and "Some rows break what holds in nearly all real ones" in shown


def accepted(data) -> list[dict]:
    return accepted_settings(data)["rules"]


def tab(data, like=None) -> AppTest:
    """Another tab, or the same after a refresh."""
    opened = AppTest.from_string(PAGE, default_timeout=60)
    opened.query_params |= {"data": data.id} | ({"like": like.id} if like else {})
    opened.run()
    assert not opened.exception
    return opened


def held_everywhere(data, found: str) -> None:
    """What was accepted stands in a second tab, which can take it back, and is in force in races."""
    second = tab(data)
    assert "All lanes make only rows that keep 2 rules" in said(second)
    offered = next(each for each in second.checkbox if each.label == found)
    assert offered.value
    offered.uncheck().run()
    assert [rule["kind"] for rule in accepted(data)] == ["expression"]


def one_click_waits_for_a_column(app, data) -> None:
    """A rule on a column that was left out since is named, instead of a run that fails."""
    before = accepted_settings(data)
    state.catalogue().set_settings("local", data.id, before | {"leave_out": ["bill_depth_mm"]})
    app.run()
    assert "There is no column 'bill_depth_mm' to set a rule on" in said(app).replace("\\", "")
    assert button(app, "Generate with the recommended technique").disabled
    state.catalogue().set_settings("local", data.id, before)


def accepted_settings(data) -> dict:
    return state.catalogue().job("local", data.id).settings


def a_form_like_the_run_has_its_rules(data, run, kept: str) -> None:
    """They stand for those of the table there, which can be taken over; what is accepted is kept with the table too.

    The run's report tells them."""
    catalogue = state.catalogue()
    first, other = run.request["recipe"]["rules"][0], of_record("bill_length_mm < 500").record()
    catalogue.change_settings("local", data.id, lambda kept: kept | {"rules": [other]})
    form, key = tab(data, run), f"kept-rules-{data.id}-{run.id}"
    assert form.session_state[key] == [first] and accepted(data) == [other] and kept in form.session_state["report"]
    next(each for each in form.button if each.label.startswith("Keep the table's 1 rule: bill")).click().run()
    assert form.session_state[key] == [first, other]
    form.button(key=f"{key}-drop-1").click().run()
    assert form.session_state[key] == [first] and accepted(data) == []


@pytest.mark.parametrize(
    "rows, exceptions, told",
    [
        (0, 0, "no real row to hold it against"),
        (3, 1, "fewer than 5 real rows to hold it against"),
        (900, 0, "holds in all 900 rows it applies to"),
        (900, 3, "holds in all but fewer than 5 of 900 rows"),
        (900, 898, "holds in fewer than 5 of 900 rows"),
        (1000, 20, "holds in 98 % of 1,000 rows, 20 are exceptions"),
    ],
)
def test_handfuls_of_rows_are_not_counted_out(rows, exceptions, told):
    found = Found(of_record("a > 1"), 1 - exceptions / max(rows, 1), exceptions, rows)
    assert borne_out(found.record()) == told


def test_what_became_of_the_rules_is_summed_up():
    def each(accepted, count):
        return {"accepted": accepted, "count": count}

    assert summed_up([each(True, 0)]) == "The rule asked for holds in every synthetic row."
    assert summed_up([each(True, 0), each(True, 0), each(False, 3), each(False, 0)]) == (
        "All 2 rules asked for hold in every synthetic row. Of 2 more rules found in the real rows, 1 is broken by "
        "synthetic ones: see Rules."
    )
    assert summed_up([each(False, 0)]) == "Of 1 rule found in the real rows, none is broken by synthetic ones."


def test_a_rule_is_a_line_of_the_table():
    told = line(
        {"words": "a is at most b", "accepted": False, "rows": 200, "count": 50, "support": 0.99, "exceptions": None}
    )
    assert told == {
        "Rule": "a is at most b",
        "Asked for": False,
        "Synthetic rows that break it": 50,
        "Share": "25 %",
        "Real rows": "fewer than 5 exceptions",
    }
