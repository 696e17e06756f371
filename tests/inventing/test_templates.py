"""Templates make what they show; parameters typed on a line are those of the schema."""

import numpy as np
import pytest
from hypothesis import given, strategies

from synth.inventing import SchemaError, write
from synth.inventing.fields import field_kinds
from synth.inventing.spelling import hint, spelled, understood
from synth.inventing.templates import TEMPLATES, template


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_written_and_can_be_typed(name):
    schema = template(name)
    for table in schema.tables:
        for each in table.columns:
            assert understood(each.field, spelled(each.field, each.params)) == each.params
    tables = write(schema.with_rows(30), np.random.default_rng(0)).tables
    assert len(tables[schema.tables[-1].name]) == 30 and not any("noise" in table for table in tables.values())


@pytest.mark.parametrize(
    "field, line, params",
    [
        ("normal", "mean=40; sd = 12", {"mean": 40, "sd": 12}),
        ("categorical", "values=a, b c; weights=1, 2.5", {"values": ["a", "b c"], "weights": [1, 2.5]}),
        ("categorical", 'values="a, b", "c;d"', {"values": ["a, b", "c;d"]}),
        ("formula", "a = 1; b", {"formula": "a = 1; b"}),
        ("date", "start=2024-01-01; time=true", {"start": "2024-01-01", "time": True}),
        ("sequence", "prefix=7", {"prefix": "7"}),
        ("normal", "", {}),
    ],
)
def test_a_line_is_understood(field, line, params):
    assert understood(field, line) == params


def test_what_has_no_name_is_a_sentence():
    with pytest.raises(SchemaError, match="name=value"):
        understood("normal", "40, 12")


@given(
    strategies.lists(
        strategies.one_of(strategies.text(max_size=8), strategies.integers(), strategies.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_any_list_of_values_is_spelled_and_understood(values):
    assert understood("categorical", spelled("categorical", {"values": values})) == {"values": values}


def test_every_field_says_what_it_is_and_takes():
    assert all(hint(name) and kind.about.endswith(".") for name, kind in field_kinds().items())
