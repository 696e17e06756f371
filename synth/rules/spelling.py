"""A rule in its typed form; `typed` reads it back."""

import json

from synth.conditions import And, Test, spell
from synth.conditions.spell import value_text
from synth.rules.arithmetic import Name, spelled
from synth.rules.combination import Combination
from synth.rules.expression import Expression, IfThen
from synth.rules.form import Format
from synth.rules.formula import Formula
from synth.rules.one_hot import OneHot
from synth.rules.order import Order
from synth.rules.rule import Rule
from synth.rules.typed import typed
from synth.rules.unique import Unique
from synth.rules.within import Range


def spelling(rule: Rule) -> str:
    """The text of a rule as a person types it; its JSON where no such text says the same."""
    text = _text(rule)
    try:
        same = text is not None and typed(text).record() == rule.record()
    except ValueError:
        same = False
    return text if same else json.dumps(rule.record(), ensure_ascii=False)


def _text(rule: Rule) -> str | None:
    names = ", ".join(spelled(Name(name)) for name in rule.columns)
    if isinstance(rule, Formula):
        return f"{spelled(Name(rule.column))} == {rule.formula}"
    if isinstance(rule, Order):
        return f" {'<' if rule.strict else '<='} ".join(spelled(Name(name)) for name in rule.ordered)
    if isinstance(rule, Range):
        return _range(rule)
    if isinstance(rule, Format):
        quote = "'" if '"' in rule.pattern else '"'
        return f"format({names}, {quote}{rule.pattern}{quote})"
    if isinstance(rule, IfThen):
        return f"if {rule.given} then {rule.then}"
    if isinstance(rule, Expression):
        return rule.text
    called = {Unique: "unique", OneHot: "one_hot", Combination: "combination"}.get(type(rule))
    return f"{called}({names})" if called else None


def _range(rule: Range) -> str:
    ends = {">=": rule.low, "<=": rule.high}
    if None not in ends.values():
        return f"{spelled(Name(rule.column))} between {value_text(rule.low)} and {value_text(rule.high)}"
    return spell(And(tuple(Test(rule.column, sign, (end,)) for sign, end in ends.items() if end is not None)))
