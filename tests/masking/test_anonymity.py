import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.masking.anonymity import anonymous
from synth.progress import Cancelled
from tests.tables import dataset, people


def of(columns: dict, quasi: list[str], k: int, target: str | None = None, diversity: int = 1):
    data = dataset(columns, target)
    return anonymous(data.table, data.columns, quasi, target, k, diversity)


def test_a_table_that_holds_stays():
    columns = {"age": [30, 30, 40, 40], "sex": ["f", "f", "m", "m"]}
    table, told = of(columns, ["age", "sex"], 2)
    pd.testing.assert_frame_equal(table, pd.DataFrame(columns))
    assert (told.below, told.coarser, told.suppressed, told.smallest) == (0, 0, 0, 2)


def test_rows_that_stand_out_look_like_their_neighbours():
    table, told = of({"age": [30, 30, 30, 41, 42, 60, 61, 63]}, ["age"], 2)
    assert table["age"].tolist() == [30, 30, 30, 42, 42, 42, 61, 61]
    assert (told.below, told.coarser, told.suppressed, told.smallest) == (5, 3, 0, 2)


def test_fewer_than_k_rows_in_all_are_left_out():
    table, told = of({"sex": ["f"] * 5 + ["m"] * 5 + ["x"]}, ["sex"], 3)
    assert table["sex"].tolist() == ["f"] * 5 + ["m"] * 5 and (told.below, told.suppressed, told.smallest) == (1, 1, 5)


def test_a_table_smaller_than_k_is_told():
    table, told = of({"age": [20, 30, 40]}, ["age"], 5)
    assert table["age"].tolist() == [30] * 3 and told.smallest == 3 and "too small" in told.told()


def test_gaps_are_kept_apart_where_enough_of_them_are_left():
    table, _ = of({"age": [20, 21, 22, 23, None, None], "x": [1, 2, 3, 4, 5, 6]}, ["age", "x"], 2)
    assert table["age"].isna().tolist() == [False] * 4 + [True] * 2


def test_only_quasi_identifiers_change():
    columns = {"age": list(range(20)), "note": [f"n{i}" for i in range(20)]}
    table, _ = of(columns, ["age"], 4)
    assert table["note"].tolist() == columns["note"] and table["age"].value_counts().min() >= 4


def test_groups_that_give_the_target_away_are_joined():
    columns = {"age": [30] * 4 + [40] * 4, "ill": [True] * 4 + [False] * 4}
    _, told = of(columns, ["age"], 2, "ill")
    assert told.alike == 1.0 and told.below == 0
    table, told = of(columns, ["age"], 2, "ill", diversity=2)
    assert table["age"].nunique() == 1 and (told.alike, told.below) == (0.0, 8)


def test_company_comes_from_the_smallest_of_the_others():
    columns = {"age": [30] * 3 + [40] * 4 + [50] * 8, "ill": [True] * 3 + [True, False] * 2 + [True, False] * 4}
    table, told = of(columns, ["age"], 3, "ill", diversity=2)
    assert table["age"].tolist()[7:] == [50] * 8 and table["age"][:7].nunique() == 1 and told.alike == 0.0


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 80), st.integers(2, 12), st.integers(1, 3), st.integers(0, 10**6))
def test_k_and_l_hold_whatever_the_table(rows, k, diversity, seed):
    data = people(rows, seed).only(["age", "job", "income", "paid"])
    quasi = ["age", "job", "income"]
    table, told = anonymous(data.table, data.columns, quasi, "paid", k, diversity)
    classes = table.groupby(quasi, dropna=False)
    assert classes.size().min() >= min(k, rows) and told.smallest == classes.size().min()
    assert classes["paid"].nunique().min() >= min(diversity, data.table["paid"].nunique()) or told.suppressed
    assert len(table) == rows - told.suppressed and told.suppressed < k
    for name in quasi:
        assert set(table[name].dropna()) <= set(data.table[name].dropna())


def test_a_cancel_is_obeyed():
    data = people(300, 0)

    def stop(share: float, note: str = "") -> None:
        raise Cancelled
    with pytest.raises(Cancelled):
        anonymous(data.table, data.columns, ["age", "income"], None, 5, progress=stop)


def test_what_was_done_is_told_in_numbers():
    _, told = of({"age": np.arange(1000), "ill": np.arange(1000) % 2 == 0}, ["age"], 5, "ill")
    assert told.told().startswith("Of 1,000 rows, 1,000 stood out by age (k = 5): ")
    assert "0 left out" in told.told() and "For 0.0% of rows" in told.told()
