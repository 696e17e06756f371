"""Strings that match a regular expression, drawn by walking the tree that Python's own parser makes of it."""

import re
import warnings

import numpy as np

from synth.inventing.fields import SchemaError

MORE = 8
"""How many repeats beyond the least an open end (*, +, {3,}) may have."""
LONGEST = 1_000
"""Characters of a string at most."""
STEPS = 5_000
"""Parts drawn for one expression at most, repeats counted: what nests repeats in repeats is refused."""
PRINTABLE = [chr(code) for code in range(32, 127)]
CLASSES = {
    "CATEGORY_DIGIT": "0123456789",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
}


def matching(pattern: str, rows: int, rng: np.random.Generator) -> np.ndarray:
    """That many strings that match the whole pattern, shape (rows,), dtype object.

    Raises: SchemaError, with the position, for what is no expression; and for look-around, word boundaries and what is
    too long.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sets that later versions may read otherwise
            tree = re._parser.parse(pattern)
    except (re.error, RecursionError, OverflowError) as problem:
        where = f" at character {problem.pos + 1}" if getattr(problem, "pos", None) is not None else ""
        raise SchemaError(
            f"pattern is no regular expression: {getattr(problem, 'msg', 'nested too deeply')}{where}."
        ) from None
    if tree.getwidth()[0] > LONGEST:
        raise SchemaError(f"pattern asks for more than {LONGEST:,} characters; make it shorter.")
    return _Walk(rows, rng, bool(tree.state.flags & re.IGNORECASE)).sequence(tree)


class _Walk:
    """Draws one part after the other for all rows at once; groups remembers what each drew, for references back."""

    def __init__(self, rows: int, rng: np.random.Generator, any_case: bool):
        self.rows, self.rng, self.any_case = rows, rng, any_case
        self.groups: dict[int, np.ndarray] = {}
        self.steps = 0

    def sequence(self, parts) -> np.ndarray:
        made = np.full(self.rows, "", dtype=object)
        for name, about in parts:
            made = made + self.part(str(name), about)
        return made

    def part(self, name: str, about) -> np.ndarray:
        self.steps += 1
        if self.steps > STEPS:
            raise SchemaError("pattern nests repeats too deeply; use smaller numbers of repeats.")
        draw = getattr(self, f"_{name.lower()}", None)
        if draw is None:
            raise SchemaError(
                f"pattern uses {name.lower().replace('_', ' ')}, which cannot be drawn; write it without."
            )
        return draw(about)

    def _literal(self, code: int) -> np.ndarray:
        return np.full(self.rows, chr(code), dtype=object)

    def _not_literal(self, code: int) -> np.ndarray:
        return self._one_of([c for c in PRINTABLE if c != chr(code)])

    def _any(self, about) -> np.ndarray:
        return self._one_of(PRINTABLE)

    def _in(self, members) -> np.ndarray:
        negated = str(members[0][0]) == "NEGATE"
        allowed = {c for name, about in members[int(negated) :] for c in _members(str(name), about)}
        if self.any_case:
            allowed |= {c.swapcase() for c in allowed if negated}
        return self._one_of([c for c in PRINTABLE if c not in allowed] if negated else sorted(allowed))

    def _one_of(self, characters: list[str]) -> np.ndarray:
        if not characters:
            raise SchemaError("pattern holds a set of characters that nothing fits.")
        return np.array(characters, dtype=object)[self.rng.integers(len(characters), size=self.rows)]

    def _branch(self, about) -> np.ndarray:
        branches = about[1]
        chosen, made = self.rng.integers(len(branches), size=self.rows), np.full(self.rows, "", dtype=object)
        before = dict(self.groups)
        for i, branch in enumerate(branches):
            made = np.where(chosen == i, self.sequence(branch), made)
        if self.groups.keys() != before.keys():
            self.groups = {n: values for n, values in self.groups.items() if n in before}
        return made

    def _subpattern(self, about) -> np.ndarray:
        group, _, _, parts = about
        made = self.sequence(parts)
        if group is not None:
            self.groups[group] = made
        return made

    def _groupref(self, group: int) -> np.ndarray:
        if group not in self.groups:
            raise SchemaError("pattern refers back to a group of one alternative only; write it without.")
        return self.groups[group]

    def _max_repeat(self, about) -> np.ndarray:
        least, most, parts = about
        most = least + MORE if most is re._constants.MAXREPEAT else min(most, max(LONGEST, least))
        times = self.rng.integers(least, most, self.rows, endpoint=True)
        made = np.full(self.rows, "", dtype=object)
        for i in range(most):
            outer = dict(self.groups)
            drawn = self.sequence(parts)
            made = np.where(i < times, made + drawn, made)
            self.groups = {
                n: np.where(i < times, values, outer[n]) if n in outer else values for n, values in self.groups.items()
            }
        return made

    _min_repeat = _max_repeat

    def _at(self, where) -> np.ndarray:
        if str(where) not in ("AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING"):
            raise SchemaError("pattern uses a word boundary, which cannot be drawn; write it without.")
        return np.full(self.rows, "", dtype=object)


def _members(name: str, about) -> list[str]:
    """The characters that one entry of a set allows."""
    if name == "LITERAL":
        return [chr(about)]
    if name == "RANGE":
        return [chr(code) for code in range(about[0], min(about[1], about[0] + 5_000) + 1)]
    category = str(about)
    if category.replace("_NOT", "") not in CLASSES:
        raise SchemaError("pattern holds a class of characters that cannot be drawn; list them.")
    allowed = CLASSES[category.replace("_NOT", "")]
    return [c for c in PRINTABLE if c not in allowed] if "_NOT" in category else list(allowed)
