import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.masking.draw import Deck
from synth.masking.plan import plan_of
from synth.progress import quiet


def deck(rows: int = 30) -> Deck:
    table = pd.DataFrame({"key": [f"K{i:04d}" for i in range(rows)], "group": ["a", "b", "c"] * (rows // 3)})
    data = Dataset("t", table, describe(table))
    return Deck(data, plan_of(data), ("group",), 5, 1, b"k" * 32, np.random.default_rng(0), quiet)


def test_every_row_comes_once_before_any_comes_twice():
    made = deck()
    assert made.draw(7, np.random.default_rng(1))["key"].is_unique
    assert sorted(made.draw(30, np.random.default_rng(1))["key"]) == sorted(made.table["key"])
    assert set(made.draw(45, np.random.default_rng(1))["group"].value_counts()) <= set(range(10, 21))


def test_order_does_not_lead_back():
    made = deck()
    assert made.draw(30, np.random.default_rng(1))["key"].tolist() != made.table["key"].tolist()


def test_keys_stay_unique_in_copies_of_rows():
    drawn = deck().draw(200, np.random.default_rng(1))
    assert drawn["key"].is_unique and drawn["key"].str.fullmatch(r"[A-Z]\d{4}").all()


def test_rows_come_even_where_no_fresh_key_is_left():
    table = pd.DataFrame({"key": [str(i) for i in range(1, 10)]})
    data = Dataset("t", table, describe(table))
    made = Deck(data, plan_of(data, '{"key": "pseudonym"}'), (), 5, 1, b"k" * 32, np.random.default_rng(0), quiet)
    assert sorted(made.draw(9, np.random.default_rng(0))["key"]) == sorted(table["key"])  # all nine there are
    assert len(made.draw(20, np.random.default_rng(0))) == 20
