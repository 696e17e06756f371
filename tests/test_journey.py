"""The whole guided path, run page by page without a browser, with real jobs behind it."""

import subprocess
import time

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from components.text import name
from synth.estimating.observation import SCORES
from synth.jobs.measured import Measured
from synth.facts import Purpose
from tests.screen import APP, click, finished, go, text


def test_from_a_sample_to_a_download(app):
    app.run()
    assert not app.exception
    app.button(key="sample-penguins").click().run()
    assert finished("read").state == "succeeded"
    app.run()
    assert "344 rows" in text(app)
    click(app, "Generate with the recommended technique")
    run = finished("generate")
    assert run.state == "succeeded", run.reason
    go(app, state.COMPARE)
    assert "identical" in text(app).lower()
    go(app, state.SHARE)
    made = finished("export")
    assert made.state == "succeeded"
    lines = (state.catalogue().folder("local", made.id) / made.result["file"]).read_text().splitlines()
    assert len(lines) == run.result["rows"] + 1
    seen = Measured(state.catalogue().database).seen()
    assert {each.technique for each in seen} == {run.result["recipe"]["technique"], SCORES}
    assert all(each.rows == 275 for each in seen)
    for page in (state.TECHNIQUE, state.GENERATE, "screens/more/runs.py", "screens/more/learn.py"):
        go(app, page)


PAGES = (
    *(state.TECHNIQUE, state.GENERATE, state.COMPARE, state.SHARE),
    *(state.RACE, state.AUGMENT, state.FILL, "screens/more/runs.py"),
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_its_input_says_so(app, page):
    app.run()
    go(app, page)
    assert app.info and app.info[0].value.endswith(".")


def test_a_link_to_what_is_not_there_says_so(app):
    app.query_params["run"] = "0123456789abcdef"
    app.run()
    go(app, state.COMPARE)
    assert "deleted" in text(app)


def test_steering_the_columns_is_kept(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    data = finished("read")
    app.run()
    app.selectbox(key=f"target-{data.id}").set_value("island").run()
    assert state.catalogue().job("local", data.id).settings["target"] == "island"
    assert finished("profile").state == "succeeded"


def test_what_the_rows_are_for_is_kept_and_followed(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    data = finished("read")
    app.run()
    assert "Sequential trees" in text(app)
    app.segmented_control(key=f"purpose-{data.id}").set_value(Purpose.DEMO).run()
    assert "Recommended here: **Gaussian copula**" in text(app) and not app.exception
    assert state.catalogue().job("local", data.id).settings == {"purpose": "demo"}
    go(app, state.TECHNIQUE)
    assert app.segmented_control(key=f"purpose-{data.id}").value == "demo" and "Not here:" in text(app)
    go(app, state.DATA)
    app.selectbox(key=f"target-{data.id}").set_value("island").run()
    settings = state.catalogue().job("local", data.id).settings
    assert settings["purpose"] == "demo" and settings["target"] == "island"
    assert finished("profile").request == {word: each for word, each in settings.items() if word != "purpose"}


def test_another_table_has_no_runs_yet(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    finished("read")
    app.run()
    click(app, "Generate with the recommended technique")
    finished("generate")
    go(app, state.DATA)
    app.button(key="sample-breast_cancer").click().run()
    finished("read")
    go(app, state.COMPARE)
    assert app.info and "nothing to compare yet" in app.info[0].value


def test_a_run_without_rows_leads_to_those_that_have_some(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    finished("read")
    app.run()
    click(app, "Generate with the recommended technique")
    good = finished("generate")
    recipe = {**good.request["recipe"], "target": "no such column"}
    state.submit("generate", "bad", {"recipe": recipe}, parent=good.parent)
    bad = finished("generate")
    assert (bad.name, bad.state) == ("bad", "failed") and "no such column" in bad.reason
    app.query_params["run"] = bad.id
    for page in (state.COMPARE, state.SHARE):
        go(app, page)
        assert "no synthetic table" in text(app) and f"**{name(good.name)}**" in text(app)


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk to fill")
    monkeypatch.setenv("LOOKALIKE_HOME", str(disk))
    state.supervisor.clear()
    try:
        app = AppTest.from_file(str(APP), default_timeout=60).run()
        with (disk / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError):
            for _ in range(2000):
                filler.write(b"x" * 1000)
        app.button(key="sample-shop").click().run()
        assert not app.exception and "could not be stored or read" in app.error[0].value
        (disk / "filler").unlink()
        app.run()
        app.button(key="sample-penguins").click().run()
        assert finished("read").state == "succeeded"
    finally:
        state.supervisor().close()
        state.supervisor.clear()
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_race_ends_in_a_standing_and_its_winner_is_one_click_away(app):
    app.run()
    app.button(key="sample-penguins").click().run()
    finished("read")
    app.run()
    go(app, state.TECHNIQUE)
    entrants = next(each for each in app.multiselect if each.label == "Who enters")
    assert len(entrants.value) > 2
    entrants.set_value(["gaussian_copula", "resample"]).run()
    click(app, "Start the race")
    race = finished("race")
    assert race.state == "succeeded" and set(race.request["techniques"]) == {"gaussian_copula", "resample"}
    for _ in range(600):
        heats = state.catalogue().jobs("local", parent=race.id)
        if heats and not any(job.active for job in heats):
            break
        time.sleep(0.1)
    go(app, state.RACE)
    assert "Gaussian copula** leads" in text(app) and "Resampled rows" in text(app)
    uses = [button.key for button in app.button if button.label == "Use this one"]
    assert uses == ["use-gaussian_copula"]
    click(app, "Use this one")
    run = finished("generate")
    assert run.state == "succeeded" and run.request["recipe"]["technique"] == "gaussian_copula"
