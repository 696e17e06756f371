import numpy as np
import pytest

from synth.profiling.gaps import gaps
from tests.tables import dataset

N = 1000
TEAM = np.repeat(["a", "b"], [200, 800])


def test_a_table_without_gaps_has_none():
    assert gaps(dataset({"x": range(N), "none": [None] * N})) is None


def test_patterns_are_counted_and_rare_ones_hidden():
    x, y, z = (np.arange(N, dtype=float) for _ in range(3))
    x[:100] = y[:100] = np.nan
    z[:3] = z[500:520] = np.nan
    found = gaps(dataset({"x": x, "y": y, "z": z, "full": range(N)}))
    assert found["columns"] == ["x", "y", "z"] and found["shares"] == [0.1, 0.1, 0.023]
    assert found["patterns"] == [{"missing": [0, 1], "share": 0.097}, {"missing": [2], "share": 0.02}]
    assert found["together"] == [["x", "y"]] and found["complete"] == 0.88


@pytest.mark.parametrize(
    "inside, outside, told", [(1.0, 0.0, (1.0, 0.0)), (0.5, 0.05, (0.5, 0.05)), (0.5, 0.0, (0.5, 0.0))]
)
def test_gaps_tied_to_a_value(inside, outside, told):
    wage = np.arange(N, dtype=float)
    wage[: int(200 * inside)] = np.nan
    wage[200 : 200 + int(800 * outside)] = np.nan
    (tie,) = gaps(dataset({"team": TEAM, "wage": wage}))["tied"]
    assert (tie["column"], tie["other"], tie["where"]) == ("wage", "team", "a")
    assert (tie["inside"], tie["outside"]) == told


def test_gaps_that_hang_on_nothing_are_not_tied():
    rng = np.random.default_rng(0)
    wage = np.where(rng.random(N) < 0.2, np.nan, rng.normal(size=N))
    assert gaps(dataset({"team": TEAM, "age": rng.integers(18, 60, N), "wage": wage}))["tied"] == []


def test_a_value_that_few_rows_have_is_never_named():
    name = np.array(["common"] * 960 + ["Ada"] * 4 + ["rare"] * 36, dtype=object)
    wage = np.where(name == "Ada", np.nan, np.arange(N, dtype=float))
    wage[-36:] = np.nan
    found = gaps(dataset({"name": name, "wage": wage}))
    assert "Ada" not in str(found) and found["tied"][0]["where"] == "rare"


def test_gaps_tied_to_a_range_of_numbers_and_of_days():
    days = np.datetime64("2020-01-01") + np.arange(N)
    wage = np.where(np.arange(N) >= 900, np.nan, 1.0)
    (tie,) = gaps(dataset({"day": days.astype("datetime64[ns]"), "wage": wage}))["tied"]
    assert tie["where"].endswith(" or later") and tie["where"] < "2022-07" and tie["outside"] < 0.02


def test_many_columns_with_gaps_are_cut_to_those_with_the_most():
    columns = {f"c{i}": np.where(np.arange(N) < i + 5, np.nan, 1.0) for i in range(70)}
    found = gaps(dataset(columns))
    assert len(found["columns"]) == 30 and found["of"] == 70 and found["columns"][0] == "c69"
