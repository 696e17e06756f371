"""The tab By hand: a template shown and made, a mistake told at its column, a schema loaded."""

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from components import state
from tests.inventing.stub_model import serving


@pytest.fixture
def app(screen_home):
    return AppTest.from_string(
        "from components.builder import by_hand\nfrom components import state\nimport streamlit as st\n"
        "made = by_hand()\nif made: st.session_state['made'] = made.id",
        default_timeout=60,
    )


def ended(app):
    """The job that was asked for, once it has ended."""
    for _ in range(600):
        job = state.find(app.session_state["made"])
        if not job.active:
            break
        time.sleep(0.1)
    return job


def lines(app) -> list:
    return app.session_state["builder-now"]


def changed(app, place: int, cell: int, value) -> None:
    """The line of the first table with that cell changed, as if it had been typed."""
    tables = json.loads(json.dumps(lines(app), default=float))
    tables[0]["lines"][place][cell] = value
    app.session_state["builder-now"], app.session_state["builder-round"] = (
        tables,
        app.session_state["builder-round"] + 1,
    )
    app.run()


def test_a_template_is_previewed_and_made(app):
    app.run()
    assert not app.exception and not app.error
    preview = app.dataframe[-1].value
    assert len(preview) == 10 and list(preview)[:2] == ["customer_id", "first_name"]
    app.selectbox[0].select("Customers and their orders").run()
    assert [table["name"] for table in lines(app)] == ["customers", "orders"] and not app.error
    app.number_input[0].set_value(40).run()
    next(b for b in app.button if b.label == "Make the tables").click().run()
    job = ended(app)
    assert state.succeeded(job) and job.result["tables"] == ["customers", "orders"] and 60 < job.result["rows"] < 200


@pytest.mark.parametrize(
    "cell, value, said",
    [
        (1, "poisson", "no parameter"),
        (2, "mean=a", "must be a number"),
        (2, "forty", "name=value"),
        (0, "age", "is there twice"),
    ],
)
def test_a_mistake_is_a_sentence_at_its_column(app, cell, value, said):
    app.run()
    changed(app, 5 if cell else 4, cell, value)
    assert (
        not app.exception
        and len(app.error) == 1
        and "age" in app.error[0].value
        and said in app.error[0].value.replace("\\", "")
    )
    assert not [b for b in app.button if b.label.startswith("Make")]


def test_a_language_model_fills_the_table_where_one_is_configured(app, monkeypatch):
    app.run()
    assert "Or let a language model fill it" not in [each.label for each in app.expander]
    with serving() as model:
        monkeypatch.setenv("LOOKALIKE_LLM", model.base)
        monkeypatch.setenv("LOOKALIKE_LLM_MODEL", "stub")
        app.number_input[0].set_value(30).run()
        app.text_area[0].set_value("People of Verona").run()
        assert "about 1 request(s)" in app.caption[-1].value
        next(b for b in app.button if b.label == "Ask for 30 rows").click().run()
        job = ended(app)
        assert (
            state.succeeded(job)
            and job.result["rows"] == 30
            and job.result["understood"]["asked"].startswith("1 request, ")
        )
        assert "People of Verona" in str(model.asked[0][0])
