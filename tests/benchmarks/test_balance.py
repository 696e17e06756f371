"""Balanced rows are held against real ones level by level."""

import json

import pytest

from synth.__main__ import main
from synth.benchmarks import balance
from tests.tables import dataset, people


@pytest.fixture
def folder(tmp_path):
    for name, seed in (("staff_trn", 0), ("staff_hol", 1)):
        people(600, seed).table.drop(columns="since").to_csv(tmp_path / f"{name}.csv.gz", index=False)
    return tmp_path


def test_what_columns_lose_within_a_level_is_told_and_what_they_keep_is_not(folder):
    within, beyond, scores = balance.balance(folder, only=["resample", "shuffle"])
    assert list(zip(within["table"], within["level"])) == [
        ("resample", "paid False"), ("resample", "paid True"), ("shuffle", "paid False"), ("shuffle", "paid True")]
    kept, lost = within.iloc[:2], within.iloc[2:]
    assert set(kept["columns within"]) == {"3 of 3"} and set(kept["pairs within"]) == {"3 of 3"}
    assert not (lost["pairs within"] == "3 of 3").any() and set(beyond["table"]) == {"shuffle"}
    assert "income" in beyond["columns"][0] and (beyond["low"] > 0).all()
    told = scores[(scores["score"] == "discriminator")].set_index(["table", "level"])
    assert told.loc[("resample", "paid True"), "within"] == "1 of 1" and told["within"].value_counts()["0 of 1"] == 2


def test_the_target_is_balanced_or_the_category_of_fewest_levels():
    rows = {"three": ["a", "b", "c"] * 60, "two": [True, False] * 90, "x": range(180)}
    data = dataset(rows)
    assert balance.balanced(data, data) == "two"
    assert balance.balanced(dataset(rows, target="three"), data) == "three"
    assert balance.balanced(dataset(rows, target="x"), data) == "two", "A number has no levels."
    rare = dataset(rows | {"two": [True] * 20 + [False] * 160})
    assert balance.balanced(rare, data) == "three", "Twenty rows are too few."
    assert balance.balanced(dataset({"x": range(9)}), data) is None


def test_the_command_prints_records_of_all_three(folder, capsys):
    assert main(["benchmark", "balance", "--data", str(folder), "--only", "shuffle", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"within", "beyond", "scores"} and told["within"][0]["rows"] > 50
    assert main(["benchmark", "balance", "--data", str(folder), "--only", "nonsense", "--quiet"]) == 1
    assert "no technique 'nonsense'" in capsys.readouterr().err


def test_a_table_without_a_category_is_refused(tmp_path):
    people(80, 0).table[["age", "income"]].to_csv(tmp_path / "plain.csv", index=False)
    with pytest.raises(ValueError, match="No table has a category to balance"):
        balance.balance(tmp_path, only=["shuffle"])
