"""What was written as CSV reads back equal."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.reading import ReadError, read
from synth.reading.text.delimited import write_csv
from synth.reading.samples import load_sample

CELLS = (
    st.none()
    | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
    | st.integers(-(2**70), 2**70).map(str)
    | st.floats(allow_nan=False).map(repr)
    | st.sampled_from(
        [
            "007",
            "NA",
            "true",
            "False",
            "1,5",
            "2020-01-01",
            "2020-01-01 12:30:00",
            "31.12.2020",
            " padded ",
            '"',
            "a\r\nb",
            "x;y",
            "-0",
            "1e5",
            "#",
        ]
    )
)


def again(table, path):
    write_csv(table, path)
    return read(path).dataset.table


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(1, 4), st.integers(1, 12))
def test_a_table_as_read_reads_back_equal(tmp_path_factory, data, columns, rows):
    cells = [[data.draw(CELLS) for _ in range(rows)] for _ in range(columns)]
    path = tmp_path_factory.mktemp("trip") / "t.csv"
    try:
        first = again(pd.DataFrame({f"column {i} name": column for i, column in enumerate(cells)}), path)
    except ReadError:
        assert not any(cell and cell.strip() for column in cells for cell in column)
        return
    pd.testing.assert_frame_equal(again(first, path), first)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "t.csv"
    path.write_bytes(content)
    try:
        assert len(read(path).dataset) > 0
    except ReadError as refusal:
        assert str(refusal).endswith(".")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='ab1,;"\'\n\r\t |\\0.-', max_size=80))
def test_any_text_gives_a_table_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("text") / "t.csv"
    path.write_text(content, encoding="utf-8", newline="")
    try:
        assert len(read(path).dataset) > 0
    except ReadError as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.parametrize("key", ["shop", "flights", "penguins", "breast_cancer"])
def test_samples_read_back_equal(tmp_path, key):
    table = load_sample(key).table
    found = again(table, tmp_path / "t.csv")
    pd.testing.assert_frame_equal(found, table)


def test_a_line_of_one_missing_value_is_no_blank_line(tmp_path):
    table = pd.DataFrame({"x": ["a", None, None]})
    pd.testing.assert_frame_equal(again(table, tmp_path / "t.csv"), table)


def test_the_form_is_plain(tmp_path):
    write_csv(pd.DataFrame({"a": ["x", 'y, "z"'], "d": pd.to_datetime(["2020-01-02", None])}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b'a,d\r\nx,2020-01-02\r\n"y, ""z""",\r\n'
