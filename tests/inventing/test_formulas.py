"""The language of formulas: what it computes, and that nothing else gets through."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from synth.inventing import SchemaError
from synth.inventing.formulas import Formula
from synth.inventing.operations import plain

COLUMNS = {
    name: plain(pd.Series(values))
    for name, values in {
        "a": [1, 2, 3],
        "b": [0.5, np.nan, 2.0],
        "yes": [True, False, True],
        "word": ["Ann", None, "bob"],
        "unit price": [10, 20, 30],
        "day": pd.to_datetime(["2024-02-28", "2024-12-31", None]),
    }.items()
}


def computed(text: str) -> list:
    values = pd.Series(Formula(text).values(COLUMNS, 3))
    return values.astype(object).where(values.notna(), None).tolist()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a + 1", [2, 3, 4]),
        ("a * b", [0.5, None, 6.0]),
        ("1 / (a - 1)", [None, 1.0, 0.5]),
        ("7 % (a - 1)", [None, 0.0, 1.0]),
        ("a ** 2", [1.0, 4.0, 9.0]),
        ("-a", [-1, -2, -3]),
        ("1 < a <= 3", [False, True, True]),
        ("not yes or a == 1", [True, True, False]),
        ("'big' if a > 2 else 'small'", ["small", "small", "big"]),
        ("a in (1, 3)", [True, False, True]),
        ("word not in ('Ann', 'x')", [False, True, True]),
        ("`unit price` * a", [10, 40, 90]),
        ("min(a, 2)", [1, 2, 2]),
        ("max(a, b, 2)", [2.0, None, 3.0]),
        ("round(b * 1.26, 1)", [0.6, None, 2.5]),
        ("round(a / 2)", [0, 1, 2]),
        ("abs(a - 2)", [1, 0, 1]),
        ("log(a - 1)", [None, 0.0, np.log(2)]),
        ("exp(0)", [1.0] * 3),
        ("month(day)", [2.0, 12.0, None]),
        ("weekday(day)", [3.0, 2.0, None]),
        ("upper(word)", ["ANN", None, "BOB"]),
        ("word[0:2] + '-' + a", ["An-1", None, "bo-3"]),
        ("join('/', word, yes)", ["Ann/True", None, "bob/True"]),
        ("day > '2024-06-01'", [False, True, False]),
        ("day - day", [0.0, 0.0, None]),
        ("missing(word)", [False, True, False]),
        ("day + 2", [pd.Timestamp("2024-03-01"), pd.Timestamp("2025-01-02"), None]),
        ("length(word)", [3.0, None, 3.0]),
    ],
)
def test_formulas_give_what_one_computes_by_head(text, expected):
    assert computed(text) == pytest.approx(expected) if isinstance(expected[-1], float) else computed(text) == expected


@pytest.mark.parametrize(
    "text, position",
    [
        ("a +* 2", 4),
        ("a.real", 1),
        ("__import__('os')", 1),
        ("a[0]", 1),
        ("(lambda: 1)()", 1),
        ("[x for x in a]", 1),
        ("min(a)", 1),
        ("a + open('x')", 5),
        ("a if a else {}", 13),
        ("a in b", 1),
        ("f'{a}'", 1),
        ("round(*a)", 1),
        ("a and (b := 1)", 8),
        ("1j", 1),
        ("a @ a", 1),
        ("a ^ 1", 1),
        ("word[a:]", 1),
        ("(a).__class__.__mro__", 1),
        ("'%s' % a", 1),
        ("word * 3", 1),
        ("word > 3", 1),
        ("a + day * 2", 5),
        ("9" * 30, 1),
    ],
)
def test_what_is_not_in_the_language_is_refused_where_it_stands(text, position):
    with pytest.raises(SchemaError, match=f"at character {position}: .+\\.$"):
        computed(text)


def test_what_is_too_long_or_deep_is_a_sentence():
    for text in ("1+" * 3000 + "1", "(" * 500 + "1" + ")" * 500, "-" * 1500 + "1"):
        with pytest.raises(SchemaError):
            computed(text)


@settings(max_examples=300, deadline=None)
@given(strategies.text(alphabet="ab1.()[]{}'\"+-*/%<>= ,:ifelsorndwy`_\\\n", max_size=40))
def test_any_text_gives_values_or_a_sentence(text):
    try:
        parsed = Formula(text)
        if set(parsed.needs) <= set(COLUMNS):
            assert len(parsed.values(COLUMNS, 3)) == 3
    except SchemaError as refused:
        assert str(refused).endswith(".")
