"""How the values of each column are written, learned from the rows that are whole: where does a value belong?"""

import math
import re
from collections import Counter
from functools import lru_cache

LEARNED = 1_000
"""Rows that are enough to know how a column is written."""
FEWEST = 10
"""Rows below which nothing is concluded."""
VARIED = 8
"""Forms of the values of a column from which on it takes any."""
STRANGEST = -7.0
"""Log probability of a value that is as no other of its column."""
_RUN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)


class Forms:
    """Per column, how often values of each form occur; rows (all of one length) are those to learn from."""

    def __init__(self, rows: list[list[str]]):
        rows = rows[:LEARNED]
        self.wide, self._rows = len(rows[0]), len(rows)
        self._forms = [Counter(form(row[c]) for row in rows) for c in range(self.wide)]
        self._sorts = [Counter(_sort(row[c]) for row in rows) for c in range(self.wide)]
        self._new = [(sum(n == 1 for n in seen.values()) + 1) / (self._rows + 2) for seen in self._forms]
        self._marks = [_mark(row[c] for row in rows) for c in range(self.wide)]
        self.lowest = min(map(self.fit, rows[:200]))

    def chance(self, value: str, column: int) -> float:
        """Log probability that the column holds a value so written; a form seen once counts as new (Good-Turing)."""
        seen = self._forms[column][form(value)]
        if seen > 1:
            return math.log(seen / self._rows)
        alike = (self._sorts[column][_sort(value)] + 0.1) / (self._rows + 1)
        return max(STRANGEST, math.log(0.1 * self._new[column] * alike))

    def fit(self, row: list[str]) -> float:
        """Log probability of a row as long as the table is wide."""
        return sum(self.chance(value, column) for column, value in enumerate(row))

    def open(self, column: int) -> bool:
        """Whether the column holds values of any form, as texts are."""
        return self._marks[column] is None and len(self._forms[column]) >= VARIED

    def known(self, value: str, column: int) -> bool:
        return self._forms[column][form(value)] > 1

    def marked(self, value: str, column: int) -> bool:
        """Whether nearly all values of the column share a form of several signs (12:30, AB-17), and this one has it."""
        return self._marks[column] is not None and self._marks[column] == _outline(value)


@lru_cache(maxsize=100_000)
def form(value: str) -> str:
    """9 for a digit, A for a letter, other signs as they are; runs of more than four become 9+ and A+."""
    runs = _RUN.findall(value.strip()[:80])
    return "".join(
        run
        if not run[0].isalnum()
        else ("9" if run[0].isdigit() else "A") * len(run)
        if len(run) <= 4
        else ("9+" if run[0].isdigit() else "A+")
        for run in runs
    )


@lru_cache(maxsize=100_000)
def _sort(value: str) -> str:
    """Coarser than the form: empty, or number, word or phrase with the order of its length."""
    value = value.strip()
    if not value:
        return ""
    sort = "phrase" if " " in value else "number" if not any(map(str.isalpha, value[:80])) else "word"
    return f"{sort}{len(value).bit_length()}"


def _outline(value: str) -> str:
    return "".join(
        run if not run[0].isalnum() else "9" if run[0].isdigit() else "A" for run in _RUN.findall(value.strip()[:80])
    )


def _mark(values) -> str | None:
    outlines = Counter(_outline(value) for value in values if value.strip())
    common, times = outlines.most_common(1)[0] if outlines else ("", 0)
    return common if times >= max(FEWEST, 0.9 * outlines.total()) and len(set(common)) > 1 else None
