"""The augment lab on the screen, over a table of 300 rows as if a worker had read it."""

import os

import pandas as pd
from streamlit.testing.v1 import AppTest

from components import state
from synth.jobs import process
from tests.screen import APP, click, finished, go, text
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import save_dataset, save_json
from synth.jobs.ledger import Ledger
from synth.profile import profile
from synth.rules import of_record
from tests.tables import dataset, people

PAGE = """import streamlit as st
from components import state
from components.augment import ask, lab
ask(state.find(st.session_state["data"]))
for job in state.catalogue().jobs("local", kind="augment", parent=st.session_state["data"]):
    lab(job)
"""


def figures(value: float) -> dict:
    return {
        name: {"value": value, "low": value - 0.01, "high": value + 0.01}
        for name in ("precision", "recall", "f1", "average_precision")
    }


CURVES = {
    "target": "paid",
    "rare": "True",
    "rounds": 3,
    "figures": list(figures(0)),
    "rows": {"train": 210, "train_rare": 80, "holdout": 90, "holdout_rare": 34},
    "refused": {},
    "points": [
        {"way": way, "times": times, "added": added, "share": 0.0} | figures(value)
        for way, times, added, value in (
            ("real rows alone", 0, 0, 0.3),
            ("class weights", 0, 0, 0.2),
            ("moved threshold", 0, 0, 0.3),
            ("smote", 1, 80, 0.6),
        )
    ],
}
WORTH = {
    "verdict": "better",
    "way": "smote",
    "times": 1,
    "added": 80,
    "stops": {"smote": 1},
    "gain": [0.3, 0.2, 0.4],
    "sentences": ["Worth it: 80 rows.", "More is told."],
}


def opened(home, data) -> AppTest:
    catalogue, ledger = Catalogue(home), Ledger(home)
    read = catalogue.submit("local", "read", "people", {})
    # held at once by a process that lives: else the server of these tests would begin it, and clear its folder
    held = ledger.claim(read.id, os.getpid(), process.identity(os.getpid()), 9)
    folder = catalogue.folder("local", read.id)
    save_dataset(folder, data)
    save_json(folder / "profile.json", profile(data))
    result = {
        "files": ["dataset.parquet", "profile.json"],
        "rows": len(data),
        "target": data.target,
        "digest": data.digest,
    }
    ledger.end(held, State.SUCCEEDED, result=result)
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["data"] = read.id
    return app


def told(app) -> str:
    return " ".join(
        each.value for group in (app.markdown, app.caption, app.info, app.success, app.warning) for each in group
    )


def test_classes_are_offered_rarest_first_and_the_cost_is_told(shared_home):
    data = people(300, 0)
    app = opened(shared_home, data).run()
    assert not app.exception
    shares = data.table["paid"].value_counts(normalize=True)
    assert [each.split(" ")[0] for each in app.selectbox[0].options] == [
        str(level) for level in shares.sort_values().index
    ]
    assert {"smote", "sequential_trees"} <= set(app.multiselect[0].value)
    assert not {"shuffle", "masking"} & set(app.multiselect[0].options)
    assert " of work and " in told(app)
    app.multiselect[0].set_value([]).run()
    assert "Choose at least one technique" in told(app) and not app.button


def test_a_target_without_classes_leads_back(shared_home):
    app = opened(shared_home, people(300, 0, target="income")).run()
    assert "has no classes" in told(app) and not app.selectbox
    few = dataset({"x": range(100), "y": ["a"] * 10 + ["b"] * 90}, target="y")
    app = opened(shared_home, few).run()
    assert "has 20 rows or more beside as many others" in told(app)


def test_whole_numbers_of_few_values_are_classes(shared_home):
    few = dataset({"x": range(100), "grade": [10] * 30 + [2000] * 66 + [7] * 4}, target="grade")
    app = opened(shared_home, few).run()
    assert app.selectbox[0].options == ["10 (30 % of the rows)", "2000 (66 % of the rows)"]


def test_what_is_worth_making_is_one_click_away(shared_home):
    app = opened(shared_home, people(300, 0))
    catalogue, ledger = Catalogue(shared_home), Ledger(shared_home)
    job = catalogue.submit(
        "local",
        "augment",
        "lab",
        {"ways": ["smote"], "times": [1.0], "seeds": 3, "rare": "True", "target": "paid", "rules": ["age >= 40"]},
        parent=app.session_state["data"],
    )
    mixed = CURVES["points"][-1] | {"times": 0, "added": 0, "share": 0.25}
    curves = CURVES | {"worth": WORTH, "points": [*CURVES["points"], mixed]}
    save_json(catalogue.folder("local", job.id) / "curves.json", curves)
    where = {"column": "paid", "operator": "==", "values": [True]}
    ledger.end(ledger.claim(job.id, 1, "", 1), State.SUCCEEDED, result={"files": ["curves.json"], "where": where})
    app.run()
    assert not app.exception
    assert (
        app.success[0].value.startswith("Worth it")
        and "More is told" in told(app)
        and "210 real rows, 80 of them rare" in told(app)
    )
    assert any(button.label == "Make these 80 rows" for button in app.button)
    assert "Every row made here keeps 1 rule: age is at least 40." in told(app)
    the_table_to_train_on_can_be_taken_away(app)


def the_table_to_train_on_can_be_taken_away(app) -> None:
    """Told to hold real rows; the enriched one is all 300 of them and 80 more, in which the rule holds."""
    assert "It holds real rows" in told(app)
    assert app.radio[0].options == [
        "All real rows and the 80 by SMOTE that are worth adding",
        "A mixed table, 25 % of its rows by SMOTE",
    ]
    click(app, "Make this table")
    job = finished("joined")
    assert job.state == "succeeded", job.reason
    assert "380 rows, 80 of them synthetic" in told(app.run()) and not app.exception
    made = finished("export")
    lines = pd.read_csv(state.catalogue().folder("local", made.id) / made.result["file"])
    rows = lines[lines["synthetic"]]
    assert len(lines) == 380 and len(rows) == 80 and rows["paid"].all() and (rows["age"] >= 40).all()
    app.radio[0].set_value(app.radio[0].options[1]).run()
    click(app, "Make this table")
    assert finished("joined").result["synthetic"] == 75


def test_curves_so_far_are_shown_without_an_answer(shared_home):
    app = opened(shared_home, people(300, 0))
    catalogue, ledger = Catalogue(shared_home), Ledger(shared_home)
    job = catalogue.submit("local", "augment", "lab", {"ways": ["smote"]}, parent=app.session_state["data"])
    save_json(catalogue.folder("local", job.id) / "curves.json", CURVES)
    claimed = ledger.claim(job.id, 1, "", 1)
    ledger.keep(claimed, {"files": ["curves.json"]})
    ledger.end(claimed, State.CANCELLED)
    app.run()
    assert not app.exception and not app.success and "After 3 rounds" in told(app) and "cancelled" in told(app)


def test_a_lab_is_asked_runs_and_answers(shared_home):
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.button(key="sample-penguins").click().run()
    data, rule = finished("read"), of_record("bill_depth_mm < bill_length_mm").record()
    state.catalogue().set_settings("local", data.id, {"rules": [rule]})
    app.run()
    go(app, state.AUGMENT)
    assert "Every row keeps 1 rule: bill" in text(app)
    app.multiselect[0].set_value(["smote"])
    app.slider(key="augment-seeds").set_value(3)
    app.select_slider(key="augment-most").set_value(1.0).run()
    click(app, "Is it worth it?")
    job = finished("augment")
    assert job.state == "succeeded", job.reason
    assert job.request["rules"] == [rule] and job.request["times"] == [0.5, 1.0] and job.request["seeds"] == 3
    go(app, state.AUGMENT)
    assert "in each of 3 rounds" in text(app) and len(app.get("plotly_chart")) == 1
