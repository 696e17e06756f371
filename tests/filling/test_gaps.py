"""Rows to be filled, held against the table learned."""

import pandas as pd
import pytest

from synth.filling.gaps import gaps_of
from tests.tables import dataset

LEARNED = dataset(
    {
        "n": [1, 2, 3],
        "c": ["a", "b", "b"],
        "day": pd.to_datetime(["2024-01-01", "2024-01-05", "2024-02-01"]),
        "yes": [True, False, True],
    }
)


def test_cells_are_typed_as_learned_and_missing_ones_are_gaps():
    gaps = gaps_of(
        pd.DataFrame({"n": ["2", None], "c": [None, "a"], "day": ["2024-01-03", None], "yes": ["yes", None]}), LEARNED
    )
    assert gaps.given.to_numpy().tolist() == [[True, False, True, True], [False, True, False, False]]
    assert (
        gaps.table["n"].tolist()[0] == 2 and gaps.table["day"][0] == pd.Timestamp("2024-01-03") and gaps.table["yes"][0]
    )
    assert gaps.notes == () and gaps.rows.tolist() == [0, 1]


def test_columns_that_are_not_there_and_those_never_learned_are_told():
    gaps = gaps_of(pd.DataFrame({"extra": ["x"], "c": ["b"]}), LEARNED)
    assert gaps.order == ("extra", "c", "n", "day", "yes") and not gaps.given[["n", "day", "yes"]].to_numpy().any()
    assert (
        "lack the columns 'n', 'day', 'yes'" in gaps.notes[0] and "the column 'extra', never learned" in gaps.notes[1]
    )


def test_values_never_seen_say_nothing_and_far_ones_count_as_the_nearest():
    gaps = gaps_of(pd.DataFrame({"n": [9, 2], "c": ["new", "a"]}), LEARNED)
    assert (
        gaps.given["c"].all() and gaps.seen["c"].isna().tolist() == [True, False] and gaps.seen["n"].tolist() == [9, 2]
    )
    assert "never learned ('new'; 1 cell)" in " ".join(gaps.notes) and "beyond those learned (1 cell)" in " ".join(
        gaps.notes
    )


@pytest.mark.parametrize(
    "rows, why",
    [
        (pd.DataFrame({"n": []}), "no rows"),
        (pd.DataFrame({"other": [1]}), "none of the columns"),
        (pd.DataFrame({"n": ["many"]}), "'many'"),
        (pd.DataFrame([[1, 2]], columns=["n", "n"]), "twice"),
    ],
)
def test_rows_that_do_not_fit_are_refused_in_a_sentence(rows, why):
    with pytest.raises(ValueError, match=why):
        gaps_of(rows, LEARNED)
