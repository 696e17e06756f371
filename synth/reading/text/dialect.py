"""How a delimited text is written: delimiter, quote, escape, header."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

DELIMITERS = ",;\t|: "
SAMPLED = 20_000
"""Characters looked at."""
_NUMBER = re.compile(r"[+-]?[$€£¥]?[+-]?(?=[.,]*\d)[\d.,]+([eE][+-]?\d+)?( ?[%€£])?")
_PLAIN = re.compile(
    r"|[\w.@+-]+|\d{1,2}:\d{2}(:\d{2})?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon", " ": "space"}


@dataclass(frozen=True)
class Dialect:
    """delimiter None: the text is one column. escape: what stands before a quote inside quotes, None if doubled.

    padded: spaces may stand between a delimiter and an opening quote.
    """

    delimiter: str | None
    quote: str = '"'
    escape: str | None = None
    padded: bool = False

    def options(self) -> dict:
        """For csv.reader. A text of one column gets a delimiter that no text has."""
        return dict(delimiter=self.delimiter or "\x1f", quotechar=self.quote, escapechar=self.escape,
                    doublequote=self.escape is None, skipinitialspace=self.padded)

    def told(self) -> dict[str, str]:
        return {"delimiter": _NAMES[self.delimiter] if self.delimiter else "none (one column)",
                "quote": self.quote if self.escape is None else f"{self.quote}, escaped by {self.escape}"}


def sniff(text: str) -> Dialect:
    """The dialect under which rows are equally long and cells look like values; comments at the top are passed over."""
    text = re.sub(r"\A(#.*\n)+(?=[^#\n])", "", text[:2 * SAMPLED])
    sample = text[:SAMPLED]
    if len(text) > SAMPLED:
        sample = sample[:sample.rfind("\n") + 1] or sample
    quote = "'" if _quotes(sample, "'") > _quotes(sample, '"') else '"'
    escape = "\\" if f"\\{quote}" in sample and quote * 2 not in sample.replace(f"\\{quote}", "") else None
    candidates = [Dialect(d, quote, escape, d != " " and f"{d} {quote}" in sample) for d in DELIMITERS if d in sample]
    best = max(candidates, key=lambda each: _score(sample, each), default=None)
    if best is None or _score(sample, best) <= 0.3:
        return Dialect(None, quote, escape)
    return best


def _quotes(sample: str, quote: str) -> int:
    return len(re.findall(rf"(?:^|[,;\t|]){quote}[^{quote}\n]*{quote}(?=$|[,;\t|\r\n])", sample, re.MULTILINE))


def _score(sample: str, dialect: Dialect) -> float:
    """How alike the rows' lengths are times how many cells look like values: 0..1, 0 where rows have one cell."""
    rows = [row for row in csv.reader(sample.splitlines(keepends=True), **dialect.options()) if row]
    length, alike = Counter(map(len, rows)).most_common(1)[0]
    if length < 2:
        return 0.0
    cells = [cell.strip() for row in rows for cell in row]
    values = sum(
        1.0 if _NUMBER.fullmatch(cell) or _PLAIN.fullmatch(cell) else 0.7 if not set(cell) & set(",;\t|") else 0.2
        for cell in cells
    ) / len(cells)
    rare = 0.5 if dialect.delimiter in ": " else 1.0
    return (alike / len(rows)) * values * rare * (1 - 0.1 / length)


def has_header(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns; so it does unless its cells look like those below."""
    first, body = rows[0], rows[1:]
    if not body:
        return not any(map(looks_typed, first))
    votes = 0.0
    for i, cell in enumerate(first):
        below = [row[i].strip() for row in body if i < len(row) and row[i].strip()]
        if not below:
            continue
        numeric = sum(map(looks_typed, below)) > 0.8 * len(below)
        if numeric:
            votes += -1.0 if looks_typed(cell.strip()) else 1.0 if cell.strip() else 0.0
        elif cell.strip() in below:
            votes -= 1.0
        elif looks_typed(cell.strip()):
            votes -= 0.5
    return votes >= 0


def looks_typed(cell: str) -> bool:
    return bool(cell) and bool(
        _NUMBER.fullmatch(cell) or (cell[0].isdigit() and _PLAIN.fullmatch(cell) and not cell.isalnum())
    )
