import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames

from synth.dataset import Dataset, Kind
from synth.columns.kinds import describe
from synth.columns.recast import conform, recast
from synth.columns.pii import iban_valid, luhn, pii_of

N = 60
CARDS = ["4111111111111111", "5500005555555559", "4012888888881881"]
RNG = np.random.default_rng(0)
EXPECTED = {
    "age": (RNG.integers(17, 90, N), Kind.INTEGER, None),
    "fnlwgt": (RNG.permutation(10**6)[:N] ** 2, Kind.INTEGER, None),
    "wage": (RNG.normal(size=N), Kind.REAL, None),
    "sex": (["Male", "Female"] * (N // 2), Kind.CATEGORY, None),
    "smokes": (["Yes", "no"] * (N // 2), Kind.FLAG, None),
    "bit": ([0, 1] * (N // 2), Kind.FLAG, None),
    "member": (pd.array([True, None] * (N // 2), dtype="boolean"), Kind.FLAG, None),
    "seen": (pd.date_range("2020-01-01", periods=N, tz="Europe/Berlin"), Kind.MOMENT, None),
    "customerId": (RNG.permutation(10**6)[:N], Kind.ID, None),
    "shop_id": ([1, 2, 3] * (N // 3), Kind.CATEGORY, None),
    "nr": (np.arange(N), Kind.ID, None),
    "year": (np.arange(1960, 1960 + N), Kind.INTEGER, None),
    "code": ([f"A-{i:05d}" for i in range(N)], Kind.ID, None),
    "note": ([f"the parcel number {i} came late and the box was wet" for i in range(N)], Kind.TEXT, None),
    "empty": ([None] * N, Kind.CATEGORY, None),
    "contact": ([f"user{i}@mail.de" for i in range(N)], Kind.TEXT, "e-mail"),
    "phone": ([f"0171 55{i:05d}" for i in range(N)], Kind.TEXT, "phone"),
    "first_name": (["Ada", "Bob", "Eve"] * (N // 3), Kind.TEXT, "name"),
    "guest": (
        ["Mary Smith", "John Doe", "Anna Bell", "James Dean", "Sarah Hill", "Paul Ray"] * (N // 6),
        Kind.TEXT,
        "name",
    ),
    "city": (["San Diego", "New York", "Santa Fe", "Los Angeles"] * (N // 4), Kind.CATEGORY, None),
    "product_name": (["Stan Cup", "Blue Pen"] * (N // 2), Kind.CATEGORY, None),
    "address": ([f"{i} Main Street" for i in range(N)], Kind.TEXT, "address"),
    "card": (CARDS * (N // 3), Kind.TEXT, "card"),
    "paid_with": ([int(card) for card in CARDS] * (N // 3), Kind.ID, "card"),
    "long_number": ([str(4000000000000000 + i) for i in range(N)], Kind.ID, None),
    "account": (["DE89370400440532013000", "GB82WEST12345698765432"] * (N // 2), Kind.TEXT, "iban"),
    "ssn": ([f"123-45-{i + 1000}" for i in range(N)], Kind.TEXT, "national id"),
    "client": (["10.0.0.1", "192.168.1.2", "8.8.8.8"] * (N // 3), Kind.TEXT, "ip"),
    "day": (["2020-01-01", "2020-01-02"] * (N // 2), Kind.CATEGORY, None),
    "clock": (["12:30:15", "08:15:00", "23:59:59"] * (N // 3), Kind.CATEGORY, None),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_column_is_seen_for_what_it_is(name):
    values, kind, pii = EXPECTED[name]
    found, = describe(pd.DataFrame({name: values}))
    assert (found.kind, found.pii) == (kind, pii)


def test_missing_shares_and_order():
    found = describe(pd.DataFrame({"b": [1.0, None], "a": ["x", "y"]}))
    assert [(column.name, column.missing) for column in found] == [("b", 0.5), ("a", 0.0)]


def test_a_key_that_repeats_in_another_table_is_still_a_key():
    found, = describe(pd.DataFrame({"users_id": np.repeat(np.arange(5000), 3)}))
    assert found.kind is Kind.ID


def test_long_tables_are_judged_by_a_sample_always_the_same():
    table = pd.DataFrame({"id": np.arange(50_000), "x": ["a", "b"] * 25_000})
    assert describe(table) == describe(table)
    assert [column.kind for column in describe(table)] == [Kind.ID, Kind.CATEGORY]


def test_checksums():
    assert luhn("79927398713") and not luhn("79927398710")
    assert iban_valid("GB82 WEST 1234 5698 7654 32") and not iban_valid("GB82WEST12345698765433")


def test_a_date_is_no_phone_number():
    assert pii_of("when", ["2020-01-01", "2021-05-06", "2022-12-31"]) is None


@settings(max_examples=60, deadline=None)
@given(data_frames([column("a", elements=st.none() | st.text() | st.integers() | st.floats(), dtype=object),
                    column("b", dtype=float), column("c", dtype="datetime64[ns]")]))
def test_describe_takes_anything(table):
    found = describe(table)
    assert [column.name for column in found] == ["a", "b", "c"]
    assert all(0 <= column.missing <= 1 for column in found)


@pytest.mark.parametrize("values, kind, expected, dtype", [
    (["1", "2"], "integer", [1, 2], "int64"),
    (["1", None], "integer", [1, pd.NA], "Int64"),
    ([1.0, 2.0], "integer", [1, 2], "int64"),
    ([1, 2], "real", [1.0, 2.0], "float64"),
    ([True, False], "integer", [1, 0], "Int64"),
    ([1, 2], "category", [1, 2], "int64"),
    ([1, 2], "id", [1, 2], "int64"),
    ([1.5, None], "text", ["1.5", None], "object"),
    ([1999, 2000], "moment", [pd.Timestamp("1999"), pd.Timestamp("2000")], "datetime64[ns]"),
    (["2020-02-03", None], "moment", [pd.Timestamp("2020-02-03"), pd.NaT], "datetime64[ns]"),
    (["a", "b"], "flag", ["a", "b"], "object"),
])
def test_recast(values, kind, expected, dtype):
    found = recast(pd.Series(values, name="x"), Kind(kind))
    assert (
        [None if a is None else a for a in found.astype(object)] == pytest.approx(expected)
        if dtype == "float64"
        else all((pd.isna(a) and pd.isna(b)) or a == b for a, b in zip(found, expected, strict=True))
    )
    if values != [True, False]:
        assert found.dtype == dtype


@pytest.mark.parametrize("values, kind, words", [
    (["1", "two"], "integer", "holds 'two', which is not a whole number"),
    ([1.0, 1.5], "integer", "holds '1.5', which is not a whole number"),
    (["x"], "real", "holds 'x', which is not a number"),
    (["yesterday"], "moment", "holds 'yesterday', which is not a date"),
    ([5, 6], "moment", "holds '5', which is not a date"),
    (["a", "b", "c"], "flag", "a flag has two values at most"),
    (pd.to_datetime(["2020-01-01"]), "real", "which is not a number"),
])
def test_recast_refuses_what_does_not_fit_and_says_so(values, kind, words):
    with pytest.raises(ValueError, match=f"Column 'x'.*{words}"):
        recast(pd.Series(values, name="x"), Kind(kind))


def test_conform_puts_another_table_into_the_form_of_a_dataset():
    table = pd.DataFrame(
        {
            "n": [1, 2, 3],
            "code": ["007", "008", "x"],
            "when": pd.date_range("2020", periods=3),
            "f": [True, False, True],
        }
    )
    like = Dataset("real", table, describe(table))
    other = pd.DataFrame(
        {"extra": [0, 0], "f": ["False", "True"], "when": ["2021-01-01", "2021-01-02"], "code": [7, 8], "n": ["4", "5"]}
    )
    found = conform(other, like)
    assert found.names == like.names and (found.table.dtypes == table.dtypes).all()
    assert found.table.code.tolist() == ["7", "8"] and found.table.f.tolist() == [False, True]
    with pytest.raises(ValueError, match=r"lacks the columns \['code'"):
        conform(other.drop(columns="code"), like)
    with pytest.raises(ValueError, match="Column 'n' holds 'many'"):
        conform(other.assign(n="many"), like)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_kind_comes_with_a_confidence_and_a_reason(name):
    found, = describe(pd.DataFrame({name: EXPECTED[name][0]}))
    assert 0 < found.confidence <= 1 and 3 < len(found.reason) < 140
    assert bool(found.pii) == bool(found.pii_reason)


@pytest.mark.parametrize("name, values, kind, meaning, said", [
    ("lat", RNG.uniform(40, 50, N), Kind.REAL, "latitude", "latitude"),
    ("size", ["S", "M", "L"] * (N // 3), Kind.CATEGORY, "ordered", "3 values on a scale: sizes"),
    ("x", ["Germany", "France", "Italy"] * (N // 3), Kind.CATEGORY, "country", "3 countries"),
    ("zip", [10001, 94105, 60601] * (N // 3), Kind.CATEGORY, "postal code", "not amounts"),
    ("year", [2007, 2008, 2009] * (N // 3), Kind.INTEGER, "year", "years"),
    ("n", [7] * N, Kind.INTEGER, "constant", "one value only"),
    ("x", ["a"] * N, Kind.CATEGORY, "constant", "one value only"),
    ("status_code", [200, 404, 500] * (10 * N), Kind.CATEGORY, None, "called a code"),
    ("customer_id", np.arange(N) // 2 * 7919 % 100_003, Kind.ID, "reference", "called a key"),
    ("seen", pd.date_range("2020-01-01", periods=N, tz="Europe/Berlin"), Kind.MOMENT, "zone Europe/Berlin", "dates"),
    ("dob", pd.date_range("1950-01-01", periods=N), Kind.ID, None, "its name says so"),
    ("x", [f"0{i % 9 + 1}/0{i % 3 + 1}/2020" for i in range(N)], Kind.CATEGORY, "dates as text", "two ways"),
    ("x", [f"{i % 20 + 1} Jan 2020" for i in range(N)], Kind.CATEGORY, "dates as text", "set the kind to moment"),
    ("x", [f"${i},000" for i in range(N)], Kind.TEXT, "numbers as text", "kept as text"),
    ("x", ['{"a": %d}' % i for i in range(N)], Kind.TEXT, "nested", "JSON"),
    ("run", np.arange(100, 100 + N), Kind.ID, None, "all different, counting up: a running number")])
def test_what_it_means_is_told(name, values, kind, meaning, said):
    found, = describe(pd.DataFrame({name: values}))
    assert (found.kind, found.meaning) == (kind, meaning) and said in found.reason


def test_unsure_kinds_say_so():
    unsure = {"few": [10, 20, 40] * (N // 3), "text": [f"{i % 28 + 1} Jan 2020" for i in range(N)]}
    assert all(column.confidence < 0.7 for column in describe(pd.DataFrame(unsure)))


def test_the_order_is_that_of_the_scale():
    found, = describe(pd.DataFrame({"size": ["L", "S", "M"] * (N // 3)}))
    assert found.order == ("S", "M", "L")


@pytest.mark.parametrize("texts, first", [
    (["03/04/2021", "25/12/2021"], "2021-04-03"), (["03/04/2021", "12/25/2021"], "2021-03-04"),
    (["03.04.2021", "05.06.2021"], "2021-04-03"),
    (["03/04/2021", "05/06/2021"], "2021-03-04")])
def test_day_and_month_are_told_apart_over_the_whole_column(texts, first):
    assert str(recast(pd.Series(texts, name="x"), Kind.MOMENT).iloc[0].date()) == first
