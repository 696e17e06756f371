import numpy as np
import pandas as pd
import pytest

from synth.measuring.canaries import Emission, canaries, emitted, made_up
from synth.technique import make
from tests.tables import dataset, people

rng = np.random.default_rng


def test_what_comes_out_by_hand():
    drawn = dataset({"n": [100, 5, 300, 300], "c": ["p", "q", "r", "x"], "d": ["s", "y", "y", "y"],
                     "f": [True, True, False, True]})
    rows = pd.DataFrame({"n": [100, 200, 300], "c": ["p", "q", "r"], "d": ["s", "t", "u"], "f": [True] * 3})
    # The first comes out whole; of the second only "q" does; of the third two of its three values in one row.
    assert emitted(drawn, rows, ["n", "c", "d"]).tolist() == [3, 2, 2, 1]


def test_canaries_have_values_of_their_own_in_the_columns_own_type():
    data = people(60, 0)
    rows, own = made_up(data, 20, rng(0))
    assert own == ["age", "job", "income", "since"] and rows.dtypes.to_dict() == data.table.dtypes.to_dict()
    for name in own:
        assert rows[name].nunique() == 20 and not set(rows[name]) & set(data.table[name])
    assert rows["age"].min() > data.table["age"].max() and rows["since"].min() > data.table["since"].max()


def test_decimals_are_kept():
    rows, _ = made_up(dataset({"x": [0.5, 1.25, 2.75] * 10}), 5, rng(0))
    assert (rows["x"].round(2) == rows["x"]).all() and rows["x"].nunique() == 5


def test_whole_rows_come_out_of_a_resample_and_not_of_columns_by_themselves():
    data = people(200, 0)
    *_, whole = canaries(lambda: make("resample"), data, rng(0), count=10, repeats=2)
    assert whole.planted > 5 and whole.control == 0 and whole.beyond_control and whole.canaries == 20
    one, two, _, whole = canaries(lambda: make("shuffle"), data, rng(0), count=10, repeats=1)
    assert one.planted == 10 and two.planted == whole.planted == 0 and not whole.beyond_control


def test_as_many_as_in_the_control_say_nothing():
    assert not Emission("the whole row", 10, 3, 3).beyond_control
    assert Emission("the whole row", 10, 9, 0).beyond_control


def test_a_table_of_flags_has_no_place_for_canaries():
    with pytest.raises(ValueError, match="No column"):
        made_up(dataset({"f": [True, False] * 10}), 5, rng(0))
