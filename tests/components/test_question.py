"""The view Your question over a finished run: a suggestion clicked, a query typed, what is refused told in a
sentence."""

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from synth.comparison import compare
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import save_dataset, save_json
from synth.jobs.ledger import Ledger
from synth.recipe import Recipe
from tests.tables import people

PAGE = (
    "import streamlit as st\nfrom components import state\nfrom components.question import question_view\n"
    "question_view(state.find(st.session_state['run']))"
)


@pytest.fixture
def app(screen_home):
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["run"] = finished_run(Catalogue(screen_home), Ledger(screen_home))
    return app


def finished_run(catalogue: Catalogue, ledger: Ledger) -> str:
    """The id of a run over a table of 300 rows, as if workers had made both."""
    data, synthetic = people(300, 0), people(300, 1)
    recipe = json.loads(Recipe("shuffle", target="paid", data=data.digest).to_json())
    read = catalogue.submit("local", "read", "people", {})
    save_dataset(catalogue.folder("local", read.id), data)
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    run = catalogue.submit("local", "generate", "run", {"recipe": recipe}, parent=read.id)
    save_dataset(catalogue.folder("local", run.id), synthetic, "synthetic")
    save_json(catalogue.folder("local", run.id) / "comparison.json", compare(data, synthetic))
    ledger.end(
        ledger.claim(run.id, 1, "", 1),
        State.SUCCEEDED,
        result={"files": ["synthetic.parquet", "comparison.json"], "recipe": recipe},
    )
    return run.id


def answered(app):
    """The newest question, once it has ended; the page is drawn anew."""
    for _ in range(600):
        job = state.catalogue().jobs("local", kind="question", limit=1)[0]
        if not job.active:
            break
        time.sleep(0.1)
    app.run()
    assert not app.exception, app.exception
    return job


def click(app, label: str):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def text(app) -> str:
    return " ".join(
        each.value for group in (app.markdown, app.caption, app.info, app.error, app.subheader) for each in group
    )


def test_one_click_asks_then_words_of_ones_own_then_the_forms(app):
    """One test, for each would start its own processes."""
    app.run()
    assert not app.exception and "5 real rows" in text(app)
    click(app, "Share of paid by job")
    job = answered(app)
    assert job.state == "succeeded" and job.request["question"]["how"] == "share"
    assert "agree within chance" in text(app)
    app.segmented_control[0].set_value("SQL").run()
    app.text_area[0].set_value("select job, avg(income) from data group by job").run()
    click(app, "Ask both tables")
    assert answered(app).result["figures"] == 4
    assert app.code[0].value.startswith("select job") and app.get("selectbox")[-1].label == "Asked so far"
    assert not any("select" in str(each).lower() for each in app.query_params.values())
    app.text_area[0].set_value("select max(income) from data").run()
    click(app, "Ask both tables")
    assert answered(app).state == "failed" and "max is not taken" in app.error[0].value
    app.segmented_control[0].set_value("Group by").run()
    click(app, "Ask both tables")
    assert answered(app).request["question"] == {
        "kind": "group",
        "by": ["job"],
        "how": "share",
        "measure": "paid",
        "value": "True",
    }
    app.segmented_control[0].set_value("Regression").run()
    click(app, "Ask both tables")
    asked = answered(app).request["question"]
    assert asked["target"] == "paid" and "job" in asked["on"]
