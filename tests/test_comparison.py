import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.comparison import MARGINALS, PAIRED, PAIRS, compare
from synth.progress import Cancelled
from tests.tables import dataset, noisy, people


def of(comparison: dict, *names: str) -> dict:
    if len(names) == 1:
        return next(m for m in comparison["marginals"] if m["name"] == names[0])
    return next(p for p in comparison["pairs"] if set(p["names"]) == set(names))


def test_a_marginal_by_hand():
    real = dataset({"c": ["a"] * 60 + ["b"] * 30 + [None] * 10})
    made = dataset({"c": ["a"] * 40 + ["b"] * 30 + ["new"] * 10 + [None] * 20})
    found = of(compare(real, made), "c")
    assert found["labels"] == ["a", "b", "other"] and found["edges"] is None
    assert found["real"] == [0.6, 0.3, 0.0] and found["synthetic"] == [0.4, 0.3, 0.1]
    assert found["missing"] == {"real": 0.1, "synthetic": 0.2}
    assert found["distance"] == pytest.approx(0.2)
    assert found["takeaway"] == "'a' is 20.0 points too rare: 40.0% instead of 60.0%."


def test_what_one_to_four_people_share_is_hidden_everywhere():
    real = dataset({"c": ["a"] * 50 + ["b"] * 50 + ["rare"] * 3, "d": ["x"] * 50 + ["y"] * 47 + ["x"] * 3 + ["y"] * 3})
    comparison = compare(real, real)
    assert "rare" not in json.dumps(comparison)
    other = of(comparison, "c")
    assert other["labels"][-1] == "other" and other["real"][-1] is None
    assert other["synthetic"][-1] == pytest.approx(0.02913)
    pair = of(comparison, "c", "d")
    assert pair["real"][pair["y"].index("x")][pair["x"].index("b")] is None
    assert pair["synthetic"][pair["y"].index("x")][pair["x"].index("b")] == pytest.approx(3 / 103, abs=1e-4)


def test_no_share_of_one_to_four_real_rows_is_ever_shown():
    real = people(150, 1)
    comparison, rows = compare(real, people(150, 2)), len(real)
    shown = [s for m in comparison["marginals"] for s in [*m["real"], m["missing"]["real"]]]
    shown += [s for p in comparison["pairs"] if p["form"] == "heatmap" for row in p["real"] for s in row]
    shown += [s for p in comparison["pairs"] if p["form"] == "quantiles" for s in p["real_shares"]]
    assert None in shown
    assert {round(s * rows) for s in shown if s is not None} & {1, 2, 3, 4} == set()


def test_quantiles_per_level_by_hand_and_only_for_groups_of_twenty():
    real = dataset({"n": [*range(1, 102), *range(1001, 1020)], "c": ["many"] * 101 + ["few"] * 19})
    pair = of(compare(real, real), "n", "c")
    assert pair["form"] == "quantiles" and pair["names"] == ["n", "c"]
    assert pair["levels"] == ["many", "few"]
    assert pair["real"] == [[11, 26, 51, 76, 91], None] and pair["synthetic"] == pair["real"]


def test_worst_comes_first_and_identical_tables_are_at_distance_zero():
    real = people(400, 3)
    same, off = compare(real, real), compare(real, noisy(real, 0.5))
    for part in ("marginals", "pairs"):
        assert [each["distance"] for each in same[part]] == [0] * len(same[part])
        distances = [each["distance"] for each in off[part]]
        assert distances == sorted(distances, reverse=True) and distances[0] > 0.1
    assert same["correlation"]["distance"] == 0
    assert np.nanmax(np.array(same["correlation"]["difference"], dtype=float)) == 0


def test_edges_are_one_more_than_labels_and_moments_are_text():
    comparison = compare(people(300, 4), people(300, 5))
    for each in comparison["marginals"]:
        assert len(each["real"]) == len(each["synthetic"]) == len(each["labels"]) == len(set(each["labels"]))
        if each["kind"] in ("integer", "real", "moment"):
            assert len(each["edges"]) == len(each["labels"]) + 1
    assert of(comparison, "since")["edges"][0].startswith("20")
    assert all(isinstance(row["real"], str) for row in of(comparison, "since")["summary"])


def test_wide_tables_are_capped_and_say_so():
    table = {f"c{i}": np.arange(40) % (i + 2) for i in range(45)}
    comparison = compare(dataset(table, target="c44"), dataset(table, target="c44"))
    assert len(comparison["marginals"]) == 45 <= MARGINALS
    assert len(comparison["pairs"]) == PAIRS
    assert len(comparison["left_out"]) == 3 and all(line.endswith(".") for line in comparison["left_out"])
    assert len({n for p in comparison["pairs"] for n in p["names"]}) <= PAIRED
    assert "c44" in comparison["correlation"]["names"]


def test_text_and_ids_are_left_out_by_name():
    data = dataset({"n": [1, 2, 3] * 9, "key": [str(i) for i in range(27)]}, key="id")
    comparison = compare(data, data)
    assert [m["name"] for m in comparison["marginals"]] == ["n"] and comparison["correlation"] is None
    assert comparison["left_out"] == ["Identifiers and free text are not compared: 'key'."]


def test_a_cancel_is_obeyed():
    def stop(share, note):
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(people(30, 0), people(30, 1), stop)


cells = {"n": st.one_of(st.none(), st.floats(-1e9, 1e9)), "c": st.one_of(st.none(), st.text(max_size=2)),
         "m": st.one_of(st.none(), st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01"))),
         "f": st.booleans()}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.fixed_dictionaries(cells), max_size=40), st.lists(st.fixed_dictionaries(cells), max_size=40))
def test_any_two_tables_give_plain_json(real, made):
    def table(rows):
        frame = pd.DataFrame(rows, columns=list(cells))
        return dataset({"n": frame["n"].astype(float), "c": frame["c"].astype(object), "m": pd.to_datetime(frame["m"]),
                        "f": frame["f"].astype("boolean")}, f="flag", n="real", c="category", m="moment")

    comparison = compare(table(real), table(made))
    assert json.loads(json.dumps(comparison, allow_nan=False)) == comparison


def test_what_was_asked_for_comes_last():
    train, made = people(400, 0), people(400, 1)
    oldest = made.take(np.flatnonzero(made.table["age"] > made.table["age"].median()))
    first, told = compare(train, oldest), compare(train, oldest, asked={"age"})
    assert first["marginals"][0]["name"] == "age" and told["marginals"][-1]["name"] == "age"
    rest = [each["name"] for each in first["marginals"] if each["name"] != "age"]
    assert [each["name"] for each in told["marginals"][:-1]] == rest
    last = ["age" in pair["names"] for pair in told["pairs"]]
    assert last == sorted(last) and any(last)
