"""Values of databases -> columns, nothing lost unsaid."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.reading.result import Raw
from synth.reading.databases.values import Columns, column

BERLIN = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(("values", "dtype", "expected", "told"), [
    ([1, None, 3], "Int64", [1, None, 3], 0), ([1.5, None], "float64", [1.5, None], 0),
    ([True, None], "boolean", [True, None], 0),
    (["NA", " x ", "", None], "object", ["NA", " x ", "", None], 0), (["2024-01-01"], "object", ["2024-01-01"], 0),
    ([Decimal("1.50"), None], "float64", [1.5, None], 0), ([Decimal("7"), Decimal("8")], "int64", [7, 8], 0),
    ([Decimal("12345678901234567.25")], "object", ["12345678901234567.25"], 1),
    ([Decimal("1E+30")], "float64", [1e30], 0),
    ([Decimal("NaN"), Decimal("2.5")], "float64", [None, 2.5], 1), ([b"\xde\xad", None], "object", ["dead", None], 1),
    ([[1, None], ["a"]], "object", ["[1, null]", '["a"]'], 1), ([{"a": b"\x01"}], "object", ['{"a": "01"}'], 1),
    ([UUID(int=1)], "object", ["00000000-0000-0000-0000-000000000001"], 0), ([None, None], "object", [None, None], 0),
    ([dt.datetime(2024, 1, 1, tzinfo=BERLIN)], "datetime64[ns, UTC+01:00]", None, 0),
    ([dt.date(2024, 1, 1)], "datetime64[ns]", None, 0),
    ([dt.date(9999, 12, 31)], "object", ["9999-12-31"], 1),
    ([dt.date(2024, 1, 1), "infinity"], "object", ["2024-01-01", "infinity"], 1)])
def test_a_column(values, dtype, expected, told):
    raw = Raw("")
    made = column(values, "c", raw)
    assert str(made.dtype) == dtype and len(raw.repairs) == told
    if expected is not None:
        assert [None if pd.isna(each) else each for each in made.tolist()] == expected


@given(st.lists(st.one_of(st.none(), st.integers(-2**70, 2**70), st.booleans(), st.text(), st.floats(allow_nan=False),
                          st.dates(),
                          st.datetimes(), st.binary()), min_size=1, max_size=30), st.integers(1, 7))
def test_batches_change_nothing(values, size):
    """A column that came in by batches is the one that came at once, and no row is lost."""
    batches = Columns(["c"])
    for start in range(0, len(values), size):
        batches.add([(value,) for value in values[start:start + size]])
    raw, whole = Raw(""), Raw("")
    made = batches.table(raw, dated_text=False)["c"]
    expected = column(values, "c", whole)
    assert len(made) == len(values) == batches.rows and made.dtype == expected.dtype
    assert made.equals(expected.rename("c"))
    assert raw.repairs == whole.repairs
