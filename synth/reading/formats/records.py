"""Where the tables are in a JSON document: lists of records, also inside other records, and how they become columns."""

from dataclasses import dataclass
from typing import Any

TOP = "records"
"""What the list that is the whole document is called."""
_DEEPEST, _MOST = 4, 100


@dataclass(eq=False)
class RecordList:
    """flat: the records with those inside them as 'address.city'; path: the keys that lead there, () for the document.

    Where the list is that of each record of another, outer is that other and key its column.
    """

    path: tuple[str, ...]
    flat: list[dict[str, Any]]
    outer: "RecordList | None" = None
    key: str = ""

    @property
    def name(self) -> str:
        return ".".join(self.path) or TOP

    def records(self) -> list[dict[str, Any]]:
        """The records, each with what stands in the record around it before it: 'orders.id'."""
        return [{**around, **own} for around, own in zip(self._around(), self.flat)] if self.outer else self.flat

    def _around(self) -> list[dict[str, Any]]:
        """For each record the plain fields of those around it."""
        if self.outer is None:
            return [{} for _ in self.flat]
        called = self.outer.path[-1] if self.outer.path else "record"
        return [{**around,
                 **{f"{called}.{key}": value for key, value in record.items() if not isinstance(value, (list, dict))}}
                for around, record in zip(self.outer._around(), self.outer.flat) for _ in record.get(self.key) or ()]


def record_lists(found: Any) -> list[RecordList]:
    """All lists of records in the document, outer ones before those inside them; none where it has another form."""
    if isinstance(found, list):
        outer = [_listed((), found)] if any(isinstance(record, dict) for record in found) else []
    else:
        outer = [] if not isinstance(found, dict) or is_columns(found) else _inside(found, ())
    lists, names = [], set()
    for each in outer:
        for table in (each, *_nested(each, _DEEPEST)):
            if table.name not in names and len(lists) < _MOST:
                names.add(table.name)
                lists.append(table)
    return lists


def longest(lists: list[RecordList]) -> RecordList | None:
    """The one that is usually meant: the longest that lies in no record of another, the first of equals."""
    return max((each for each in lists if each.outer is None), key=lambda each: len(each.flat), default=None)


def _listed(path: tuple[str, ...], records: list) -> RecordList:
    return RecordList(path, [flat(record) if isinstance(record, dict) else {"value": record} for record in records])


def _inside(found: dict, path: tuple[str, ...]) -> list[RecordList]:
    lists = []
    for key, value in found.items():
        if _is_records(value):
            lists.append(_listed((*path, key), value))
        elif isinstance(value, dict) and len(path) < _DEEPEST:
            lists += _inside(value, (*path, key))
    return lists


def _nested(outer: RecordList, deeper: int) -> list[RecordList]:
    """Lists of records that are values of the records."""
    lists = []
    keys = dict.fromkeys(key for record in outer.flat for key, value in record.items() if _is_records(value))
    for key in keys if deeper else ():
        values = [record.get(key) for record in outer.flat]
        if all(value is None or value == [] or _is_records(value) for value in values):
            inner = RecordList((*outer.path, key), [flat(record) for value in values for record in value or ()], outer,
                               key)
            lists += [inner, *_nested(inner, deeper - 1)]
    return lists


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def is_columns(found: dict) -> bool:
    """Whether each value is a column: lists of one length, or records with the same keys."""
    values = list(found.values())
    return bool(values) and (all(isinstance(v, list) and not any(isinstance(x, dict) for x in v) for v in values)
                             and len({len(v) for v in values}) == 1
                             or all(isinstance(v, dict) for v in values) and len({tuple(v) for v in values}) == 1)


def flat(record: dict, prefix: str = "") -> dict[str, Any]:
    """Records inside a record become columns of their own, 'address.city'; lists stay."""
    made: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value:
            made.update(flat(value, f"{prefix}{key}."))
        else:
            made[f"{prefix}{key}"] = value
    return made


def columns_of(found: Any) -> tuple[list[str], list[list]]:
    """Names and values of records, of columns, of rows or of a plain list."""
    if isinstance(found, dict) and is_columns(found):
        return list(found), [list(v.values()) if isinstance(v, dict) else v for v in found.values()]
    if not isinstance(found, list):
        found = [flat(found) if isinstance(found, dict) else found]
    if any(isinstance(record, dict) for record in found):
        records = [record if isinstance(record, dict) else {"value": record} for record in found]
        names = list(dict.fromkeys(name for record in records for name in record))
        return names, [[record.get(name) for record in records] for name in names]
    return _rows(found) if all(isinstance(row, list) for row in found) else (["value"], [found])


def _rows(found: list[list]) -> tuple[list[str], list[list]]:
    """Lists of values: the first names the columns if it alone is all text."""
    wide = max(map(len, found))
    headed = len(found) > 1 and bool(found[0]) and all(isinstance(cell, str) for cell in found[0]) and not all(
        isinstance(cell, str) for row in found[1:] for cell in row)
    names = [*(found[0] if headed else []), *(f"column {i + 1}" for i in range(len(found[0]) if headed else 0, wide))]
    body = found[1:] if headed else found
    return names, [[row[i] if i < len(row) else None for row in body] for i in range(wide)]
