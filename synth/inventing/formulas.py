"""A small safe language of formulas over columns: parsed by Python's `ast`, evaluated by our own walk over a closed
list of nodes.

Numbers, texts and dates; + - * / // % **; comparisons; and, or, not; `a if b else c`; `x in ("a", "b")`; slices of
texts; and the functions of FUNCTIONS. A column whose name is no plain word stands in backticks: `unit price` * 2. A
date plus a number is so many days later. What cannot be computed (a division by 0, a missing value) is missing.
"""

import ast
import re
import warnings

import numpy as np

from synth.inventing.fields import SchemaError
from synth.inventing.functions import FUNCTIONS
from synth.inventing.nodes import COMPARISONS, OPERATORS, literal
from synth.inventing.operations import TESTS, arithmetic, chosen, compared, negated, sliced, truth

LONGEST = 2_000
"""Characters of a formula."""
DEEPEST = 100


class Formula:
    """A parsed formula; needs are the columns it names, in order.

    Raises: SchemaError, with the position counted from 1, for whatever is not in the language.
    """

    def __init__(self, text: str):
        self.text, self.quoted = text, {}
        if len(text) > LONGEST:
            raise SchemaError(
                f"The formula has {len(text):,} characters; {LONGEST:,} are the most. Split it into columns."
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of odd escapes, which show in the value
                self.tree = ast.parse(self._named(text), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            raise self.wrong(
                getattr(problem, "offset", None) or 1, "this is no formula; check brackets, quotes and operators"
            ) from None
        self.needs: list[str] = []
        self._check(self.tree, 0)

    def _named(self, text: str) -> str:
        """Names in backticks replaced by words of the same length, so that positions hold."""

        def word(found: re.Match) -> str:
            placeholder = f"_{len(self.quoted)}".ljust(len(found[0]), "_")
            self.quoted[placeholder] = found[1]
            return placeholder

        return re.sub(r"`([^`]+)`", word, text.strip())

    def wrong(self, position: int, why: str) -> SchemaError:
        return SchemaError(f"The formula goes wrong at character {position}: {why}.")

    def _check(self, node: ast.AST, depth: int) -> None:
        """Refuses what is not in the language before anything is computed; notes the columns named."""
        at = getattr(node, "col_offset", 0) + 1
        if depth > DEEPEST:
            raise self.wrong(at, "it is nested too deeply; split it into columns")
        if isinstance(node, ast.Call):
            self._check_call(node, at)
            children = node.args
        elif isinstance(node, ast.Name):
            name = self.quoted.get(node.id, node.id)
            self.needs += [name] if name not in self.needs else []
            return
        elif isinstance(node, ast.Constant):
            if not isinstance(node.value, (int, float, str, bool)) or (
                isinstance(node.value, int) and abs(node.value) >= 2**63
            ):
                raise self.wrong(at, "only numbers, texts, True and False can be written here")
            return
        else:
            children = self._children(node, at)
        for child in children:
            self._check(child, depth + 1)

    def _check_call(self, node: ast.Call, at: int) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else None
        if name not in FUNCTIONS:
            raise self.wrong(
                at, f"there is no function '{name or ast.unparse(node.func)[:40]}'; there are {', '.join(FUNCTIONS)}"
            )
        low, high = FUNCTIONS[name][1:]
        if (
            node.keywords
            or any(isinstance(each, ast.Starred) for each in node.args)
            or not low <= len(node.args) <= high
        ):
            raise self.wrong(
                at, f"{name} takes {low if low == high else f'{low} to {high}'} value(s) between its brackets"
            )

    def _children(self, node: ast.AST, at: int) -> list[ast.AST]:
        """The parts of an operator. Raises: SchemaError for a node that is not in the language."""
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return [node.left, node.right]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd, ast.Not)):
            return [node.operand]
        if isinstance(node, ast.BoolOp):
            return node.values
        if isinstance(node, ast.IfExp):
            return [node.test, node.body, node.orelse]
        if isinstance(node, ast.Compare):
            return self._compared(node, at)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
            for end in (node.slice.lower, node.slice.upper):
                if end is not None and not isinstance(literal(end), int):
                    raise self.wrong(at, "a slice takes whole numbers, as in name[0:3]")
            return [node.value]
        raise self.wrong(at, f"'{ast.unparse(node)[:40]}' is not in the language of formulas")

    def _compared(self, node: ast.Compare, at: int) -> list[ast.AST]:
        for op, right in zip(node.ops, node.comparators):
            if isinstance(op, (ast.In, ast.NotIn)):
                if (
                    len(node.ops) > 1
                    or not isinstance(right, (ast.Tuple, ast.List))
                    or any(literal(e) is None for e in right.elts)
                ):
                    raise self.wrong(at, 'after \'in\' stands a list of values, as in x in ("a", "b")')
            elif type(op) not in COMPARISONS:
                raise self.wrong(at, "compare by ==, !=, <, <=, >, >= or in")
        return [node.left] if isinstance(node.ops[0], (ast.In, ast.NotIn)) else [node.left, *node.comparators]

    def values(self, columns: dict[str, np.ndarray], rows: int) -> np.ndarray:
        """The result for every row, shape (rows,): float64, int64, bool, datetime64[ns] or object text, None where
        missing.

        columns: those of `needs`, as operations.plain makes them. Raises: SchemaError, with the position, for kinds
        that do not go together.
        """
        with np.errstate(all="ignore"):
            made = self._value(self.tree, columns)
        return np.broadcast_to(made, (rows,)) if np.ndim(made) == 0 else made

    def _value(self, node: ast.AST, columns: dict):
        try:
            return self._computed(node, columns)
        except SchemaError:
            raise
        except (TypeError, ValueError, OverflowError, ArithmeticError) as problem:
            why = str(problem) if isinstance(problem, TESTS) else "these values do not go together"
            raise self.wrong(getattr(node, "col_offset", 0) + 1, why.rstrip(".")) from None

    def _computed(self, node: ast.AST, columns: dict):
        def of(part):
            return self._value(part, columns)

        if isinstance(node, ast.Constant):
            return np.array(node.value, dtype=object if isinstance(node.value, str) else None)
        if isinstance(node, ast.Name):
            return columns[self.quoted.get(node.id, node.id)]
        if isinstance(node, ast.BinOp):
            return arithmetic(OPERATORS[type(node.op)], of(node.left), of(node.right))
        if isinstance(node, ast.UnaryOp):
            value = of(node.operand)
            return (
                ~truth(value)
                if isinstance(node.op, ast.Not)
                else negated(value)
                if isinstance(node.op, ast.USub)
                else value
            )
        if isinstance(node, ast.BoolOp):
            join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            parts = [truth(of(each)) for each in node.values]
            made = parts[0]
            for each in parts[1:]:
                made = join(made, each)
            return made
        if isinstance(node, ast.IfExp):
            return chosen(truth(of(node.test)), of(node.body), of(node.orelse))
        if isinstance(node, ast.Subscript):
            ends = (None if end is None else literal(end) for end in (node.slice.lower, node.slice.upper))
            return sliced(of(node.value), slice(*ends))
        if isinstance(node, ast.Call):
            return FUNCTIONS[node.func.id][0](*map(of, node.args))
        return self._comparison(node, of)

    def _comparison(self, node: ast.Compare, of):
        if isinstance(node.ops[0], (ast.In, ast.NotIn)):
            left, made = of(node.left), np.array(False)
            for each in node.comparators[0].elts:
                value = literal(each)
                made = made | compared("==", left, np.array(value, dtype=object if isinstance(value, str) else None))
            return made if isinstance(node.ops[0], ast.In) else ~made
        values, made = [of(each) for each in (node.left, *node.comparators)], np.array(True)
        for op, left, right in zip(node.ops, values, values[1:]):
            made = made & compared(COMPARISONS[type(op)], left, right)
        return made
