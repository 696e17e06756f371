"""What the form makes of parameters that are free text."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from components.form import params_form
    from synth.techniques.masking import Masking

    st.session_state["chosen"] = params_form(Masking, {"plan": '{"age": "keep"}'})


def test_free_text_has_fields_that_start_from_what_was_set():
    test = AppTest.from_function(page, default_timeout=30).run()
    assert not test.exception
    assert [field.label for field in test.text_input] == ["Quasi", "Join key"]
    assert [(field.label, field.value) for field in test.text_area] == [("Plan", '{"age": "keep"}')]


def test_what_is_typed_is_what_is_chosen():
    test = AppTest.from_function(page, default_timeout=30).run()
    test.text_input[0].set_value("age, sex").run()
    assert test.session_state["chosen"] == {"k": 5, "diversity": 1, "steps": 20, "quasi": "age, sex", "join_key": "",
                                            "plan": '{"age": "keep"}'}
