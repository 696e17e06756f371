"""What is behind the scores, on the screen."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from synth.closer import closer
from tests.components.charts.tables import NASTY, looked
from tests.tables import people


def shown(found: dict) -> AppTest:
    def page(found: dict) -> None:
        from components.closer import findings

        findings(found)

    return AppTest.from_function(page, kwargs={"found": found}, default_timeout=30).run()


def waiting(active: bool) -> AppTest:
    def page(active: bool) -> None:
        from components.closer import closer_view
        from synth.jobs.job import Job, State

        state = State.RUNNING if active else State.SUCCEEDED
        closer_view(Job("x", "ann", "generate", "run", None, {}, {}, state, 1, "", None, {"files": []}, 0, 0, 1, None,
                        1, 1, ""))

    return AppTest.from_function(page, kwargs={"active": active}, default_timeout=30).run()


def test_every_group_is_a_sentence_and_its_rows_are_a_choice_away():
    found = looked()
    groups = found["wrong"]["groups"]
    app = shown(found)
    assert not app.exception and len(app.subheader) == 3
    listed = next(each.value for each in app.markdown if each.value.startswith("1. **"))
    assert len(listed.splitlines()) == len(groups) and "times too" in listed
    app.selectbox(key="group").set_value(len(groups) - 1).run()
    assert not app.exception
    rows = [table.value for table in app.dataframe if list(table.value.columns) == list(groups[-1]["examples"][0])]
    assert [len(each) for each in rows] == [len(groups[-1]["examples"])]


def test_nothing_of_the_data_is_markup():
    written = " ".join(each.value for group in (shown(looked()).markdown, shown(looked()).caption) for each in group)
    assert "script" in written and "<script>" not in written and "](javascript" not in written and NASTY not in written


def test_what_was_not_found_or_not_measured_is_said():
    fine = closer(people(300, 0), None, people(300, 1), np.random.default_rng(0))
    assert not fine["wrong"]["groups"] and "No group of rows" in shown(fine).success[0].value
    small = closer(people(40, 0), None, people(5, 1), np.random.default_rng(0))
    told = [each.value.replace("\\", "") for each in shown(json.loads(json.dumps(small))).caption]
    assert set(small["left_out"].values()) <= set(told) and len(small["left_out"]) == 3


@pytest.mark.parametrize("active, words", [(True, "will appear by itself"), (False, "Generate once more")])
def test_a_run_without_findings_says_why(active, words):
    app = waiting(active)
    assert not app.exception and words in app.info[0].value
