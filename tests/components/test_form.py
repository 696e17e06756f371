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


def of_a_run():
    import streamlit as st

    from components.form import run_form
    from synth.recipe import Recipe
    from synth.technique import shelf

    before = Recipe("masking", rows=30, seed=9, holdout=0.1) if st.session_state.get("again") else None
    st.session_state["chosen"] = run_form(shelf()[st.session_state.get("technique", "sequential_trees")], before, 200)


def test_a_technique_proposes_how_many_rows_it_does_not_see():
    test = AppTest.from_function(of_a_run, default_timeout=30).run()
    assert test.session_state["chosen"] == (160, 0, 0.2)
    test.session_state["technique"] = "masking"
    assert test.run().session_state["chosen"] == (200, 0, 0.0) and not test.exception


def test_a_run_repeated_starts_from_its_own_share_and_another_technique_from_its_own():
    test = AppTest.from_function(of_a_run, default_timeout=30)
    test.session_state["again"], test.session_state["technique"] = True, "masking"
    assert test.run().session_state["chosen"] == (30, 9, 0.1)
    test.session_state["technique"] = "sequential_trees"
    assert test.run().session_state["chosen"] == (30, 9, 0.2)


def proposed():
    import streamlit as st

    from components.form import params_form
    from synth.techniques.masking import Masking

    st.session_state["chosen"] = params_form(Masking, {"k": st.session_state.get("proposed", 5)})["k"]


def test_what_is_typed_stays_until_another_value_is_proposed():
    test = AppTest.from_function(proposed, default_timeout=30).run()
    test.number_input[0].set_value(9).run()
    assert test.run().session_state["chosen"] == 9
    test.session_state["proposed"] = 3
    assert test.run().session_state["chosen"] == 3 and not test.exception
