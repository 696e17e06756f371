import pytest

from synth.reading.text.header import header_rows, joined_names

NUMBERS = [["r1", "4", "2.5", "1"], ["r2", "7", "5.0", "2"], ["r3", "9", "7.5", "3"]]


@pytest.mark.parametrize(
    "top, rows, units, names",
    [
        ([["name", "len", "wt", "n"]], 1, False, ["name", "len", "wt", "n"]),
        (
            [["", "2019", "", "2020"], ["Region", "Sales", "Cost", "Sales"]],
            2,
            False,
            ["Region", "2019 / Sales", "2019 / Cost", "2020 / Sales"],
        ),
        (
            [["Region", "2019", "", "2020"], ["", "Sales", "Cost", "Sales"]],
            2,
            False,
            ["Region", "2019 / Sales", "2019 / Cost", "2020 / Sales"],
        ),
        ([["a", "b", "c", "d"]] * 3, 3, False, ["a", "b", "c", "d"]),
        (
            [["q1", "q2", "q3", "q4"], ["Who?", "How tall?", "How heavy?", "How many?"]],
            2,
            False,
            ["q1 / Who?", "q2 / How tall?", "q3 / How heavy?", "q4 / How many?"],
        ),
        ([["name", "len", "wt", "n"], ["", "cm", "kg/m2", ""]], 1, True, ["name", "len", "wt", "n"]),
        ([["name", "len", "wt", "n"], ["", "[cm]", "(kg)", "-"]], 1, True, ["name", "len", "wt", "n"]),
    ],
)
def test_rows_that_name_the_columns(top, rows, units, names):
    assert header_rows(top + NUMBERS) == (rows, units)
    assert joined_names(top[:rows]) == names


@pytest.mark.parametrize(
    "first",
    [
        ["r0", "unknown", "missing", "n/a"],
        ["r0", "none", "none", "none"],
        ["r0", "", "", "1"],
        ["r0", "many", "many", "many"],
        ["r0", "6", "heavy", "2"],
    ],
)
def test_a_row_of_data_is_no_header(first):
    assert header_rows([["name", "len", "wt", "n"], first, *NUMBERS]) == (1, False)


def test_texts_alone_say_nothing():
    assert header_rows([["a", "b"], ["x", "y"], ["z", "w"], ["u", "v"]]) == (1, False)


def test_no_header():
    assert header_rows(NUMBERS)[0] == 0
