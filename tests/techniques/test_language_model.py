"""A language model as a technique: what leaves the machine, and what does not."""

import json

import numpy as np
import pytest

from synth.conditions import parse
from synth.rules.typed import typed
from synth.technique import make
from tests.tables import dataset, people


def sent(model, before: int) -> str:
    return json.dumps([body for body, _ in model.asked[before:]], ensure_ascii=False)


def sampled(data, rows: int = 30, **params):
    return make("language_model", **params).fit(data, np.random.default_rng(0)).sample(rows, np.random.default_rng(1))


def secretive():
    """Rare values, extremes and texts that must not be told."""
    return dataset(
        {
            "pay": [*range(2000, 2100), 987654, 1],
            "town": ["Rome"] * 60 + ["Oslo"] * 38 + ["Xanadu"] * 4,
            "note": [f"secret{i} words here" for i in range(102)],
            "key": [f"K{i}-7" for i in range(102)],
        },
        note="text",
        key="id",
    )


def test_no_real_row_rare_value_or_text_is_sent(language_model):
    before = len(language_model.asked)
    sampled(secretive())
    told = sent(language_model, before)
    assert "pay" in told and "Rome" in told
    assert not [word for word in ("987654", "Xanadu", "secret", "K3-7", "example of the form") if word in told]


def test_examples_are_sent_only_as_many_as_asked_for(language_model):
    before = len(language_model.asked)
    sampled(secretive(), examples=2)
    body = language_model.asked[before][0]["messages"][-1]["content"]
    examples = json.loads(body.partition("example of the form:\n")[2])
    assert len(examples) == 2 and set(examples[0]) == {"pay", "town"}


def test_a_bill_is_guarded_and_told_before(language_model):
    before = len(language_model.asked)
    with pytest.raises(ValueError, match="40 rows are more than most, 30"):
        sampled(people(100, 0), 40, most=30)
    records = make("language_model", price_in=3.0, price_out=15.0).preview(people(100, 0))
    assert len(language_model.asked) == before and "cost 0.0" in records[-3]["sent"] and records[0]["column"] == "age"


def test_what_asking_took_is_told_afresh_for_every_sample(language_model):
    asking = make("language_model", batch=30).fit(people(100, 0), np.random.default_rng(0))
    assert asking.notes_ == []
    for rows, requests in ((30, "1 request,"), (60, "2 requests,")):
        asking.sample(rows, np.random.default_rng(1))
        (note,) = asking.notes_
        assert note.startswith(f"The language model was asked: {requests} ") and note.endswith(".")
        assert "tokens sent" in note


def test_too_few_rows_and_no_endpoint_are_sentences(monkeypatch):
    with pytest.raises(ValueError, match="too small to be described"):
        sampled(people(6, 0))
    monkeypatch.delenv("LOOKALIKE_LLM")
    with pytest.raises(ValueError, match="No language model is configured here: set LOOKALIKE_LLM"):
        sampled(people(50, 0))
    assert make("language_model").unavailable()


def test_conditions_and_rules_are_sent_as_they_are_spelled_and_rows_held_against_them(language_model):
    data, before = secretive(), len(language_model.asked)
    rules = [typed(text).on(data) for text in ("pay between 2000 and 2099", "unique(key)")]
    asking = make("language_model").fit(data, np.random.default_rng(0))
    rows = asking.sample(20, np.random.default_rng(1), where=parse('town == "Rome" or pay > 2050'), rules=rules)
    body = language_model.asked[before][0]["messages"][-1]["content"]
    assert 'In every row this must hold: town == "Rome" or pay > 2050' in body
    assert "In every row this must hold: pay between 2000 and 2099" in body and "key" not in body
    assert not [word for word in ("987654", "Xanadu", "secret") if word in sent(language_model, before)]
    assert len(rows) == 20 and ((rows["town"] == "Rome") | (rows["pay"] > 2050)).all()
    assert rows["pay"].between(2000, 2099).all()
    asking.sample(5, np.random.default_rng(2))
    assert "must hold" not in language_model.asked[-1][0]["messages"][-1]["content"], "not those of an earlier sample"
