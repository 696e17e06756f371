"""A schema's columns as the lines of an editor, and back."""

import pandas as pd

from synth.inventing import SchemaError
from synth.inventing.spelling import spelled, understood

COLUMNS = ["Name", "Field", "Parameters", "Missing", "Unique", "Hidden"]


def lines_of(record: dict) -> list[dict]:
    """Tables as the editor shows them: name, rows, and a line per column in the order of COLUMNS."""
    return [
        {
            "name": table["name"],
            "rows": table["rows"],
            "lines": [
                [
                    each["name"],
                    each["field"],
                    spelled(each["field"], each.get("params", {})),
                    100 * each.get("missing", 0.0),
                    each.get("unique", False),
                    each.get("hidden", False),
                ]
                for each in table["columns"]
            ],
        }
        for table in record["tables"]
    ]


def record_of(table: dict) -> dict:
    """The table of a schema that lines stand for. Raises: SchemaError, naming table and column."""
    columns = []
    for name, field, line, missing, unique, hidden in table["lines"]:
        called = "" if pd.isna(name) else str(name)
        try:
            params = understood(None if pd.isna(field) else field, "" if pd.isna(line) else str(line))
        except SchemaError as problem:
            raise SchemaError(f"Column '{called}': {problem}", table["name"], called) from None
        columns.append(
            {
                "name": called,
                "field": field,
                "params": params,
                "missing": 0.0 if pd.isna(missing) else missing / 100,
                "unique": unique is True,
                "hidden": hidden is True,
            }
        )
    return {"name": table["name"], "rows": table["rows"], "columns": columns}
