"""A rule as it is typed, on the screen and on the command line."""

import json
import re

from synth.conditions import Test
from synth.rules.arithmetic import Comparison, Name, spelled
from synth.rules.combination import Combination
from synth.rules.expression import Expression, IfThen
from synth.rules.form import Format
from synth.rules.formula import Formula
from synth.rules.one_hot import OneHot
from synth.rules.order import Order
from synth.rules.parse import parse, tokens_in
from synth.rules.rule import Rule, of_kind
from synth.rules.unique import Unique
from synth.rules.within import Range

_CALLED = {"unique": Unique, "one_hot": OneHot, "combination": Combination}
_CALL = re.compile(r"\s*(unique|one_hot|combination|format)\s*\((.*)\)\s*", re.DOTALL | re.IGNORECASE)


def typed(text: str) -> Rule:
    """The rule that a text says.

    That is an expression, `if ... then ...`, `unique(a, b)`, `one_hot(a, b)`, `combination(a, b)`,
    `format(a, "pattern")`, or a rule's JSON. Raises: ValueError, a sentence that says where it goes wrong.
    """
    text = text.strip()
    if text.startswith("{"):
        return _of_json(text)
    if found := _CALL.fullmatch(text):
        return _call(found[1].lower(), found[2])
    if re.match(r"if\b", text, re.IGNORECASE):
        return _if_then(text)
    return plainest(parse(text), text)


def plainest(tree, text: str) -> Rule:
    """The plainest kind of rule that says the same: ranges and formulas can be mended, expressions only drawn anew."""
    if isinstance(tree, Comparison):
        bare = [isinstance(term, Name) and not term.part for term in (tree.left, tree.right)]
        if all(bare) and tree.sign in ("<", "<=", ">", ">="):
            names = (tree.left.column, tree.right.column)
            return Order(names if tree.sign in ("<", "<=") else names[::-1], strict=tree.sign in ("<", ">"))
        if bare[0] and not bare[1] and tree.sign == "==":
            return Formula(tree.left.column, spelled(tree.right))
    if (
        isinstance(tree, Test)
        and not tree.part
        and tree.operator in ("<=", ">=", "between")
        and not isinstance(tree.values[0], bool)
    ):
        ends = {"<=": (None, tree.values[0]), ">=": (tree.values[0], None)}.get(tree.operator, tree.values)
        return Range(tree.column, *ends)
    return Expression(text)


def _of_json(text: str) -> Rule:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as problem:
        raise ValueError(f"This is no rule in JSON: {problem}.") from None
    return of_kind(raw)


def _call(kind: str, inside: str) -> Rule:
    """unique(a, `b c`), format(a, "pattern") and so on."""
    tokens = tokens_in(inside)[:-1]
    given = [token.text[1:-1].replace("``", "`") if token.kind == "quoted" else token.text for token in tokens[::2]]
    names = all(token.kind in ("word", "quoted") for token in tokens[: 1 if kind == "format" else None : 2])
    if not tokens or len(tokens) % 2 == 0 or not names or any(token.text != "," for token in tokens[1::2]):
        raise ValueError(f"'{kind}(...)' takes columns separated by commas; a name with spaces goes in `backticks`.")
    if kind != "format":
        return _CALLED[kind](tuple(given))
    if len(given) != 2 or tokens[2].kind != "text":
        raise ValueError("'format(...)' takes a column and a pattern in quotes, as in format(code, \"[A-Z]{2}-\\d+\").")
    return Format(given[0], given[1][1:-1])


def _if_then(text: str) -> Rule:
    """`if ... then ...`; the word then is found among the tokens, so that it may stand in a text in quotes."""
    tokens = tokens_in(text)
    at = next((token.at for token in tokens if token.is_word("then")), None)
    if at is None:
        raise ValueError("A rule that begins with 'if' needs a 'then': if status == \"retired\" then wage is missing.")
    given, then = text[2:at].strip(), text[at + len("then") :].strip()
    return IfThen(given, then)
