"""`python -m synth techniques FILE`: what suits a table and a purpose, what it costs, what speaks against others."""

import json

import pytest

from synth.__main__ import main
from synth.technique import shelf
from tests.tables import people


@pytest.fixture
def file(tmp_path):
    people(400, 0).table.to_csv(tmp_path / "people.csv", index=False)
    return str(tmp_path / "people.csv")


def test_the_advice_names_reason_cost_and_what_speaks_against_others(file, capsys):
    assert main(["techniques", file, "--for", "demo", "--quiet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    best = told["recommended"]
    assert (told["purpose"], told["rows"], best["technique"]) == ("demo", 400, "gaussian_copula")
    assert "A demo takes rows that come at once" in best["reason"] and best["cpu_seconds"][0] <= best["cpu_seconds"][1]
    others = {each["technique"]: each for each in told["others"]}
    assert set(others) == set(shelf()) - {"gaussian_copula"}
    assert "too few for a neural network" in others["ctgan"]["against"] and "against" not in others["mixture"]


def test_the_purpose_makes_the_difference_and_sharing_is_the_default(file, capsys):
    assert main(["techniques", file, "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("sequential_trees: Sequential trees, ")
    assert main(["techniques", file, "--for", "train", "--target", "paid", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "did nearly as well on unseen real ones" in out and "  ctgan: 400 rows are too few" in out


def test_a_purpose_without_a_table_is_a_sentence(capsys):
    assert main(["techniques", "--for", "test", "--quiet"]) == 1
    assert "name its FILE too" in capsys.readouterr().err
