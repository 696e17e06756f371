import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.reading.text.dialect import Dialect
from synth.reading.text.mend import mend

COMMA = Dialect(",")


@pytest.mark.parametrize(
    "line, wide, values",
    [
        ("a,b", 2, ["a", "b"]),
        ('"a,b",c', 2, ["a,b", "c"]),
        ('"a,b",c', 3, ['"a', 'b"', "c"]),
        ('""', 1, [""]),
        ("", 1, [""]),
        ('a,"', 2, ["a", '"']),
        ('"a""b"', 1, ['a"b']),
        ("a,b", 3, None),
        ("a,b", 1, None),
    ],
)
def test_the_reading_with_the_right_number_of_values(line, wide, values):
    assert mend(line, COMMA, wide) == values


def test_lines_that_would_take_too_long_are_not_tried():
    assert mend('"' + "," * 10_000, COMMA, 3) is None


@given(st.lists(st.text(alphabet='ab," ', max_size=6), min_size=1, max_size=5))
def test_a_well_formed_line_is_read_as_it_is_meant(values):
    line = ",".join('"' + value.replace('"', '""') + '"' for value in values)
    mended = mend(line, COMMA, len(values))
    assert mended is not None and len(mended) == len(values)
    if not any('"' in value for value in values):
        assert mended == values
