"""The trade-off of all runs of a table, from what stands in their rows."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from components.tradeoff import tradeoff_view
    from synth.jobs.job import Job, State

    def run(id: str, **scores: list[float]) -> Job:
        result = {"files": ["report.json"],
                  "scores": {key: [*values, None, None, None] for key, values in scores.items()}} if scores else {}
        return Job(id, "ann", "generate", "same name", None, {}, {}, State.SUCCEEDED, 1, "", None, result, 0, 0, 1,
                   None, 1, 1, "")

    good = run("a", accuracy=[0.98, 0.97, 0.99], closest_record=[0.51, 0.5, 0.52], classification=[0.9, 0.88, 0.92])
    bad = run("b", accuracy=[0.8, 0.79, 0.81], closest_record=[0.6, 0.59, 0.61], classification=[0.7, 0.68, 0.72])
    tradeoff_view([good], [bad, run("c")])


def nothing() -> None:
    from components.tradeoff import tradeoff_view

    tradeoff_view([], [])


def test_all_runs_are_weighed_up_whether_chosen_or_not():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.markdown[0].value.startswith("In closest record, accuracy and classification, no other run comes up to "
                                            "'same name'")
    assert [box.value for box in app.selectbox] == ["closest_record", "accuracy", "classification"]


def test_the_axes_are_the_users_choice():
    app = AppTest.from_function(page).run()
    app.selectbox(key="trade-size").set_value("same").run()
    app.selectbox(key="trade-across").set_value("classification").run()
    assert not app.exception and app.markdown[0].value.startswith("In classification and accuracy, no other run")


def test_without_scores_it_says_so():
    app = AppTest.from_function(nothing).run()
    assert not app.exception and "not there yet" in app.info[0].value
