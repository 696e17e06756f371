"""`python -m synth rules`: what holds in the rows, in the words that `--rule` takes, and no handful of rows counted
out."""

import json
import shlex

import numpy as np
import pandas as pd
import pytest

from synth.__main__ import main
from synth.commands.rules import borne_out


@pytest.fixture
def file(tmp_path):
    """400 orders whose total is price times quantity; three of them are said to be delivered before they were made."""
    rng = np.random.default_rng(0)
    price, quantity = np.round(rng.uniform(1, 50, 400), 2), rng.integers(1, 9, 400)
    ordered = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 400), "D")
    days = rng.integers(1, 200, 400)
    days[:3] = -1
    table = pd.DataFrame({"unit price": price, "quantity": quantity, "total": np.round(price * quantity, 2)})
    table = table.assign(ordered=ordered, delivered=ordered + pd.to_timedelta(days, "D"))
    table.to_csv(tmp_path / "orders.csv", index=False)
    return tmp_path / "orders.csv"


def test_rules_are_listed_with_what_bears_them_out(file, capsys):
    assert main(["rules", str(file), "--quiet", "--json"]) == 0
    found = {each["typed"]: each for each in json.loads(capsys.readouterr().out)}
    total = found["total == `unit price` * quantity"]
    assert (total["rows"], total["exceptions"], total["support"]) == (400, 0, 1.0)
    late = next(each for typed, each in found.items() if typed.startswith("ordered <"))
    assert late["exceptions"] is None and late["support"] == 0.99, "Three exceptions are told as fewer than five."


def test_what_is_listed_can_be_pasted_behind_rule(file, tmp_path, capsys):
    assert main(["rules", str(file), "--quiet"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("  ")]
    assert lines and all(len(shlex.split(line)) == 1 for line in lines)
    rules = [shlex.split(line)[0] for line in lines]
    out = tmp_path / "made.csv"
    asked = ["generate", str(file), "--technique", "shuffle", "--rule", *rules, "--out", str(out), "--quiet"]
    assert main([*asked, "--rows", "50"]) == 0
    made = pd.read_csv(out)
    assert np.allclose(made["total"], np.round(made["unit price"] * made["quantity"], 2))


def test_columns_left_out_bear_no_rule(file, capsys):
    assert main(["rules", str(file), "--leave-out", "total", "ordered", "--quiet", "--json"]) == 0
    assert not [each for each in json.loads(capsys.readouterr().out) if "total" in each["typed"]]


@pytest.mark.parametrize(
    "rows, exceptions, support, said",
    [
        (400, 0, 1.0, "holds in all 400 rows it applies to"),
        (400, None, 0.99, "fewer than 5 exceptions in 400 rows"),
        (400, None, None, "holds in fewer than 5 of 400 rows"),
        (400, 6, 0.985, "holds in 98.50% of 400 rows, 6 exceptions"),
        (None, None, None, "fewer than 5 rows to hold it against"),
    ],
)
def test_a_handful_is_not_counted_out(rows, exceptions, support, said):
    assert borne_out({"rows": rows, "exceptions": exceptions, "support": support}) == said
