"""The Fill page: a table's own gaps, another table's rows, typed ones, and what becomes of them."""

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from tests.screen import APP, click, finished, go, text


@pytest.fixture(scope="module")
def penguins(shared_home) -> str:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.button(key="sample-penguins").click().run()
    return finished("read").id


def opened(id: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["data"] = id
    app.query_params["data"] = id
    return go(app.run(), state.FILL)


def test_a_tables_own_gaps_are_filled_shown_and_taken_away(penguins):
    app = opened(penguins)
    assert "5 columns with gaps" in text(app)
    app.slider(key="fill-draws").set_value(3).run()
    click(app, "Fill the gaps")
    job = finished("fill")
    assert job.state == "succeeded", job.reason
    assert job.request["recipe"]["filling"] == {"draws": 3} and job.request["recipe"]["holdout"] == 0
    app = opened(penguins)
    assert "**19 cells filled** in 344 rows, 3 times over" in text(app) and not app.exception
    rows = app.dataframe[0].value
    assert (
        len(rows) == 11
        and rows["c1"].str.contains("Adelie").any()
        and rows.iloc[0].astype(str).str.startswith("◆").any()
    )
    assert "never learned" not in text(app) and "why it is missing" in text(app)
    click(app, "Make the file")
    made = finished("filled")
    assert made.state == "succeeded" and made.result["rows"] == 3 * 344
    app.run()
    assert not app.exception
    go(app, "screens/more/runs.py")
    assert any("Palmer penguins · done" in link.proto.label for link in app.get("page_link"))


def test_techniques_that_fill_nothing_are_not_offered(penguins):
    app = opened(penguins)
    offered = app.selectbox(key="fill-by").options
    assert "Sequential trees" in offered and not {"Shuffled columns", "Masked rows", "Jittered rows"} & set(offered)
    app.segmented_control(key="fill-rows").set_value("Type rows").run()
    assert next(button for button in app.button if button.label == "Fill the gaps").disabled
    assert "Type something into a cell first" in text(app) and not app.exception
