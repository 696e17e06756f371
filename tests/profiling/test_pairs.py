import numpy as np

from synth.profiling.pairs import pairs
from tests.tables import dataset

N = 600


def of(columns, target=None):
    data = dataset(columns, target)
    return pairs(data, {name: data.table[name].nunique() for name in data.names})


def test_the_strongest_come_first_each_with_its_measure():
    rng = np.random.default_rng(0)
    x = rng.normal(size=N)
    group = np.where(x > 0, "high", "low")
    found = of(
        {
            "x": x,
            "down": -x,
            "group": group,
            "word": np.where(x > 0, "up", "down"),
            "noise": rng.normal(size=N),
            "same": [1] * N,
        }
    )
    told = [(*each["columns"], each["measure"]) for each in found["pairs"]]
    assert set(told[:2]) == {("x", "down", "Spearman's rank correlation"), ("group", "word", "Cramér's V")}
    assert found["pairs"][0]["value"] in (-1, 1) and ("x", "group", "correlation ratio") in told
    assert not any("noise" in each["columns"] or "same" in each["columns"] for each in found["pairs"])
    assert (found["columns"], found["of"], found["rows"]) == (5, 5, N)


def test_many_columns_are_cut_and_the_target_stays():
    rng = np.random.default_rng(0)
    found = of({f"c{i}": rng.normal(size=50) for i in range(60)} | {"y": rng.normal(size=50)}, "y")
    assert (found["columns"], found["of"]) == (40, 61) and len(found["pairs"]) == 10


def test_one_column_has_no_pair():
    assert of({"x": range(N), "same": [1] * N}) is None
