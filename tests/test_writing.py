import pandas as pd
import pytest

from synth.writing import FORMATS, defused, write


@pytest.fixture
def orders():
    return pd.DataFrame({"id": [1, 2], "when": pd.to_datetime(["2024-01-31", None]), "note": ["=1+1", None], "price": [1.5, -2.0]})


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read_back_as_it_was(orders, tmp_path, ending):
    from synth.reading import read

    write(orders, tmp_path / f"orders.{ending}")
    pd.testing.assert_frame_equal(read(tmp_path / f"orders.{ending}").dataset.table, orders, check_dtype=False)


def test_formulas_are_defused_in_names_and_values_and_numbers_left_alone():
    table = pd.DataFrame({"=cmd": ["=1+1", "@x", "-2", "+1 555-0100", "plain", None], "n": [-1, 2, 3, 4, 5, 6]})
    safe = defused(table)
    assert list(safe.columns) == ["'=cmd", "n"] and safe["n"].tolist() == table["n"].tolist()
    assert safe["'=cmd"].tolist() == ["'=1+1", "'@x", "-2", "+1 555-0100", "plain", None]


def test_an_unknown_ending_is_refused(orders, tmp_path):
    with pytest.raises(ValueError, match="must end in one of"):
        write(orders, tmp_path / "orders.doc")


def test_nothing_partial_is_left_where_writing_fails(tmp_path):
    table = pd.DataFrame({"text": ["x" * 40_000]})
    with pytest.raises(ValueError):
        write(table, tmp_path / "long.xlsx")
    assert not list(tmp_path.iterdir())


def test_what_was_there_stays_where_writing_fails(orders, tmp_path):
    path = tmp_path / "long.xlsx"
    write(orders, path)
    before = path.read_bytes()
    with pytest.raises(ValueError):
        write(pd.DataFrame({"text": ["x" * 40_000]}), path)
    assert path.read_bytes() == before
