"""Stress rows on the screen, with a real job behind them."""

import time
from dataclasses import asdict

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import save_dataset
from synth.jobs.ledger import Ledger
from synth.recipe import Recipe
from tests.tables import people

PAGE = """import streamlit as st
from components import state
from components.stress import stress_rows
stress_rows(state.find(st.session_state["run"]), "people")
"""


@pytest.fixture
def app(screen_home):
    catalogue, ledger = Catalogue(screen_home), Ledger(screen_home)
    read = catalogue.submit("local", "read", "people", {"sample": "people"})
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": []})
    run = catalogue.submit("local", "generate", "run", {"recipe": asdict(Recipe("shuffle", seed=7))}, parent=read.id)
    save_dataset(catalogue.folder("local", run.id), people(300, 0), "synthetic")
    ledger.end(ledger.claim(run.id, 1, "", 1), State.SUCCEEDED, result={"files": ["synthetic.parquet"]})
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["run"] = run.id
    return app.run()


def test_hard_rows_are_made_told_and_offered(app):
    assert not app.exception and not app.get("download_button")
    app.slider[0].set_value(20).run()
    app.button[0].click().run()
    for _ in range(300):
        (job,) = state.catalogue().jobs("local", kind="stress")
        if not job.active:
            break
        time.sleep(0.1)
    assert job.state == "succeeded", job.reason
    assert job.request["format"] == "csv" and job.request["raw"] is False
    assert job.request["recipe"] == asdict(Recipe("shuffle", seed=7, stress={"share": 0.2, "tags": True})) | {
        "leave_out": []
    }
    app.run()
    assert not app.exception and "60 of 300 rows are hard" in app.markdown[0].value
    assert [each.label for each in app.get("download_button")][-2:] == [
        "Recipe with stress rows",
        "Script with stress rows",
    ]
    assert app.code[0].value.endswith(f"/technique?data={job_of(app).parent}&like={job.id}")


def job_of(app):
    return state.find(app.session_state["run"])
