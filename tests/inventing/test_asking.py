"""Asking a language model: what is sent, what is kept, what is asked for again,
and how it ends where that is no use."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies

from synth.inventing import Schema
from synth.inventing.asking import Terms, Told, _fitting, ask, estimate
from synth.inventing.endpoint import Endpoint, EndpointError, endpoint
from synth.inventing.request import invented
from synth.inventing.rules import rule_of
from synth.progress import Cancelled
from tests.inventing.stub_model import serving
from tests.inventing.test_writer import column

SCHEMA = {
    "tables": [
        {
            "name": "people",
            "rows": 50,
            "columns": [
                column("id", "sequence"),
                column("age", "normal", missing=0.1, mean=40, sd=10, low=18, high=80, decimals=0),
                column("job", "categorical", values=["cook", "judge"]),
                column("born", "date", start="1950-01-01", end="1999-12-31"),
                column("code", "regex", pattern="[A-Z]{2}"),
                column("paid", "bernoulli", share=0.3),
                column("twice", "formula", formula="age * 2"),
            ],
        }
    ]
}
TABLE = Schema.from_record(SCHEMA).table()


@pytest.fixture
def model():
    with serving() as stub:
        yield stub


def asked(model, rows: int = 50, prompt: str = "", terms: Terms = Terms(batch=20), **more):
    return ask(TABLE, prompt, rows, np.random.default_rng(0), Endpoint(model.base, "stub", "sk-secret"), terms, **more)


def test_rows_come_in_batches_with_their_types_and_computed_columns(model):
    table, told = asked(model)
    assert list(table) == ["id", "age", "job", "born", "code", "paid", "twice"] and len(table) == 50
    assert [str(dtype) for dtype in table.dtypes] == [
        "int64",
        "Int64",
        "object",
        "datetime64[ns]",
        "object",
        "bool",
        "float64",
    ]
    assert table["id"].tolist() == list(range(1, 51)) and (table["twice"].dropna() == 2 * table["age"].dropna()).all()
    assert told.requests == 3 and (told.tokens_in, told.tokens_out) == (300, 500) and told.refused == 0
    pd.testing.assert_frame_equal(asked(model)[0], table)


def test_the_words_the_model_and_the_key_are_sent_and_computed_columns_are_not(model):
    asked(model, prompt="Judges of Verona")
    body, headers = model.asked[0]
    text = json.dumps(body["messages"])
    assert (
        "Judges of Verona" in text
        and '\\"age\\"' in text
        and "twice" not in text
        and "sk-secret" not in json.dumps(body)
    )
    assert body["model"] == "stub" and headers["Authorization"] == "Bearer sk-secret"


@pytest.mark.parametrize(
    "broken, said",
    [
        ({"age": 200}, "column 'age' lies outside"),
        ({"age": "old"}, "'age' is no number"),
        ({"age": True}, "'age' is no number"),
        ({"job": "thief"}, "'job' is none of"),
        ({"job": None}, "'job' is missing"),
        ({"born": "soon"}, "'born' is no date"),
        ({"born": "2030-01-01"}, "'born' lies outside"),
        ({"code": "x1"}, "'code' does not match"),
        ({"paid": "yes"}, "'paid' is neither"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_and_asked_for_again(broken, said, model):
    model.spoil = lambda count, rows: [{**rows[0], **broken}, *rows[1:]] if count == 1 else rows
    table, told = asked(model, rows=20)
    assert len(table) == 20 and told.refused == 1 and told.requests == 2 and said in next(iter(told.worst))


@pytest.mark.parametrize("answer", ["", "no", "{", "[]", '{"rows": 3}', '[1, "a"]', '{"a": [[]]}'])
def test_an_answer_without_rows_ends_in_a_sentence_within_the_bound(answer, model):
    model.spoil = lambda count, rows: answer
    with pytest.raises(EndpointError, match="gave 0 usable rows of 20"):
        asked(model, rows=20, terms=Terms(batch=20, again=2))
    assert len(model.asked) == 3


def test_prose_and_fences_round_the_rows_are_passed_over(model):
    model.spoil = lambda count, rows: f"Here you are:\n```json\n{json.dumps(rows)}\n```\nEnjoy!"
    assert len(asked(model)[0]) == 50


def test_repeated_rows_are_counted(model):
    model.spoil = lambda count, rows: [rows[0]] * len(rows)
    assert asked(model, rows=20)[1].repeated == 19


@pytest.mark.parametrize(
    "status, said",
    [(401, "LOOKALIKE_LLM_KEY"), (404, "no such address or model"), (302, "status 302"), (418, "status 418")],
)
def test_a_refusal_is_a_sentence_without_the_key(status, said, model):
    model.status = status
    with pytest.raises(EndpointError, match=said) as refused:
        asked(model)
    assert "sk-secret" not in str(refused.value) and len(model.asked) == 1


def test_a_server_that_knows_no_json_answers_is_asked_without(model):
    model.knows_json = False
    assert len(asked(model, rows=10)[0]) == 10 and [("response_format" in body) for body, _ in model.asked] == [
        True,
        False,
    ]


def test_a_slow_or_absent_server_is_a_sentence(model):
    model.slow.clear()
    with pytest.raises(EndpointError, match="no answer within the time limit"):
        asked(model, terms=Terms(seconds=0.1))
    with pytest.raises(EndpointError, match="could not be asked"):
        ask(TABLE, "", 5, np.random.default_rng(0), Endpoint("http://127.0.0.1:9", "stub"))


def test_a_cancel_is_seen_between_two_requests(model):
    def stop(share, note=""):
        if model.asked:
            raise Cancelled

    with pytest.raises(Cancelled):
        asked(model, progress=stop)
    assert len(model.asked) == 1


def test_the_estimate_counts_requests_and_prices():
    told = estimate(TABLE, "", 50, Terms(batch=20, price_in=1e6, price_out=0))
    assert told["requests"] == 3 and told["cost"] == pytest.approx(told["tokens_in"], abs=1) and told["tokens_out"] > 50
    assert Terms(price_in=2, price_out=8).cost(1e6, 5e5) == 6


def test_a_reading_from_a_prompt_tells_what_it_took(model, monkeypatch):
    monkeypatch.delenv("LOOKALIKE_LLM", raising=False)
    with pytest.raises(ValueError, match="No language model is configured"):
        invented(SCHEMA, prompt="judges")
    monkeypatch.setenv("LOOKALIKE_LLM", model.base)
    monkeypatch.setenv("LOOKALIKE_LLM_MODEL", "stub")
    reading = invented(SCHEMA, rows=12, prompt="judges", terms={"batch": 5})
    assert len(reading.dataset) == 12 and reading.understood["asked"].startswith("3 requests, 300 tokens")
    with pytest.raises(ValueError, match="20,001 rows are too many"):
        invented(SCHEMA, rows=20_001, prompt="")
    monkeypatch.setenv("LOOKALIKE_LLM", "ftp://x")
    with pytest.raises(EndpointError, match="must begin with http"):
        endpoint()


@given(strategies.text(max_size=60))
def test_any_text_is_rows_or_none(text):
    assert _fitting(text, [rule for rule in map(rule_of, TABLE.columns) if rule], Told()) == []
