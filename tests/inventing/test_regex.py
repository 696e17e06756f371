"""Strings drawn for an expression match it, whatever it is."""

import re

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from synth.inventing import SchemaError
from synth.inventing.regex import matching


def drawn(pattern: str, rows: int = 20, seed: int = 0) -> list[str]:
    return matching(pattern, rows, np.random.default_rng(seed)).tolist()


@pytest.mark.parametrize(
    "pattern",
    [
        r"[A-Z]{3}-\d{4}",
        r"a*b+c?",
        r"(ab|cd){2,3}",
        r"^\w+@[a-z]+\.(com|org)$",
        r"[^\W\d_]{4}",
        r"(\d\d)-\1",
        r"(?P<x>[ab])(?P=x)",
        r".",
        r"(?:x|y|)z",
        r"\S\D\s",
        r"a{2,}?",
        r"[äöü]{3}",
        r"(?i:ab[^a])",
        r"(a|b)*\1{0}x",
    ],
)
def test_draws_match(pattern):
    values = drawn(pattern)
    assert len(values) == 20 and all(re.fullmatch(pattern, value) for value in values)


def test_every_alternative_and_length_comes():
    assert set(drawn("a|b|c", 100)) == {"a", "b", "c"}
    assert {len(value) for value in drawn("x{1,4}", 100)} == {1, 2, 3, 4}


def test_same_seed_same_strings():
    assert drawn(r"\w{8}") == drawn(r"\w{8}") != drawn(r"\w{8}", seed=1)


@pytest.mark.parametrize(
    "pattern, said",
    [
        ("a(", "at character"),
        ("1++1", "possessive repeat"),
        ("(?>a|ab)c", "atomic group"),
        (r"a(?=b)", "cannot be drawn"),
        (r"\bx", "word boundary"),
        ("a{2000}", "1,000"),
        ("((a{0,9}){0,9}){0,99}", "nests"),
        (r"[^\s\S]", "nothing fits"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(pattern, said):
    with pytest.raises(SchemaError, match=said):
        drawn(pattern)


@settings(max_examples=150, deadline=None)
@given(strategies.text(alphabet=r"ab1()[]|*+?{},^$\d.-", max_size=12))
def test_any_pattern_gives_matches_or_a_sentence(pattern):
    try:
        values = drawn(pattern, 3)
    except SchemaError as refused:
        assert str(refused).endswith(".")
        return
    if "$" not in pattern and "^" not in pattern:
        assert all(re.fullmatch(pattern, value, re.DOTALL) for value in values)
