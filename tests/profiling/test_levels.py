import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames

from synth.profiling.levels import Levels, Rows


def test_values_are_counted_in_order_of_appearance():
    levels = Levels.of(pd.Series(["b", "a", None, "b"]))
    assert (
        levels.codes.tolist() == [0, 1, -1, 0]
        and list(levels.values) == ["b", "a"]
        and levels.counts.tolist() == [2, 1]
    )


def test_columns_that_go_together_one_to_one_have_the_same_digest():
    first, second, other = (
        Levels.of(pd.Series(values)) for values in ([1, 2, 1, None], ["x", "y", "x", None], [1, 2, 2, None])
    )
    assert first.digest == second.digest != other.digest


@given(
    data_frames(
        [
            column("a", elements=st.none() | st.sampled_from(["x", "y", "z"]), dtype=object),
            column("b", elements=st.integers(0, 3)),
            column("c", elements=st.floats(0, 1) | st.just(np.nan)),
        ]
    )
)
def test_rows_that_repeat_are_those_that_pandas_finds(table):
    rows = Rows(len(table))
    for name in table:
        rows.add(Levels.of(table[name]).codes)
    assert rows.repeated == table.duplicated().sum()
