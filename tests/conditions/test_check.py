"""What cannot be is said with the column and near spellings; what can is put plainly."""

import pandas as pd
import pytest

from synth.conditions import check, facts_of, parse, spell, words
from synth.dataset import Column, Dataset, Kind

TABLE = pd.DataFrame({
    "state": ["Ohio"] * 10 + ["Iowa"] * 9 + ["Utah"],
    "size": ["S", "M", "L", "M"] * 5,
    "age": list(range(20, 40)),
    "date": pd.date_range("2024-01-01 08:00", periods=20, freq="D"),
    "name": [f"n{i}" for i in range(20)],
    "grade": [1, 2, 3, 4] * 5,
})
KINDS = {"state": Kind.CATEGORY, "size": Kind.CATEGORY, "age": Kind.INTEGER, "date": Kind.MOMENT, "name": Kind.TEXT,
         "grade": Kind.CATEGORY}
DATA = Dataset("small", TABLE, tuple(Column(name, KINDS[name], order=("S", "M", "L") if name == "size" else ())
                                     for name in TABLE))
FACTS = facts_of(DATA)


@pytest.mark.parametrize("text, plain", [
    ('month(date) in ("February", "mar")', "month(date) in (2, 3)"),
    ('weekday(date) == "sunday"', "weekday(date) == 7"),
    ('size >= "M"', 'size in ("M", "L")'), ("grade between 2 and 3", "grade in (2, 3)"),
    ('state == "Ohio"', 'state == "Ohio"'), ('state == "Utah"', 'state == "Utah"'),
    ("not age > 90", "not age > 90"), ("age > 90 or age < 25", "age > 90 or age < 25"), ('date >= "2024-01-20"',) * 2])
def test_conditions_are_put_plainly(text, plain):
    assert spell(check(parse(text), FACTS)).replace("'", '"') == plain


@pytest.mark.parametrize("text, said", [
    ('state == "Ohoi"', "'state' holds no 'Ohoi'; did you mean 'Ohio'?"),
    ('state == "Utha"', "'state' holds no 'Utha'; it holds Ohio, Iowa ..."),
    ('stat == "Ohio"', "There is no column 'stat'; did you mean 'state'?"),
    ('name == "n1"', "Column 'name' holds text"), ("month(age) == 2", "Column 'age' holds no dates"),
    ("month(date) == 13", "is a number from 1 to 12, not '13'"),
    ('age == "old"', "Column 'age' holds numbers; 'old' is none"),
    ("age > 90", "No row learned from has 'age > 90': most rows lie between 24 and 35."),
    ('date > "2025-01-01"', "most rows lie between 2024-01-05 and 2024-01-16"),
    ("age between 30 and 20", "the lower end comes second"), ("age is missing", "has no missing values"),
    ('state < "Ohio"', "categories without an order"), ('size < "S"', "No row learned from"),
    ('date == "soon"', "'soon' is none")])
def test_what_cannot_be_is_said(text, said):
    with pytest.raises(ValueError) as caught:
        check(parse(text), FACTS)
    assert said in str(caught.value) and str(caught.value)[-1] in ".?"


def test_a_level_of_fewer_than_five_rows_is_never_named():
    with pytest.raises(ValueError) as caught:
        check(parse('state == "Uta"'), FACTS)
    assert "Utah" not in str(caught.value)


def test_a_condition_in_words():
    found = check(parse('state != "Ohio" and (month(date) in ("feb", "mar") or not age between 20 and 30)'), FACTS)
    assert words(found) == ("state is not Ohio and (the month of date is February or March "
                            "or not (age lies between 20 and 30))")
    assert words(parse("a in (1, 2, 3, 4, 5, 6, 7, 8)"), lambda text: f"<{text}>") == (
        "<a> is <1>, <2>, <3>, <4>, <5> or 3 more")
