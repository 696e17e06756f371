"""The view Groups: a column of groups chosen and shown, and what it says where there is none."""

import json

from streamlit.testing.v1 import AppTest

from synth.by_group import by_group
from tests.tables import people

PAGE = (
    "import json\nimport streamlit as st\nfrom components.groups import groups_view\n"
    "groups_view(json.loads(st.session_state['found']))"
)


def page(found: dict) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=30)
    app.session_state["found"] = json.dumps(found)
    app.run()
    assert not app.exception, app.exception
    return app


def test_groups_are_shown_with_their_gap_in_a_sentence():
    app = page({"a run": {"groups": by_group(people(600, 0), people(600, 1))}})
    assert "'paid' is " in app.markdown[0].value and app.get("plotly_chart")


def test_a_table_without_groups_of_people_says_so():
    plain = people(60, 0).only(["job", "paid"])
    for found in ({"groups": by_group(plain, plain)}, {}):
        app = page({"a run": found})
        assert "tells groups of people apart" in app.info[0].value and not app.get("plotly_chart")
