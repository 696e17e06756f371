"""Schemas as JSON, their checks in sentences, and schemas guessed from tables."""

import json

import numpy as np
import pandas as pd
import pytest

from synth.inventing import Schema, SchemaError, write
from tests.inventing.test_writer import SHOP, column
from tests.tables import dataset, people


def one(*columns: dict, **more) -> dict:
    return {"tables": [{"name": "t", "rows": 5, "columns": list(columns), **more}]}


def test_json_there_and_back_is_the_same_schema():
    schema = Schema.from_record(SHOP)
    assert Schema.from_json(schema.to_json()) == schema
    assert json.loads(schema.to_json())["tables"][0]["columns"][0] == {"name": "id", "field": "sequence"}


@pytest.mark.parametrize(
    "record, said",
    [
        ({}, "list of 1 to"),
        ([], "list of 1 to"),
        (one(), "needs 1 to"),
        (one(column("x", "normal"), rows=0), "rows must be"),
        (one(column("x", "normal"), rows=None), "needs a number of rows"),
        (one(column("x", "normal"), nonsense=1), "'nonsense'"),
        (one(column("x", "normal"), column("x", "normal")), "'x' is there twice"),
        (one(column("x", "norm")), "no field 'norm'"),
        (one(column("x", "normal", mu=1)), "no parameter 'mu'; it has mean"),
        (one(column("x", "normal", sd=-1)), "sd must lie in"),
        (one(column("x", "normal", mean="a")), "mean must be a number"),
        (one(column("x", "normal", mean=float("nan"))), "mean must be a number"),
        (one(column("x", "regex")), "pattern is needed"),
        (one(column("x", "date", start="soon")), "start must be a date"),
        (one(column("x", "normal", missing=2)), "missing is a share"),
        (one(column("x", "formula", formula="y + 1")), "no column 'y'"),
        (one(column("a", "formula", formula="b"), column("b", "template", template="{a}")), "a -> b -> a"),
        (one(column("x", "faker", what="seed_instance")), "what must be one of"),
        (one(column("x", "normal", hidden=True)), "hides all"),
    ],
)
def test_what_a_schema_cannot_hold_is_a_sentence(record, said):
    with pytest.raises(SchemaError, match=said) as refused:
        Schema.from_record(record)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "columns, said",
    [
        ([column("x", "faker", locale="xx")], "no locale"),
        ([column("x", "uniform", low=2, high=1)], "swap them"),
        ([column("x", "key", table="y", column="z")], "no table 'y'"),
        ([column("x", "categorical", values=["a"], weights=[1, 2])], "2 weights"),
        ([column("x", "categorical", values=["a"], weights=[0])], "not all 0"),
        ([column("x", "date", weekdays=[1])], "it needs 7"),
        ([column("n", "sequence"), column("x", "template", template="{n|shout}")], "no change 'shout'"),
    ],
)
def test_what_shows_while_writing_names_the_column(columns, said):
    with pytest.raises(SchemaError, match=said) as refused:
        write(Schema.from_record(one(*columns)), np.random.default_rng(0))
    assert refused.value.column == "x"


def test_text_that_is_no_json_is_refused_where_it_goes_wrong():
    with pytest.raises(SchemaError, match="line 1, character 2"):
        Schema.from_json("{]")


def test_a_guessed_schema_has_the_ranges_and_shares_of_the_table():
    data = people(2000, 1)
    table = write(Schema.of(data), np.random.default_rng(0)).tables["test"]
    assert abs(table["job"].value_counts(normalize=True) - data.table["job"].value_counts(normalize=True)).max() < 0.05
    for name in ("age", "income", "since"):
        real, drawn = data.table[name].dropna(), table[name].dropna()
        assert (
            real.min() <= drawn.min()
            and drawn.max() <= real.max()
            and abs(drawn.mean() - real.mean()) < 0.3 * real.std()
        )
    assert table["paid"].mean() == pytest.approx(data.table["paid"].mean(), abs=0.05)


def test_nothing_is_told_that_fewer_than_five_rows_stand_behind():
    data = dataset({"n": [*range(100, 200), 9999, -9999], "c": ["a"] * 50 + ["b"] * 48 + ["rare"] * 4})
    told = Schema.of(data).to_json()
    assert "9999" not in told and "rare" not in told and '"a"' in told


def test_texts_are_guessed_by_what_they_are_called_and_never_told():
    data = dataset(
        {"first_name": [f"Xy{i}" for i in range(20)], "key": [f"k{i}q" for i in range(20)]}, first_name="text", key="id"
    )
    schema = Schema.of(data)
    assert (
        schema.tables[0].columns[0].params == {"what": "first_name"}
        and "Xy" not in schema.to_json()
        and "k3q" not in schema.to_json()
    )
    assert write(schema, np.random.default_rng(0)).tables["test"]["key"].is_unique


def test_a_table_of_every_dtype_with_gaps_is_guessed():
    data = dataset(
        {
            "i": pd.array([1, None] * 20, dtype="Int64"),
            "f": pd.array([True, None] * 20, dtype="boolean"),
            "void": [np.nan] * 40,
        }
    )
    table = write(Schema.of(data), np.random.default_rng(0)).tables["test"]
    assert table["i"].isna().mean() == 0.5 and table["f"].isna().mean() == 0.5 and table["void"].isna().all()
