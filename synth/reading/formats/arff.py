"""ARFF, the format of Weka and OpenML -> raw tables. SciPy's reader knows no text columns, which many files have.

Source: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
"""

import re

import pandas as pd
import pyarrow as pa

from synth.reading.limits import refuse_wide
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source
from synth.reading.types.typed import typed

_ATTRIBUTE = re.compile(r"""@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(\{.*|\S+.*)""", re.IGNORECASE)
_FIELD = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]*?)\s*(,|$)""")
_NUMBERS = ("numeric", "real", "integer")


def suits(source: Source) -> bool:
    """Whether the first line that is no comment says @relation."""
    head = source.data[:20_000].lstrip(b"\xef\xbb\xbf")
    return re.match(rb"(?:\s*%[^\n]*\n|\s)*@relation\b", head, re.IGNORECASE) is not None


def read(source: Source, options: Options = Options()) -> Raw:
    """The table; '?' is missing, as the format says. Raises: ReadError for a header or a row that is none."""
    from synth.reading.text.decode import decode

    raw = Raw("arff", understood=dict(source.understood))
    lines = decode(source.data, source.name, raw).splitlines()
    names, kinds, start = _header(lines, source.name)
    refuse_wide(len(names), source.name)
    columns = _columns(lines, start, names, kinds, raw)
    made = [_column(values, name, kind, raw) for values, name, kind in zip(columns, names, kinds, strict=True)]
    raw.table = pd.concat(made, axis=1)
    raw.table.columns = names
    return raw


def _header(lines: list[str], name: str) -> tuple[list[str], list[str], int]:
    """Names, kinds and the number of the first line after @data."""
    names, kinds = [], []
    for number, line in enumerate(lines, start=1):
        line = line.strip()
        if line.lower().startswith("@data"):
            if not names:
                break
            return names, kinds, number
        if line.lower().startswith("@attribute"):
            if not (found := _ATTRIBUTE.match(line)):
                raise ReadError(f"Line {number} of '{name}' should describe a column and cannot be understood: "
                                f"{shown(line)}.")
            names.append(_unquoted(found[1]))
            kinds.append("nominal" if found[2].startswith("{") else found[2].split()[0].lower())
    raise ReadError(f"'{name}' begins as ARFF does but has no columns or no @data line; save or copy it again.")


def _columns(lines: list[str], start: int, names: list[str], kinds: list[str], raw: Raw) -> list[list[str | None]]:
    columns: list[list[str | None]] = [[] for _ in names]
    zeros = ["0" if kind in _NUMBERS else None for kind in kinds]
    broken = []
    for number, line in enumerate(lines[start:], start=start + 1):
        line = line.strip()
        if not line or line.startswith("%"):
            continue
        row = _sparse(line, zeros) if line.startswith("{") else _fields(line)
        if row is None or len(row) != len(names):
            broken.append((number, "left out"))
            continue
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    raw.tell_lines(broken, f"it does not hold {len(names)} values")
    return columns


def _fields(line: str) -> list[str | None]:
    if "'" not in line and '"' not in line and "\\" not in line:
        return [None if (plain := value.strip()) == "?" else plain for value in line.split(",")]
    fields, at = [], 0
    while True:
        found = _FIELD.match(line, at)
        if not found:
            return []
        fields.append(None if found[1] == "?" else _unquoted(found[1]))
        at = found.end()
        if not found[2]:
            return fields


def _sparse(line: str, zeros: list[str | None]) -> list[str | None] | None:
    """{2 x, 5 1}: values by their column, counted from 0; what is not named is 0,
    or unknown where the column is no number."""
    row = list(zeros)
    for each in _FIELD.finditer(line.strip("{} \t")) if line.strip("{} \t") else ():
        position, _, value = each[1].strip().partition(" ")
        if each[1] and not (position.isdigit() and int(position) < len(row)):
            return None
        if each[1]:
            row[int(position)] = None if value.strip() == "?" else _unquoted(value.strip())
        if not each[2]:
            break
    return row


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text[1:-1],
                      flags=re.DOTALL)
    return text


def _column(values: list[str | None], name: str, kind: str, raw: Raw) -> pd.Series:
    """Text and categories as they stand; numbers and dates typed."""
    if kind in _NUMBERS or kind == "date":
        return typed(pa.array(values, pa.large_string()).fill_null(""), name, raw)
    return pd.Series(values, dtype=object)
