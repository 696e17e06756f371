"""The typed form of a rule's expression as a tree: `total == price * quantity or refund is missing`.

The language of conditions, with columns against columns, and with sums, differences and products of them.
"""

import re

from synth.conditions.condition import DEEPEST, LONGEST, Condition
from synth.conditions.parse import _TOKEN, _Parser, _real, _Token
from synth.conditions.parse import _tokens as tokens_of
from synth.rules.arithmetic import SIGNS, Comparison, Name, Number, Of, Term

_OURS = re.compile(_TOKEN.pattern.replace("-?(?:", "(?:").replace("[(),]", "[(),+*-]"), _TOKEN.flags)


def parse(text: str) -> Condition | Comparison:
    """What the text says. Raises: ValueError, a sentence that says where it goes wrong."""
    if len(text) > LONGEST:
        raise ValueError(f"A rule may have {LONGEST:,} characters at most, not {len(text):,}.")
    parser = _Rules(text, tokens_in(text))
    found = parser.any_of(0)
    if parser.next.kind != "end":
        raise parser.wrong("'and', 'or' or the end")
    return found


def term(text: str) -> Term:
    """The sum, difference or product that the text says. Raises: ValueError."""
    parser = _Rules(text, tokens_in(text))
    found = parser.sum(0)
    if parser.next.kind != "end":
        raise parser.wrong("+, -, * or the end")
    return found


def tokens_in(text: str) -> list[_Token]:
    """The text's tokens, those of arithmetic included. Raises: ValueError where something means nothing."""
    return tokens_of(text, _OURS)


class _Rules(_Parser):
    """Each test is first read as a comparison of two terms; where it is none, as conditions are."""

    def one(self, depth: int) -> Condition | Comparison:
        return self.comparison(depth) or super().one(depth)

    def comparison(self, depth: int) -> Comparison | None:
        """None, with nothing taken, where there is none or one that conditions know."""
        start = self.at
        try:
            left = self.sum(depth)
            sign = self.take()
            sign = {"=": "==", "<>": "!="}.get(sign.text, sign.text) if sign.kind == "sign" else ""
            right = self.sum(depth) if sign in SIGNS else None
        except ValueError:
            right = None
        if right is None or (isinstance(left, Name) and isinstance(right, Number)):
            self.at = start
            return None
        return Comparison(left, sign, right)

    def sum(self, depth: int) -> Term:
        found = self.product(depth)
        while self.next.kind == "mark" and self.next.text in "+-":
            found = Of(self.take().text, found, self.product(depth))
        return found

    def product(self, depth: int) -> Term:
        found = self.factor(depth)
        while self.taken("*"):
            found = Of("*", found, self.factor(depth))
        return found

    def factor(self, depth: int) -> Term:
        if depth > DEEPEST:
            raise ValueError(f"A rule may be nested {DEEPEST} deep at most.")
        if self.taken("-"):
            inner = self.factor(depth + 1)
            return Number(-inner.value) if isinstance(inner, Number) else Of("*", Number(-1.0), inner)
        if self.taken("("):
            inner = self.sum(depth + 1)
            self.close()
            return inner
        if self.next.kind == "number":
            return Number(_real(self.take().text))
        part, name = self.subject()
        return Name(name, part)

    def value(self):
        negative = self.taken("-")
        found = super().value()
        if negative and (isinstance(found, bool) or not isinstance(found, (int, float))):
            raise ValueError(f"'-' goes before a number, not before '{found}'.")
        return -found if negative else found
