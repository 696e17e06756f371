import numpy as np
import pandas as pd

from synth.columns import invented
from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.masking.examples import SHOWN, examples
from synth.masking.plan import plan_of


def people(rows: int = 60) -> Dataset:
    rng = np.random.default_rng(0)
    table = pd.DataFrame({
        "name": invented.names(rows, rng, ["Ada Lovelace"]), "mail": [f"p{i}@x.org" for i in range(rows)],
        "born": pd.Timestamp("1960-01-01") + pd.to_timedelta(rng.integers(0, 9000, rows), unit="D"),
        "age": rng.integers(18, 80, rows), "town": ["Ulm", "Bonn"] * (rows // 2 - 1) + ["Kiel", "Jena"],
        "note": [f"Called at {i}, would not say why." for i in range(rows)]})
    return Dataset("people", table, describe(table))


def shown(data: Dataset, column: str, plan: str = "") -> list[tuple[str, str]]:
    step = next(step for step in plan_of(data, plan) if step.column == column)
    return [tuple(text.split(" → ")) for text in examples(data, step, 5, b"k" * 32).values()]


def test_what_is_personal_is_made_up_before_it_is_masked():
    data = people()
    for name in ("name", "mail", "note"):
        pairs = shown(data, name)
        assert len(pairs) == SHOWN and not {text for pair in pairs for text in pair} & set(data.table[name]), name
        assert all(before != after for before, after in pairs)


def test_numbers_and_moments_lie_evenly():
    data = people()
    ages = [int(before) for before, _ in shown(data, "age")]
    assert ages == sorted(ages) and max(np.diff(ages)) - min(np.diff(ages)) <= 1
    assert all(abs(pd.Timestamp(after) - pd.Timestamp(before)).days < 4 * 366 for before, after in shown(data, "born"))


def test_rare_categories_are_counted_not_shown():
    assert shown(people(), "town") == [("Ulm", "Ulm"), ("Bonn", "Bonn"), ("(2 rare values)", "Bonn")]
    data = people()
    data.table["town"] = ["Ulm"] * 50 + ["Bonn", "Kiel", "Jena", "Rom", "Wien"] * 2
    assert shown(data, "town") == [("Ulm", "Ulm"), ("(5 rare values)", "other")]


def test_a_hand_is_shown_at_work():
    decades = shown(people(), "age", '{"age": {"action": "range", "width": 10}}')
    assert all(int(after) % 10 == 5 for _, after in decades[1:-1])
    assert {after for _, after in shown(people(), "name", '{"name": "suppress"}')} == {"missing"}


def test_a_column_without_values_has_nothing_to_show():
    data = Dataset("t", pd.DataFrame({"x": [None, None]}), describe(pd.DataFrame({"x": [None, None]})))
    assert shown(data, "x") == []
