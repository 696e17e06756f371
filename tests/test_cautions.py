"""What to mind: noticed where it is so, not noticed where it is not, and its button does what it says."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from synth.cautions import applied
from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.profile import profile

N = 1000
RNG = np.random.default_rng(0)
WAGE, BONUS = RNG.integers(2000, 9000, N) + 0.5, RNG.integers(1, 900, N) + 0.25
SICK = RNG.random(N) < 0.4
ROWS = {"x": RNG.normal(size=N)}
"""Something that can be learned beside what is looked at."""
FAULTS = {
    "leaking id": ({"case": np.cumsum(RNG.integers(1, 50, N))}, None, "case", "only ever rises or falls", "warning"),
    "no values": ({"a": [None] * N}, None, "a", "holds no values", "warning"),
    "one value": ({"a": ["same"] * N}, None, "a", "one value only", "note"),
    "mostly missing": ({"a": [1.5, 2.5, None, None, None] * 200}, None, "a", "60% of its values are missing", "note"),
    "a word for missing": ({"a": RNG.choice(["red", "blue", "?"], N)}, None, "a", "'?' may stand for missing", "note"),
    "numbers but for a word": (
        {"a": [*map(str, RNG.integers(0, 90, N - 50)), *["n/k"] * 50]},
        None,
        "a",
        "keeps it from being learned as numbers",
        "warning",
    ),
    "many categories": ({"a": [f"c{i % 300}" for i in range(N)]}, None, "a", "300 categories are many", "warning"),
    "rare categories": (
        {"a": ["x"] * 600 + ["y"] * 397 + ["r"] * 3},
        None,
        "a",
        "1 category has fewer than 5 rows",
        "note",
    ),
    "dates as text": (
        {"day": [f"{1 + i % 28:02}/{1 + i % 12:02}/2020" for i in range(N)]},
        None,
        "day",
        "dates, kept as text",
        "warning",
    ),
    "an unsure kind": ({"odd": None}, None, "odd", "The kind is a guess", "note"),
    "the same twice": ({"a": RNG.integers(0, 9, N)} | {"b": None}, None, "b", "the same values as 'a'", "note"),
    "a sum": ({"wage": WAGE, "bonus": BONUS, "paid": WAGE + BONUS}, None, "paid", "'paid' = 'wage' + 'bonus'", "note"),
    "a leak": (
        {"treated": np.where(SICK, "yes", "not"), "sick": SICK},
        "sick",
        "treated",
        "tells the target 'sick'",
        "warning",
    ),
    "no target": ({"y": ["same"] * N}, "y", "y", "no two different values", "warning"),
    "a key as target": ({"order_id": range(N)}, "order_id", "order_id", "cannot be the target", "warning"),
    "personal": ({"email": [f"u{i}@mail.de" for i in range(N)]}, None, "email", "replaced by made-up values", "note"),
    "in order": ({"low": RNG.normal(size=N)} | {"high": None}, None, "low", "'low' ≤ 'high'", "note"),
}


def made(fault: str) -> Dataset:
    columns, target = FAULTS[fault][:2]
    table = pd.DataFrame(ROWS | columns)
    if fault == "the same twice":
        table["b"] = table["a"]
    if fault == "in order":
        table["high"] = table["low"] + RNG.exponential(size=N)
    columns = describe(table)
    if fault == "an unsure kind":
        table["odd"] = RNG.choice(["p", "q"], N)
        columns = tuple(replace(c, confidence=0.5) if c.name == "odd" else c for c in describe(table))
    return Dataset("t", table, columns, target)


def about(found: dict, name: str, words: str) -> list[dict]:
    return [each for each in found["warnings"] if name in each["columns"] and words in each["sentence"]]


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_noticed_and_its_button_takes_it_away(fault):
    data, (_, _, name, words, level) = made(fault), FAULTS[fault]
    (caution,) = about(profile(data), name, words)
    assert caution["level"] == level and caution["sentence"].endswith((".", "?"))
    assert bool(caution["offer"]) == bool(caution["action"])
    if caution["action"]:
        settings = applied({"kinds": {}, "leave_out": [], "target": data.target, "missing": {}}, caution["action"])
        steered = data.steer(settings["kinds"], settings["leave_out"], settings["target"], settings["missing"])
        assert not about(profile(steered), name, words)


def test_a_sound_table_gets_no_caution_of_these():
    table = pd.DataFrame(
        {
            "x": RNG.normal(size=N),
            "age": RNG.integers(18, 60, N),
            "colour": RNG.choice(["red", "blue"], N),
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(RNG.integers(0, 300, N), "D"),
            "sick": SICK,
        }
    )
    assert profile(Dataset("t", table, describe(table), "sick"))["warnings"] == []


def test_the_gravest_come_first():
    columns, target = {"a": [None] * N, "b": ["same"] * N} | FAULTS["a leak"][0], "sick"
    table = pd.DataFrame(columns)
    levels = [each["level"] for each in profile(Dataset("t", table, describe(table), target))["warnings"]]
    assert levels == sorted(levels, reverse=True) and set(levels) == {"warning", "note"}


def test_columns_of_which_the_same_is_said_share_a_caution():
    table = pd.DataFrame(ROWS | {f"empty {i}": [None] * N for i in range(50)})
    found = [
        each for each in profile(Dataset("t", table, describe(table)))["warnings"] if "no values" in each["sentence"]
    ]
    assert len(found) == 1 and len(found[0]["columns"]) == len(found[0]["action"]["leave_out"]) == 50


def test_many_groups_of_equal_columns_are_told_in_few_words():
    table = pd.DataFrame({f"{name}{i}": RNG.integers(0, 9, N) for i in range(30) for name in "a"})
    table = pd.concat([table, table.add_suffix(" again")], axis=1)
    found = [
        each
        for each in profile(Dataset("t", table, describe(table)))["warnings"]
        if "the same values" in each["sentence"]
    ]
    assert len(found) == 10 and "20 more groups" in found[0]["sentence"]


def test_who_stands_out_is_told_as_a_share():
    table = pd.DataFrame(
        {"age": RNG.integers(18, 90, N), "town": RNG.choice([f"t{i}" for i in range(40)], N), "x": RNG.normal(size=N)}
    )
    (found,) = about(
        profile(Dataset("t", table, describe(table))), "town", "alone in their combination of 'town', 'age'"
    )
    alone = (table.groupby(["age", "town"]).transform("size") == 1).mean()
    assert found["sentence"].startswith(f"{alone:.1%} of the rows")
