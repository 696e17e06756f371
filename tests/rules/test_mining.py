"""Rules found in tables that were made to have them, and none where there are none."""

import json

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Column, Dataset, Kind
from synth.rules.mining import counted, mine
from synth.rules import of_record
from tests.tables import dataset
from tests.techniques.test_contract import mixed

ROWS = 1200


def shop(seed: int = 0) -> Dataset:
    """One rule of each kind, by construction."""
    rng = np.random.default_rng(seed)
    start = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, ROWS), unit="D")
    city = rng.choice(["Rome", "Milan", "Bonn", "Ulm", "Lyon", "Nice"], ROWS)
    net, tax = rng.gamma(2, 50, ROWS).round(2), rng.gamma(2, 9, ROWS).round(2)
    way, job = rng.integers(0, 3, ROWS), rng.choice(["cook", "none", "judge"], ROWS)
    table = pd.DataFrame(
        {
            "code": [f"SO-{i:05d}" for i in rng.permutation(ROWS)],
            "start": start,
            "end": start + pd.to_timedelta(rng.integers(0, 200, ROWS), "D"),
            "city": city,
            "country": pd.Series(city).map(
                {"Rome": "IT", "Milan": "IT", "Bonn": "DE", "Ulm": "DE", "Lyon": "FR", "Nice": "FR"}
            ),
            "net": net,
            "tax": tax,
            "total": (net + tax).round(2),
            "card": way == 0,
            "cash": way == 1,
            "bill": way == 2,
            "job": job,
            "wage": np.where(job == "none", np.nan, rng.normal(3000, 300, ROWS).round()),
            "row": rng.permutation(2 * ROWS)[:ROWS],
        }
    )
    kinds = dataset(table.drop(columns="code").to_dict("series")).columns
    return Dataset("shop", table, (Column("code", Kind.ID), *kinds))


@pytest.fixture(scope="module")
def said() -> dict:
    return {each.rule.words(): each for each in mine(shop(), np.random.default_rng(0))}


def test_every_rule_that_was_put_in_is_found(said):
    wanted = {
        "total is net + tax",
        "start ≤ end",
        "code never repeats",
        "row never repeats",
        r"code has the form SO-\d{5}",
        "exactly one of card, cash and bill is set",
        "city and country combine only as in 5 real rows or more",
        "if job is none, then wage is missing",
        "net is at least 0",
    }
    assert wanted <= set(said), wanted - set(said)
    assert all(each.support == 1 and each.exceptions == 0 for each in said.values())
    assert said["if job is none, then wage is missing"].rows == (shop().table["job"] == "none").sum()


def test_none_is_found_where_columns_are_independent():
    rng = np.random.default_rng(1)
    columns = {f"x{i}": rng.normal(5, 2, ROWS).round(3) for i in range(4)}
    columns |= {f"c{i}": rng.choice(list("abcd"), ROWS) for i in range(3)} | {"n": rng.integers(-20, 20, ROWS)}
    columns |= {
        "far": rng.normal(500, 2, ROWS),
        "yes": rng.random(ROWS) < 0.4,
        "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.permutation(10**7)[:ROWS], "s"),
    }
    for seed in range(3):
        assert mine(dataset(columns), np.random.default_rng(seed)) == []


def test_exceptions_are_counted_but_not_told_below_five():
    data = shop()
    for many, told in ((3, None), (8, 8)):
        table = data.table.copy()
        table.loc[: many - 1, "end"] = table["start"].min() - pd.Timedelta(days=1)
        found = {each.rule.words(): each for each in mine(data.with_table(table), np.random.default_rng(0))}[
            "start ≤ end"
        ]
        assert found.exceptions == many and found.support == 1 - many / ROWS
        record = found.record()
        assert record["exceptions"] == told and record["support"] == (1 - 4 / ROWS if told is None else 1 - 8 / ROWS)
        assert json.loads(json.dumps(record)) == record


def test_a_rule_that_one_row_in_fifty_breaks_is_not_told():
    data = shop()
    table = data.table.copy()
    table.loc[::50, "end"] = table["start"].min() - pd.Timedelta(days=1)
    assert "start ≤ end" not in {
        each.rule.words() for each in mine(data.with_table(table), np.random.default_rng(0))
    }


def test_a_typed_rule_is_counted_by_the_rows_it_applies_to():
    found = counted(of_record("if a == 1 then b > 2"), dataset({"a": [1, 1, 2, None], "b": [3, 1, 0, 0]}))
    assert (found.rows, found.exceptions, found.support) == (2, 1, 0.5)


@pytest.mark.parametrize("rows", [0, 1, 12])
def test_small_tables_give_no_rules(rows):
    assert mine(shop().take(np.arange(rows)), np.random.default_rng(0)) == []


def test_odd_tables_are_looked_through():
    void = dataset({"x": [np.nan] * 300, "c": [None] * 300, "one": ["a"] * 300, "z": [0] * 300}, x="real", c="category")
    assert mine(void, np.random.default_rng(0)) == []
    odd = mixed()
    for data in (odd, odd.take(np.arange(3)), odd.take(np.repeat(np.arange(240), 20))):
        for each in mine(data, np.random.default_rng(0)):
            assert not each.rule.broken(each.rule.mended(data.table, np.random.default_rng(1))).all()
            assert of_record(each.record()["rule"]).on(data).words() == each.rule.words()
