import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.columns.kinds import describe
from synth.columns.missing import missing_codes
from synth.dataset import Dataset, Kind

RNG = np.random.default_rng(0)


def offered(values, name="x") -> list[str]:
    values = pd.Series(values, name=name)
    return [value for value, _, _ in missing_codes(values, describe(pd.DataFrame({name: values}))[0].kind)]


def dataset(**columns) -> Dataset:
    table = pd.DataFrame(columns)
    return Dataset("t", table, describe(table))


@pytest.mark.parametrize(
    "values, codes",
    [
        (["a", "b", "?"] * 9, ["?"]),
        (["a", "b", "--", "Unknown"] * 9, ["--", "Unknown"]),
        (["a", "b", "not available", ""] * 9, ["", "not available"]),
        (["yes", "no", "n.a."] * 9, ["n.a."]),
        (["1", "2", "3", "4", "left early"] * 9, ["left early"]),
        (["2020-01-01", "2021-02-03", "2021-03-03", "9999-12-31"] * 9, ["9999-12-31"]),
        (np.r_[RNG.integers(18, 80, 200), [-999] * 7], ["-999"]),
        (np.r_[RNG.integers(18, 80, 200), [-1] * 7, [999] * 9], ["-1", "999"]),
        (np.r_[RNG.normal(120, 10, 200), [0.0] * 9], ["0"]),
        ([*pd.date_range("2020-01-01", periods=60), *[pd.Timestamp("1900-01-01")] * 3], ["1900-01-01"]),
    ],
)
def test_codes_are_offered(values, codes):
    assert sorted(offered(values)) == sorted(codes)


@pytest.mark.parametrize(
    "values",
    [
        ["+", "-"] * 9,  # rhesus factors
        ["NC", "NY", "ND", "CA"] * 9,
        ["none of it", "some"] * 9,
        [-1, 0, 1] * 30,
        RNG.integers(0, 1000, 3000),
        RNG.normal(0, 100, 3000).round(),
        RNG.poisson(1, 1000),
        np.arange(60) / 7,
        [True, False] * 9,
        [None] * 9,
        ["?"] * 9,
        ["A1", "B2", "UNK", *(f"C{i}" for i in range(40))],
        pd.date_range("1890-01-01", periods=9000, freq="D"),
    ],
)
def test_what_is_no_code_is_not_offered(values):
    assert offered(values) == []


def test_a_lone_word_among_numbers_is_not_shown():
    assert offered([*map(str, range(50)), "Ada Lovelace"]) == []


def test_what_was_a_number_all_along_becomes_one():
    data = dataset(
        work=["1", "2", "?", "4"] * 5,
        when=["2020-01-01", "?", "2021-05-06", "2022-01-01"] * 5,
        ok=["yes", "no", "?", "yes"] * 5,
    )
    steered = data.steer(missing={"work": ["?"], "when": ["?"], "ok": ["?"]})
    assert {c.name: (c.kind, c.missing) for c in steered.columns} == {
        "work": (Kind.INTEGER, 0.25),
        "when": (Kind.MOMENT, 0.25),
        "ok": (Kind.FLAG, 0.25),
    }
    assert steered.table.work.dropna().tolist() == [1, 2, 4] * 5
    assert data.table.work.tolist()[2] == "?" and steered.column("work").reason


@pytest.mark.parametrize(
    "values, word, left",
    [
        ([1, 2, -999], "-999", [1, 2]),
        ([1.5, -999.0, 2.5], "-999", [1.5, 2.5]),
        (["a", " ", "b"], "", ["a", "b"]),
        (pd.to_datetime(["1900-01-01", "2020-01-02"]), "1900-01-01", [pd.Timestamp("2020-01-02")]),
        (
            pd.to_datetime(["1900-01-01 05:00", "2020-01-02 00:00"]).tz_localize("Europe/Berlin"),
            "1900-01-01",
            [pd.Timestamp("2020-01-02", tz="Europe/Berlin")],
        ),
        (pd.array([1, None, 9], dtype="Int64"), "9", [1]),
        (["a", "b"], "never seen", ["a", "b"]),
    ],
)
def test_the_word_goes_and_the_rest_stays(values, word, left):
    assert dataset(x=values).steer(missing={"x": [word]}).table.x.dropna().tolist() == left


def test_a_kind_chosen_by_hand_counts_after_the_words_are_gone():
    data = dataset(x=["1", "2", "?"] * 8)
    assert data.steer({"x": "real"}, missing={"x": ["?"]}).table.x.dtype == "float64"
    with pytest.raises(ValueError, match="'\\?', which is not a number"):
        data.steer({"x": "real"})


@pytest.mark.parametrize(
    "missing, words", [({"y": ["?"]}, "no column 'y'"), ({"x": ["many"]}, "no 'many'.*name a number")]
)
def test_words_that_cannot_be_are_refused(missing, words):
    with pytest.raises(ValueError, match=words):
        dataset(x=[1, 2]).steer(missing=missing)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.none() | st.text(max_size=6) | st.sampled_from(["?", "1", "2.5", "NA", "2020-01-01"]),
        min_size=1,
        max_size=30,
    ),
    st.text(max_size=3),
)
def test_nothing_but_the_word_is_lost(values, word):
    data = dataset(x=pd.Series(values, dtype=object))
    left = data.steer(missing={"x": [word]}).table.x
    kept = [v is not None and v.strip() != word.strip() for v in values]
    assert left.notna().tolist() == kept
    missing_codes(data.table.x, data.columns[0].kind)


def test_offers_are_the_most_frequent_first_with_rows_and_reason():
    (first, many, why), (second, few, _) = missing_codes(
        pd.Series(["a", "b"] * 30 + ["?"] * 5 + ["--"] * 3), Kind.CATEGORY
    )
    assert (first, many, second, few) == ("?", 5, "--", 3) and "unknown" in why
