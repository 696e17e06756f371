"""The page What if over a finished run: changes added, a scenario run by real jobs, what followed told."""

import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from components.what_if import scenarios
from synth.comparison import compare
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import save_dataset, save_json
from synth.jobs.ledger import Ledger
from synth.profile import profile
from synth.recipe import Recipe
from tests.tables import people

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_HOME", str(tmp_path))
    monkeypatch.setenv("LOOKALIKE_CALIBRATE", "0")
    state.supervisor.clear()
    finished_run(Catalogue(tmp_path), Ledger(tmp_path))
    yield AppTest.from_file(str(APP), default_timeout=60)
    state.supervisor().close()
    state.supervisor.clear()


def finished_run(catalogue: Catalogue, ledger: Ledger) -> None:
    """A run over a table of 400 rows, as if workers had made both."""
    data = people(400, 0)
    recipe = Recipe("shuffle", target="paid", holdout=0.2, data=data.digest)
    run = recipe.run(data)
    read = catalogue.submit("local", "read", "people", {})
    save_dataset(catalogue.folder("local", read.id), data)
    save_json(catalogue.folder("local", read.id) / "profile.json", profile(data))
    ledger.end(
        ledger.claim(read.id, 1, "", 1),
        State.SUCCEEDED,
        result={
            "files": ["dataset.parquet", "profile.json"],
            "rows": 400,
            "columns": 5,
            "digest": data.digest,
            "target": "paid",
            "format": "CSV",
            "understood": {},
            "repairs": [],
            "tables": [],
            "links": [],
            "whole": None,
        },
    )
    made = catalogue.submit("local", "generate", "run", {"recipe": json.loads(recipe.to_json())}, parent=read.id)
    save_dataset(catalogue.folder("local", made.id), run.synthetic, "synthetic")
    save_json(catalogue.folder("local", made.id) / "comparison.json", compare(run.train, run.synthetic))
    ledger.end(
        ledger.claim(made.id, 1, "", 1),
        State.SUCCEEDED,
        result={"files": ["synthetic.parquet", "comparison.json"], "recipe": json.loads(recipe.to_json()), "rows": 320},
    )


def page(app):
    app.run().switch_page("screens/labs/what_if.py").run()
    assert not app.exception, app.exception
    return app


def baseline():
    return next(each for each in state.catalogue().jobs("local", kind="generate") if not each.request.get("baseline"))


def over(kind: str):
    for _ in range(900):
        jobs = state.catalogue().jobs("local", kind=kind)
        if jobs and not any(each.active for each in jobs):
            return jobs[0]
        time.sleep(0.1)
    raise AssertionError(f"No job of kind {kind} ended.")


def click(app, label: str):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception, app.exception


def told(app) -> str:
    return " ".join(each.value for group in (app.markdown, app.caption, app.info) for each in group)


def test_without_a_run_the_page_says_where_to_begin(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_HOME", str(tmp_path / "empty"))
    state.supervisor.clear()
    assert "A scenario starts from a run" in told(page(AppTest.from_file(str(APP), default_timeout=60)))
    state.supervisor().close()
    state.supervisor.clear()


def test_changes_are_stacked_replaced_and_taken_away(app):
    page(app)
    id = baseline().id
    app.button_group(key=f"what-{id}-way").set_value("Mean").run()
    click(app, "Add this change")
    app.number_input(key=f"what-{id}-mean-percent").set_value(20.0).run()
    click(app, "Add this change")
    app.button_group(key=f"what-{id}-way").set_value("Equal outcome").run()
    click(app, "Add this change")
    changes = app.session_state[f"changes-{id}"]
    assert [type(each).__name__ for each in changes] == ["Shift", "Equal"] and changes[0].amount == 0.2
    app.button(key=f"changes-{id}-0").click().run()
    assert [type(each).__name__ for each in app.session_state[f"changes-{id}"]] == ["Equal"]


def test_bars_dragged_are_shares_that_add_up_to_one(app):
    page(app)
    id = baseline().id
    app.selectbox(key=f"what-{id}-balanced").set_value(
        next(each for each in app.selectbox(key=f"what-{id}-balanced").options if each == "paid")
    ).run()
    slider = next(each for each in app.slider if each.key.startswith(f"what-{id}-paid"))
    assert next(button for button in app.button if button.label == "Add this change").disabled, (
        "Nothing was changed yet."
    )
    slider.set_value(90).run()
    click(app, "Add this change")
    (balance,) = app.session_state[f"changes-{id}"]
    assert balance.named == pytest.approx(1) and balance.column == "paid"


def test_a_scenario_is_run_and_what_followed_is_told(app):
    page(app)
    id = baseline().id
    app.button_group(key=f"what-{id}-way").set_value("Mean").run()
    click(app, "Add this change")
    click(app, "Run this scenario")
    made = over("generate")
    assert made.state == "succeeded", made.reason
    assert scenarios(baseline())[0].request["recipe"]["shift"] == [{"column": "age", "what": "mean", "by": 0.1}]
    page(app)
    assert over("ripple").state == "succeeded"
    page(app)
    assert "became **" in told(app) and "AUC of a model of paid" in told(app) and "reweighted" in told(app)
    assert [each.label for each in app.metric][0] == "mean of age"
    click(app, "Build on it")
    assert app.session_state[f"changes-{id}"][0].column == "age"


def test_a_scenario_run_again_keeps_its_changes_unless_they_are_let_go(app):
    page(app)
    id, data = baseline().id, baseline().parent
    recipe = json.loads(Recipe("shuffle", data="", shift=[{"column": "age", "what": "mean", "by": 0.1}]).to_json())
    like = state.catalogue().submit("local", "generate", "older", {"recipe": recipe, "baseline": id}, parent=data)
    app.query_params.update({"like": like.id, "data": data})
    app.switch_page("screens/guide/technique.py").run()
    assert not app.exception and app.checkbox(key="kept-changes").label == r"Changed as before: mean of age \+10 %"
    click(app, "Generate")
    newest = max(state.catalogue().jobs("local", kind="generate"), key=lambda each: each.created)
    assert newest.request["recipe"]["shift"] == recipe["shift"]
