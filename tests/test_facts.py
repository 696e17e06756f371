import numpy as np
import pytest

from synth.columns.kinds import describe
from synth.dataset import Dataset, Kind
from synth.facts import Facts, Purpose, rarest
from synth.profile import profile
from tests.tables import dataset


def test_facts_are_those_of_the_profile():
    rows = 200
    data = dataset({
        "order": [f"K{i}-7" for i in range(rows)],
        "mail": [f"p{i}@mail.example" for i in range(rows)],
        "amount": np.arange(rows) / 7,
        "when": np.datetime64("2024-01-01") + np.arange(rows).astype("timedelta64[D]"),
        "fraud": [True] * 8 + [False] * 192,
    })
    described = Dataset("orders", data.table, describe(data.table), "fraud")
    facts = Facts.of(profile(described), Purpose.TEST, "fraud")
    assert (facts.rows, facts.columns, facts.purpose, facts.numeric) == (200, 3, Purpose.TEST, 2)
    assert facts.kinds == {Kind.REAL: 1, Kind.MOMENT: 1, Kind.FLAG: 1}
    assert facts.rarest == pytest.approx(8 / 200) and facts.target == "fraud"
    assert facts.keys == ("order",) and facts.replaced == ("mail",) and facts.learned == ()


def column(name, kind="category", **more):
    return {"name": name, "kind": kind, "pii": None, "distinct": 2, "bins": None} | more


def test_what_was_decided_since_counts():
    record = {"rows": 50, "keys": {"key": ["id"], "references": ["shop"]}, "columns": [
        column("id", "id"), column("shop"), column("zip", "text", pii="postal code"), column("pay", "real"),
        column("age", "integer")]}
    facts = Facts.of(record, target="pay", kinds={"zip": "category", "age": "id"}, leave_out=["id"])
    assert facts.columns == 3 and facts.keys == ("shop", "age") and facts.learned == ("zip",)
    assert facts.target == "pay" and facts.rarest is None and facts.purpose is Purpose.SHARE
    assert Facts.of(record, target="id", leave_out=["id"]).target is None


@pytest.mark.parametrize("shares, distinct, expected", [
    ([0.75, 0.25, 0.0], 2, 0.25),                # two classes, the last entry is missing
    ([0.9, None, 0.0], 2, 4 / 100),              # a class of 1 to 4 rows is hidden: at most 4 of 100
    ([0.6, 0.2, 0.2, 0.0], 6, 0.2 / 4),          # "other" joins four classes
    ([1.0, 0.0], 1, None)])                      # nothing to tell apart
def test_the_rarest_class_by_hand(shares, distinct, expected):
    found = rarest({"distinct": distinct, "bins": {"edges": None, "shares": shares}}, 100)
    assert found == (expected if expected is None else pytest.approx(expected))


def test_classes_without_bars_are_no_more_frequent_than_equal_ones():
    assert rarest({"distinct": 4, "bins": None}, 100) == 0.25
