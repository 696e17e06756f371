import pyarrow as pa
import pytest

from synth.reading.types.numerals import decimal_mark
from synth.reading.result import Raw
from synth.reading.types.typed import typed


def read(values: list[str], point: str | None = None) -> tuple[list, str, str]:
    raw = Raw("csv")
    column = typed(pa.array(values, pa.large_string()), "c", raw, point=point)
    return column.tolist(), str(column.dtype), "\n".join(f"{r.what} ({r.why})" for r in raw.repairs)


@pytest.mark.parametrize(
    "values, numbers, dtype",
    [
        (["12%", "3.5%", "-1 %", "+0.1%"], [0.12, 0.035, -0.01, 0.001], "float64"),
        (["$1,200.50", "$5"], [1200.5, 5.0], "float64"),
        (["$1,234", "$7"], [1234, 7], "int64"),
        (["1.234,50 €", "5 €"], [1234.5, 5.0], "float64"),
        (["EUR 12,50", "EUR 1.000"], [12.5, 1000.0], "float64"),
        (["($5.10)", "$3"], [-5.1, 3.0], "float64"),
        (["-$1,000,000", "$-5"], [-1000000, -5], "int64"),
    ],
)
def test_shares_and_amounts(values, numbers, dtype):
    found, stored, told = read(values)
    assert found == numbers and stored == dtype and f"'{values[0]}' read as" in told


@pytest.mark.parametrize(
    "values, why",
    [
        (["$5", "€6"], "several currencies: $, €"),
        (["1.234 €", "5 €"], "two ways"),
        (["1,234 €"], "two ways"),
        (["$1.234"], "two ways"),
        (["$12345678901234567.25", "$1"], "more digits"),
        (["12%", "0.3"], ""),
        (["$5", "6"], ""),
        (["(5)", "6"], ""),
        (["($-5)", "$6"], ""),
        (["$", "$1"], ""),
    ],
)
def test_what_is_not_sure_stays_text(values, why):
    found, stored, told = read(values)
    assert found == values and stored == "object" and why in told
    assert bool(why) == bool(told)


def test_missing_values_among_amounts():
    found, stored, _ = read(["$5", "N/A", "$7"])
    assert stored == "Int64" and found[0] == 5 and found[2] == 7


def test_other_columns_say_what_marks_decimals():
    assert read(["1,234", "7"])[1] == "object"
    assert read(["1,234", "7"], ".")[:2] == ([1234, 7], "int64")
    assert read(["1,234", "7"], ",")[0] == [1.234, 7.0]
    assert read(["1.234", "2.500"])[0] == [1.234, 2.5]
    assert read(["1.234", "2.500"], ",")[:2] == ([1234, 2500], "int64")


@pytest.mark.parametrize(
    "columns, mark",
    [
        ([["1.5", "2"], ["x", "y"]], "."),
        ([["1,5", "2"], ["x", "y"]], ","),
        ([["1.5"], ["1,5"]], None),
        ([["1.234"], ["7"]], None),
        ([], None),
    ],
)
def test_the_mark_of_decimals_in_a_file(columns, mark):
    assert decimal_mark([pa.array(values, pa.large_string()) for values in columns]) == mark
