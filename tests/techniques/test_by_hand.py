"""By hand as a technique: a schema for some columns, a guess for the rest."""

import json

import numpy as np
import pytest

from synth.technique import make
from tests.tables import dataset, people


def drawn(data, *columns, rows=400):
    schema = json.dumps({"tables": [{"name": "t", "rows": 1, "columns": list(columns)}]}) if columns else ""
    technique = make("by_hand", schema=schema).fit(data, np.random.default_rng(0))
    return technique.sample(rows, np.random.default_rng(1))


def test_the_schema_counts_where_it_names_a_column_and_the_guess_elsewhere():
    data = people(300, 0)
    table = drawn(
        data,
        {"name": "age", "field": "constant", "params": {"value": 33}},
        {"name": "income", "field": "formula", "params": {"formula": "age * 100.0"}},
    )
    assert set(table["age"]) == {33} and set(table["income"]) == {3300.0}
    assert set(table["job"].dropna()) == {"cook", "clerk", "judge"} and list(table) == data.names


def test_keys_and_texts_can_be_written_by_hand_too():
    data = dataset({"key": [f"k{i}" for i in range(40)], "n": range(40)}, key="id")
    table = drawn(data, {"name": "key", "field": "sequence", "params": {"prefix": "N", "digits": 3}}, rows=3)
    assert table["key"].tolist() == ["N001", "N002", "N003"]


def test_what_cannot_be_stored_or_followed_is_a_sentence():
    with pytest.raises(ValueError, match="^Column 'age': the schema's values cannot be stored as int64"):
        drawn(people(50, 0), {"name": "age", "field": "faker"})
    with pytest.raises(ValueError, match="^schema cannot be followed: .*no field"):
        drawn(people(50, 0), {"name": "age", "field": "guess"})
