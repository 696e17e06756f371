"""The page What if over a finished run: changes added, a scenario run by real jobs, what followed told."""

import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from components.what_if import scenarios, stacked
from synth.comparison import compare
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import save_dataset, save_json
from synth.jobs.ledger import Ledger
from synth.profile import profile
from synth.recipe import Recipe
from synth.scenarios import Equal, Shift, words
from tests.tables import people

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def app(screen_home):
    finished_run(Catalogue(screen_home), Ledger(screen_home))
    return AppTest.from_file(str(APP), default_timeout=60)


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
    assert app.query_params["with"] == made.id and "holds no data" in told(app)
    assert app.code[0].value.endswith(f"/what-if?run={id}&with={made.id}")
    assert {"Recipe", "Script"} <= {each.label for each in app.get("download_button")}
    click(app, "Start from this one")
    assert app.session_state[f"changes-{id}"][0].column == "age"
    app.number_input(key=f"what-{id}-mean-percent").set_value(25.0).run()
    click(app, "Add this change")
    click(app, "Put on top of the new one")
    assert [each.amount for each in app.session_state[f"changes-{id}"]] == [0.1], "The scenario's own change is on top."


def scenario(id: str, data: str, title: str, **changes):
    """A scenario of the run as if a worker had made it."""
    recipe = json.loads(Recipe("shuffle", target="paid", holdout=0.2, **changes).to_json())
    return state.catalogue().submit("local", "generate", title, {"recipe": recipe, "baseline": id}, parent=data)


def test_of_two_changes_about_the_same_the_one_on_top_counts():
    older, income = Shift("age", "mean", "by", 0.1), Shift("income", "mean", "by", 0.1)
    oldest, equal = Shift("age", "mean", "to", 60.0), Equal("paid", "job")
    assert stacked([older, income], [oldest, equal]) == [income, oldest, equal]
    grown, steeper = Shift("age", "growth", "to", 0.1, "since", "day"), Shift("age", "trend", "by", 0.1, "since")
    assert stacked([grown], [steeper]) == [steeper]


def test_a_link_shows_the_same_scenarios_in_another_tab(app):
    page(app)
    id, data = baseline().id, baseline().parent
    made = [scenario(id, data, title, shift=[]) for title in ("first", "second", "third")]
    app.query_params.update({"run": id, "with": f"{made[2].id},{made[0].id}"})
    app.switch_page("screens/labs/what_if.py").run()
    assert not app.exception and app.multiselect[0].value == [made[2].id, made[0].id]
    app.multiselect[0].set_value([made[1].id]).run()
    assert app.query_params["with"] == made[1].id


def test_dates_come_later_and_a_column_grows(app):
    page(app)
    id = baseline().id
    app.button_group(key=f"what-{id}-way").set_value("Mean").run()
    app.selectbox(key=f"what-{id}-mean").set_value("since").run()
    assert "This change: mean of since 30 days later." in told(app)
    click(app, "Add this change")
    app.button_group(key=f"what-{id}-way").set_value("Growth").run()
    click(app, "Add this change")
    assert [words(each) for each in app.session_state[f"changes-{id}"]] == [
        "mean of since 30 days later",
        "age grows by 2 % a month along since",
    ]


def test_a_scenario_run_again_keeps_its_changes_unless_they_are_let_go(app):
    page(app)
    id, data = baseline().id, baseline().parent
    older = [{"column": "age", "what": "mean", "by": 0.1}]
    recipe = json.loads(Recipe("shuffle", shift=older, stress={"share": 0.25}).to_json())
    like = state.catalogue().submit("local", "generate", "older", {"recipe": recipe, "baseline": id}, parent=data)
    app.query_params.update({"like": like.id, "data": data})
    app.switch_page("screens/guide/technique.py").run()
    assert not app.exception and app.checkbox(key="kept-changes").label == r"Changed as before: mean of age \+10 %"
    assert app.checkbox(key="kept-stress").label == "Stress rows as before: 25 % of the rows"
    click(app, "Generate")
    newest = max(state.catalogue().jobs("local", kind="generate"), key=lambda each: each.created)
    assert newest.request["recipe"]["shift"] == recipe["shift"]
    assert newest.request["recipe"]["stress"] == {"share": 0.25}
