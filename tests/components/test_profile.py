"""What to mind on the page: its buttons change what is kept with the table, and the list follows."""

import json
import time
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import state
from synth.cautions import applied

APP = Path(__file__).parents[2] / "app.py"
N = 600


@pytest.fixture
def app(screen_home, tmp_path):
    """The Data page over a home with one table, which is faulty in ways a button can mend."""
    table = pd.DataFrame(
        {
            "x": [i % 7 + 0.5 for i in range(N)],
            "colour": (["red", "blue", "?"] * N)[:N],
            "none": [None] * N,
            "some": ([1.5, 2.5, None] * N)[:N],
            "same": ["one"] * N,
            "day": pd.date_range("2024-01-01", periods=N),
            "y": [i % 3 for i in range(N)],
        }
    )
    table.to_parquet(tmp_path / "table.parquet", index=False)
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    with (tmp_path / "table.parquet").open("rb") as upload:
        state.submit("read", "table.parquet", {}, uploads=[upload])
    assert ended("read").state == "succeeded"
    return page.run()


def ended(kind: str):
    for _ in range(600):
        jobs = state.catalogue().jobs("local", kind=kind)
        if jobs and not any(job.active for job in jobs):
            return jobs[0]
        time.sleep(0.1)
    raise AssertionError(f"No job of kind {kind} ended within a minute.")


def cautions(job) -> list[dict]:
    folder = state.catalogue().folder("local", job.id)
    return json.loads((folder / "profile.json").read_text(encoding="utf-8"))["warnings"]


def text(app) -> str:
    return " ".join(each.value for group in (app.markdown, app.caption, app.subheader, app.success) for each in group)


def test_each_button_is_applied_once_and_what_was_decided_before_stays(app):
    data = state.catalogue().jobs("local", kind="read")[0]
    wanted = {"kinds": {}, "leave_out": [], "target": None, "missing": {}}
    job = data
    for _ in range(2):
        found = cautions(job)
        place, caution = next((k, each) for k, each in enumerate(found) if each["offer"])
        app.button(key=f"caution-{data.id}-{place}").click().run()
        assert not app.exception
        wanted = applied(wanted, caution["action"])
        job = ended("profile")
        app.run()
        assert state.catalogue().job("local", data.id).settings == wanted
        assert caution["sentence"] not in [each["sentence"] for each in cautions(job)]
    assert len(state.catalogue().jobs("local", kind="profile")) == 2
    every_view_is_drawn(app)


def every_view_is_drawn(app) -> None:
    views = next(group for group in app.button_group if "Strongest pairs" in group.options)
    assert list(views.options) == ["Missing values", "Strongest pairs", "Who stands out", "Time"]
    for view in views.options:
        next(group for group in app.button_group if "Strongest pairs" in group.options).set_value([view]).run()
        assert not app.exception
    assert "More about this table" in text(app)


def test_a_target_that_cannot_be_learned_is_given_up(app):
    data = state.catalogue().jobs("local", kind="read")[0]
    app.selectbox(key=f"target-{data.id}").set_value("same").run()
    found = cautions(ended("profile"))
    app.run()
    place = next(k for k, each in enumerate(found) if each["action"] == {"target": None})
    app.button(key=f"caution-{data.id}-{place}").click().run()
    ended("profile")
    app.run()
    assert state.catalogue().job("local", data.id).settings["target"] is None
    assert app.selectbox(key=f"target-{data.id}").value == "(none)"
