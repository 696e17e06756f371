import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames

from synth.dataset import Dataset
from synth.columns.kinds import describe
from synth.profile import profile

N = 1000


def profiled(table: dict, target=None, **kinds) -> dict:
    table = pd.DataFrame(table)
    dataset = Dataset("t", table, describe(table), None).steer(kinds, target=target)
    found = profile(dataset)
    json.dumps(found, allow_nan=False)
    return found


def sentences(found: dict, name: str | None) -> str:
    return "\n".join(each["sentence"] for each in found["warnings"]
                     if (name in each["columns"] if name else not each["columns"]))


def test_bars_of_a_category():
    found = profiled({"x": ["a"] * 600 + ["b"] * 300 + [None] * 97 + ["rare"] * 3})
    assert found["rows"] == N
    x, = found["columns"]
    assert (x["kind"], x["distinct"], x["missing"]) == ("category", 3, 0.097)
    assert x["bins"] == {"labels": ["a", "b", "other"], "edges": None, "shares": [0.6, 0.3, None, 0.097]}
    assert x["summary"] == "3 values, most often a 66.4%"
    assert "1 category has fewer than 5 rows" in sentences(found, "x")


def test_fifteen_values_and_the_others():
    rng = np.random.default_rng(0)
    x, = profiled({"x": [f"c{i}" for i in rng.integers(0, 40, N)]})["columns"]
    assert len(x["bins"]["labels"]) == 16 and x["bins"]["labels"][-1] == "other" and len(x["bins"]["shares"]) == 17
    assert sum(x["bins"]["shares"]) == pytest.approx(1)


def test_ranges_hang_on_five_rows():
    x, = profiled({"x": np.r_[np.arange(20, 80).repeat(20), 900]})["columns"]
    assert x["summary"] == "20 to 79, half between 34 and 65"
    assert "900" not in json.dumps(x)
    assert len(x["bins"]["labels"]) == len(x["bins"]["edges"]) - 1 == len(x["bins"]["shares"]) - 1


def test_words_for_each_kind():
    found = {each["name"]: each["summary"] for each in profiled({
        "day": pd.date_range("2020-01-01", periods=N), "f": [True, False] * (N // 2), "id": [f"k{i}" for i in range(N)],
        "note": [f"a rather long note about the matter number {i} in hand" for i in range(N)], "none": [None] * N,
        "same": ["x"] * N})["columns"]}
    assert found == {
        "day": "2020-01-05 to 2022-09-22, half between 2020-09-06 and 2022-01-19",
        "f": "True 50.0%, False 50.0%",
        "id": "all different",
        "note": "all different, 53 to 54 characters long",
        "none": "no values",
        "same": "always x",
    }


def test_a_bar_beside_a_frequent_number_reads_well():
    x, = profiled({"x": np.r_[np.zeros(700), np.linspace(0.01, 0.3, 300)]})["columns"]
    assert x["bins"]["labels"][:2] == ["0", "0–0.01"] and x["bins"]["shares"][0] == 0.7


def test_values_of_text_and_keys_are_not_shown():
    found = profiled({"first_name": ["Ada"] * 500 + ["Bob"] * 500})
    assert found["columns"][0]["bins"] is None and "Ada" not in json.dumps(found)


@pytest.mark.parametrize("table, name, words", [
    ({"x": [1.5, 2.5] * 10}, None, "20 rows are too few"),
    ({"x": [1.5, 2.5] * 100}, None, "200 rows are few"),
    ({"x": [1.5, 2.5] * 500}, None, "998 rows (99.80%) repeat an earlier one"),
    ({"id": range(N)}, None, "No column can be learned"),
    ({"x": [None] * N}, "x", "holds no values"),
    ({"x": [1.5] + [None] * (N - 1)}, "x", "over 99% of its values are missing"),
    ({"x": ["a"] * N}, "x", "one value only"),
    ({"email": [f"u{i}@mail.de" for i in range(N)]}, "email", "personal data (e-mail); it is replaced"),
    ({"order_id": range(N)}, "order_id", "looks like a key"),
    ({"note": [f"parcel {i} came late and wet" * 2 for i in range(N)]}, "note", "Made-up text replaces it"),
    ({"x": [f"c{i % 300}" for i in range(N)]}, "x", "300 categories are many"),
    ({"a": np.arange(N) % 7, "b": np.arange(N) % 7}, "b", "the same values as 'a'"),
    ({"a": np.arange(N) % 7, "b": [f"w{i % 7}" for i in range(N)]}, "b", "tied to 'a'"),
])
def test_what_to_mind(table, name, words):
    assert words in sentences(profiled(table), name)


def test_personal_data_that_is_learned_all_the_same_is_a_warning():
    found = profiled({"first_name": ["Ada", "Bob"] * 500}, first_name="category")
    assert [
        each["level"] for each in found["warnings"] if "personal data (name) but is learned" in each["sentence"]
    ] == ["warning"]


def test_a_rare_class_of_the_target():
    table = {"y": [True] * 10 + [False] * (N - 10), "x": np.arange(N) / 7}
    assert "The rarest class of the target has 10 rows (1.00%)" in sentences(profiled(table, target="y"), "y")
    assert "rarest" not in sentences(profiled(table), "y")


def test_a_table_with_nothing_to_mind():
    rng = np.random.default_rng(0)
    found = profiled({"x": rng.normal(size=N), "y": rng.choice(["a", "b"], N)}, target="y")
    assert found["warnings"] == [] and found["target"] == "y"


@settings(max_examples=40, deadline=None)
@given(
    data_frames(
        [
            column("a", elements=st.none() | st.text(max_size=5), dtype=object),
            column("b", elements=st.floats(-1e300, 1e300)),
            column("c", dtype="datetime64[ns]"),
            column("d", dtype="int64"),
            column("e", dtype=bool),
        ]
    )
)
def test_profile_takes_any_dataset(table):
    if len(table):
        assert len(profiled(table)["columns"]) == 5


def test_whole_numbers_of_few_values_are_told_as_classes():
    x, y, z = profiled({"x": [3] * 60 + [1000] * 37 + [5] * 3, "y": list(range(100)), "z": [0.5, 1.5] * 50})["columns"]
    assert (x["classes"], y["classes"], z["classes"]) == ({"3": 0.6, "1000": 0.37}, None, None)


def test_levels_to_choose_from_are_those_that_five_rows_have():
    table = pd.DataFrame({"team": ["red"] * 7 + ["blue"] * 9 + ["odd"] * 4, "size": range(20)})
    team, size = profile(Dataset("teams", table, describe(table)))["columns"]
    assert team["levels"] == ["blue", "red"] and team["distinct"] == 3
    assert size["levels"] == []
