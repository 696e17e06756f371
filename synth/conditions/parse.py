"""The typed form of a condition as a tree: `state == "Ohio" and month(date) in (2, 3)`. Nothing is ever evaluated."""

import re
from dataclasses import dataclass, field

from synth.conditions.condition import DEEPEST, LONGEST, MOST_VALUES, PARTS, SIGNS, And, Condition, Not, Or, Test, Value

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<quoted>`(?:[^`]|``)*`)
    |(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    |(?P<sign><=|>=|==|!=|<>|<|>|=)
    |(?P<mark>[(),])
    |(?P<word>[^\W\d]\w*)""", re.VERBOSE | re.DOTALL)
_KEYWORDS = {"and", "or", "not", "in", "is", "missing", "between", "true", "false"}
_ALIKE = {"=": "==", "<>": "!="}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words


def parse(text: str) -> Condition:
    """The condition that the text says. Raises: ValueError, a sentence that says where it goes wrong."""
    if len(text) > LONGEST:
        raise ValueError(f"A condition may have {LONGEST:,} characters at most, not {len(text):,}.")
    parser = _Parser(text, _tokens(text))
    found = parser.any_of(0)
    if parser.next.kind != "end":
        raise parser.wrong("'and', 'or' or the end")
    return found


def _tokens(text: str, language: re.Pattern = _TOKEN) -> list[_Token]:
    found, at = [], 0
    while at < len(text):
        match = language.match(text, at)
        if match is None:
            what = "A quote is not closed" if text[at] in "\"'`" else f"'{text[at]}' means nothing here"
            raise ValueError(f"{what}, at character {at + 1}: {_near(text, at)}.")
        if match.lastgroup != "space":
            found.append(_Token(match.lastgroup, match.group(), at))
        at = match.end()
    return [*found, _Token("end", "", len(text))]


def _near(text: str, at: int) -> str:
    return f"'{text[max(at - 12, 0):at]}⟨here⟩{text[at:at + 12]}'"


@dataclass
class _Parser:
    """Recursive descent over the tokens; `next` is the one not yet taken."""

    text: str
    tokens: list[_Token]
    at: int = field(default=0)

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def wrong(self, wanted: str) -> ValueError:
        found = f"'{self.next.text}'" if self.next.text else "the end"
        return ValueError(f"Expected {wanted}, not {found}, at character {self.next.at + 1}: "
                          f"{_near(self.text, self.next.at)}.")

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def taken(self, *words: str) -> bool:
        """Whether the next token is one of these words or marks; it is taken then."""
        there = self.next.is_word(*words) or (self.next.kind == "mark" and self.next.text in words)
        self.at += there
        return there

    def any_of(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ValueError(f"A condition may be nested {DEEPEST} deep at most.")
        parts = [self.all_of(depth)]
        while self.taken("or"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.taken("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int) -> Condition:
        if self.next.is_word("not"):
            self.take()
            if depth >= DEEPEST:
                raise ValueError(f"A condition may be nested {DEEPEST} deep at most.")
            return Not(self.one(depth + 1))
        if self.taken("("):
            inner = self.any_of(depth + 1)
            self.close()
            return inner
        return self.test()

    def close(self) -> None:
        if not self.taken(")"):
            raise self.wrong("')'")

    def test(self) -> Test:
        part, column = self.subject()
        if self.taken("is"):
            negated = self.taken("not")
            if not self.taken("missing"):
                raise self.wrong("'missing' or 'not missing'")
            return Test(column, "not missing" if negated else "missing", (), part)
        if self.taken("between"):
            low = self.value()
            if not self.taken("and"):
                raise self.wrong("'and' and the upper end")
            return Test(column, "between", (low, self.value()), part)
        negated = self.taken("not")
        if self.taken("in"):
            return Test(column, "not in" if negated else "in", self.values(), part)
        if negated or self.next.kind != "sign":
            raise self.wrong("'in'" if negated else f"{', '.join(SIGNS)}, in, between or is missing")
        sign = self.take().text
        return Test(column, _ALIKE.get(sign, sign), (self.value(),), part)

    def subject(self) -> tuple[str | None, str]:
        token = self.next
        if token.kind == "quoted":
            return None, self.take().text[1:-1].replace("``", "`")
        if token.kind != "word" or token.text.lower() in _KEYWORDS:
            raise self.wrong("a column (a name with spaces goes in `backticks`)")
        self.take()
        if not (self.next.kind == "mark" and self.next.text == "("):
            return None, token.text
        if token.text.lower() not in PARTS:
            raise ValueError(f"There is no '{token.text}(...)'; of a date there are {', '.join(PARTS)}.")
        self.take()
        inner, column = self.subject()
        if inner is not None:
            raise ValueError(f"'{token.text}({inner}(...))' asks for a part of a part; name a column inside.")
        self.close()
        return token.text.lower(), column

    def values(self) -> tuple[Value, ...]:
        if not self.taken("("):
            raise self.wrong("'(' and values, as in (2, 3)")
        found = [self.value()]
        while self.taken(",") and not self.taken(")"):
            found.append(self.value())
            if len(found) > MOST_VALUES:
                raise ValueError(f"A list may hold {MOST_VALUES} values at most.")
        if self.tokens[self.at - 1].text != ")" or self.tokens[self.at - 1].kind != "mark":
            self.close()
        return tuple(found)

    def value(self) -> Value:
        token = self.next
        if token.kind == "text":
            return re.sub(r"\\(.)", r"\1", self.take().text[1:-1], flags=re.DOTALL)
        if token.kind == "number":
            written = self.take().text
            return int(written) if re.fullmatch(r"-?\d+", written) else _real(written)
        if token.is_word("true", "false"):
            return self.take().text.lower() == "true"
        if token.kind == "word" and token.text.lower() not in _KEYWORDS:
            raise self.wrong(f"a value (text goes in quotes: \"{token.text}\")")
        raise self.wrong("a value: a number, a text in quotes, true or false")


def _real(written: str) -> float:
    number = float(written)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"The number {written} is too large.")
    return number
