import numpy as np
import pandas as pd

from synth.learning.coding import coded
from tests.tables import dataset, people

RNG = np.random.default_rng(0)


def test_a_table_of_few_values_is_read_back_as_it_was():
    rows = np.arange(200)
    data = dataset({"n": rows % 7, "c": np.array(list("xyz"))[rows % 3],
                    "t": pd.to_datetime(["2024-01-01 10:30"] * 200)})
    coding, codes = coded(data, 100, RNG)
    pd.testing.assert_frame_equal(coding.decode(codes, RNG), data.table, check_dtype=False)


def test_a_column_settled_by_another_is_left_out_and_follows():
    code = RNG.integers(0, 6, 2000)
    data = dataset({"label": np.array(list("aabbcc"))[code], "code": code, "other": RNG.random(2000)})
    coding, codes = coded(data, 20, RNG)
    assert list(codes) == ["code", "other"] and list(coding.codecs) == ["label", "code", "other"]
    mixed = {name: RNG.permutation(code) for name, code in codes.items()}
    table = coding.decode(mixed, RNG)
    assert list(table) == data.names
    assert (table["label"] == np.array(list("aabbcc"))[table["code"].astype(int)]).all()


def test_days_and_times_come_apart_and_together_again():
    data = dataset({"when": pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(300) * 7, "h")})
    coding, codes = coded(data, 100, RNG)
    assert len(codes) == 2
    assert coding.decode(codes, RNG)["when"].dt.hour.nunique() > 20


def test_no_row_is_held():
    data = people(500, 0)
    coding, codes = coded(data, 20, RNG)
    assert not any(isinstance(each, pd.DataFrame) for each in vars(coding).values())
    assert set(codes) <= set(coding.codecs)
    assert all(code.max() < coding.codecs[name].size for name, code in codes.items())
