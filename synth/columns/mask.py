"""Made-up strings in the form of given ones: 'A-00123' gives 'A-00481', 'user_x7' gives 'user_k2'."""

import os
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

LEARNED = 5_000
"""Values from which forms are learned."""
DIGIT, UPPER, LOWER, CONSONANT, VOWEL, HEX, UPPER_HEX, OTHER = (chr(0xE000 + i) for i in range(8))
_CLASSES = {DIGIT: "0123456789", UPPER: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", LOWER: "abcdefghijklmnopqrstuvwxyz",
            CONSONANT: "bcdfghjklmnprstvwz", VOWEL: "aeiou", HEX: "0123456789abcdef", UPPER_HEX: "0123456789ABCDEF"}
_ASCII = str.maketrans({c: kind for kind in (UPPER, LOWER, DIGIT) for c in _CLASSES[kind]})
_HEXADECIMAL = re.compile(r"[0-9a-fA-F{}-]{8,}")


class Mask:
    """Draws strings that have the forms, in the shares, of the values learned.

    A form says, per position, a class of characters (digit, upper, lower, hexadecimal, other letters seen) or a fixed
    character: what is no letter or digit, the prefix that all share, and what every value of that form has at that
    place. keep="prefix" frees the places, keep="none" the prefix too, for when fresh values run out. Words of three
    lower-case letters or more alternate consonants and vowels, so that they can be read.
    """

    def __init__(self, values: Sequence[str], keep: str = "places"):
        values = list(values[:LEARNED])
        other = "".join(sorted({c for value in values for c in value if c.isalnum() and not c.isascii()}))
        self.classes_ = {kind: np.array(list(chars)) for kind, chars in (_CLASSES | {OTHER: other}).items() if chars}
        prefix = re.sub(r"\d+$", "", os.path.commonprefix(values)) if len(values) >= 3 and keep != "none" else ""
        hexadecimal = _hexadecimal(values)
        groups = defaultdict(list)
        for value in values:
            groups[hexadecimal(value) if hexadecimal else _form(value)].append(value)
        self.forms_ = [_fixed(form, group, len(prefix), keep == "places") for form, group in groups.items()]
        self.weights_ = np.array([len(group) for group in groups.values()]) / len(values)

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """That many strings, shape (count,), dtype object; some may repeat."""
        which = rng.choice(len(self.forms_), count, p=self.weights_)
        order = np.argsort(which, kind="stable")
        drawn = np.empty(count, dtype=object)
        for rows in np.split(order, np.flatnonzero(np.diff(which[order])) + 1):
            if len(rows):
                drawn[rows] = self._fill(self.forms_[which[rows[0]]], len(rows), rng)
        return drawn

    def _fill(self, form: str, count: int, rng: np.random.Generator) -> list[str]:
        if not form:
            return [""] * count
        letters = np.empty((count, len(form)), dtype="U1")
        for place, c in enumerate(form):
            choices = self.classes_.get(c)
            letters[:, place] = c if choices is None else choices[rng.integers(len(choices), size=count)]
        return letters.view(f"U{len(form)}").ravel().tolist()


def _hexadecimal(values: list[str]):
    """What forms a value of a hexadecimal column: all fit, and at least five of the letters a to f occur; else None."""
    if len({c for value in values for c in value.lower()} & set("abcdef")) < 5 or not all(
        map(_HEXADECIMAL.fullmatch, values)
    ):
        return None
    kind = UPPER_HEX if all(value.upper() == value for value in values) else HEX
    return lambda value: "".join(kind if c.isalnum() else c for c in value)


def _form(value: str) -> str:
    """The value with classes for letters and digits; one character each, so that positions stay."""
    form = value.translate(_ASCII)
    if not form.isascii():
        form = "".join(OTHER if c.isalnum() else c for c in form)
    return re.sub(LOWER + "{3,}", lambda run: ((CONSONANT + VOWEL) * len(run[0]))[:len(run[0])], form)


def _fixed(form: str, values: list[str], prefix: int, places: bool) -> str:
    """The form with the characters put back that are to stay."""
    first, shared = values[0], places and len(values) >= 5
    return "".join(f if f == c else c if i < prefix or (shared and all(v[i] == c for v in values)) else f
                   for i, (f, c) in enumerate(zip(form, first)))
