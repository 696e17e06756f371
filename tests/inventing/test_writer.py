"""Rows follow their schema: distributions, order of columns, keys, gaps, uniqueness, seeds."""

import numpy as np
import pandas as pd
import pytest

from synth.inventing import Schema, SchemaError, write


def column(
    name: str, field: str, /, missing: float = 0.0, unique: bool = False, hidden: bool = False, **params
) -> dict:
    return {"name": name, "field": field, "params": params, "missing": missing, "unique": unique, "hidden": hidden}


def schema(*columns: dict, rows: int = 4000) -> Schema:
    return Schema.from_record({"tables": [{"name": "t", "rows": rows, "columns": list(columns)}]})


def made(*columns: dict, rows: int = 4000, seed: int = 0) -> pd.DataFrame:
    return write(schema(*columns, rows=rows), np.random.default_rng(seed)).tables["t"]


def values(field: str, /, rows: int = 4000, **params) -> pd.Series:
    return made(column("x", field, **params), rows=rows)["x"]


@pytest.mark.parametrize(
    "field, params, mean, sd",
    [
        ("normal", {"mean": 5, "sd": 2}, 5, 2),
        ("uniform", {"low": 2, "high": 4}, 3, 12**-0.5 * 2),
        ("poisson", {"mean": 4}, 4, 2),
        ("binomial", {"trials": 10, "share": 0.5}, 5, 2.5**0.5),
        ("exponential", {"mean": 3}, 3, 3),
        ("gamma", {"shape": 4, "scale": 0.5}, 2, 1),
        ("beta", {"a": 1, "b": 1, "high": 10}, 5, 10 * 12**-0.5),
        ("lognormal", {"mean": 0, "sd": 0.5}, np.exp(0.125), np.sqrt(np.expm1(0.25)) * np.exp(0.125)),
        ("integer", {"low": 1, "high": 5}, 3, 2**0.5),
        ("bernoulli", {"share": 0.25}, 0.25, 0.25 * 3**0.5),
        ("zipf", {"values": 2}, 4 / 3, 2**0.5 / 3),
    ],
)
def test_distributions_have_the_mean_and_spread_of_the_textbook(field, params, mean, sd):
    drawn = values(field, **params).astype(float)
    assert drawn.mean() == pytest.approx(mean, abs=4 * sd / 4000**0.5) and drawn.std() == pytest.approx(sd, rel=0.15)


def test_numbers_stay_inside_and_at_their_decimals():
    drawn = values("normal", mean=0, sd=5, low=-1.05, high=2.349, decimals=1)
    assert drawn.between(-1.05, 2.349).all() and (drawn.round(1) == drawn).all()
    assert values("normal", low=3, high=3.5).between(3, 3.5).all()
    assert values("normal", mean=40, sd=12, decimals=0).dtype == "int64"


def test_categories_come_by_weight_and_keep_their_type():
    shares = values("categorical", values=["a", "b"], weights=[3, 1]).value_counts(normalize=True)
    assert shares["a"] == pytest.approx(0.75, abs=0.03)
    assert values("categorical", values=[1, 2]).dtype == "int64"
    assert set(values("categorical", values=[1, "x"])) == {"1", "x"}


def test_dates_by_weekday_and_month_with_and_without_a_time():
    workdays = values(
        "date", start="2024-01-01", end="2024-12-31", weekdays=[1, 1, 1, 1, 1, 0, 0], months=[0] * 11 + [1]
    )
    assert (
        (workdays.dt.dayofweek < 5).all()
        and set(workdays.dt.month) == {12}
        and (workdays == workdays.dt.normalize()).all()
    )
    timed = values("date", start="2024-01-01", end="2024-01-02", time=True)
    assert timed.between("2024-01-01", "2024-01-02 23:59:59").all() and timed.dt.hour.nunique() == 24


def test_sequences_and_constants():
    assert values("sequence", rows=3, start=7, step=2).tolist() == [7, 9, 11]
    assert values("sequence", rows=2, prefix="A-", digits=3).tolist() == ["A-001", "A-002"]
    assert values("constant", rows=2, value="x").tolist() == ["x", "x"] and values("constant", rows=2).isna().all()


def test_columns_are_made_after_what_they_look_at_and_shown_in_their_own_order():
    table = made(
        column("total", "formula", formula="n * 2"),
        column("n", "sequence"),
        column("hid", "constant", hidden=True, value=1),
        column("said", "template", template="<{n}|{total|upper}>"),
        rows=2,
    )
    assert table.to_dict("list") == {"total": [2, 4], "n": [1, 2], "said": ["<1|2>", "<2|4>"]}


def test_a_missing_value_makes_missing_what_is_computed_from_it():
    table = made(
        column("n", "sequence", missing=0.25),
        column("m", "formula", formula="n + 1"),
        column("t", "template", template="{n}"),
    )
    assert table["n"].isna().sum() == 1000 and str(table["n"].dtype) == "Int64"
    assert (table["m"].isna() == table["n"].isna()).all() and (table["t"].isna() == table["n"].isna()).all()


def test_unique_values_do_not_repeat_or_it_is_said():
    assert made(column("x", "integer", unique=True, low=1, high=1200), rows=1000)["x"].is_unique
    with pytest.raises(SchemaError, match="unique, but only") as refused:
        made(column("x", "integer", unique=True, low=1, high=9), rows=10)
    assert (refused.value.table, refused.value.column) == ("t", "x")


def test_faker_speaks_the_language_and_tells_where_it_repeats():
    written = write(schema(column("who", "faker", what="name", locale="de_DE")), np.random.default_rng(0))
    assert written.tables["t"]["who"].nunique() > 1000 and "repeat" in written.notes[0]
    assert made(column("m", "faker", what="email", unique=True), rows=3500)["m"].is_unique
    assert values("faker", rows=3, what="date_of_birth").dtype.kind == "M"


def test_one_seed_gives_the_same_rows_and_a_new_column_leaves_the_others_alone():
    one, two = column("a", "normal"), column("b", "faker", what="city")
    pd.testing.assert_frame_equal(made(one, two), made(one, two))
    pd.testing.assert_series_equal(made(one)["a"], made(two, one)["a"])
    assert not made(one, seed=1).equals(made(one))


SHOP = {
    "tables": [
        {
            "name": "people",
            "rows": 200,
            "columns": [column("id", "sequence"), column("city", "categorical", values=["Rome", "Oslo"])],
        },
        {
            "name": "orders",
            "rows": None,
            "columns": [
                column("who", "key", table="people", column="id", children={"field": "poisson", "params": {"mean": 3}}),
                column("city", "lookup", key="who", table="people", by="id", column="city"),
            ],
        },
    ]
}


def test_keys_refer_to_rows_that_are_there_as_often_as_children_say():
    tables = write(Schema.from_record(SHOP), np.random.default_rng(0)).tables
    counts = tables["orders"]["who"].value_counts().reindex(tables["people"]["id"], fill_value=0)
    assert (
        counts.sum() == len(tables["orders"])
        and counts.mean() == pytest.approx(3, abs=0.5)
        and counts.var() == pytest.approx(3, abs=1.2)
    )
    joined = tables["orders"].merge(tables["people"], left_on="who", right_on="id")
    assert (joined["city_x"] == joined["city_y"]).all()
    fixed = write(Schema.from_record(SHOP).with_rows(50), np.random.default_rng(0)).tables["orders"]
    assert len(fixed) == 50 and set(fixed["who"]) <= set(range(1, 201))
