"""Files of our own that cannot say all by themselves, with a declaration beside them: t.csv and t.csv.types.json.

CSV, Excel and JSON have no way of saying that "007 " or "2020-01-01" is a text, or that a column without values is one
of whole numbers. `synth.writing.write` reads each file again; only where plain reading would give another table it
declares the types beside the file. A declaration counts as long as the file is, byte by byte, the one it was written
for.
"""

import hashlib
import json
from pathlib import Path

import pandas as pd

from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

ENDING = ".types.json"
_LARGEST = 2**26


def declare(table: pd.DataFrame, path: Path, called: str) -> str:
    """The declaration, as JSON, for the file at path that holds the table and will be called so."""
    columns = [{"name": name, **_dtype(values)} for name, values in table.items()]
    return json.dumps({"lookalike": 1, "file": called, "sha256": _sha(path.read_bytes()), "rows": len(table),
                       "columns": columns},
                      ensure_ascii=False, indent=1)


def declared(source: Source) -> dict | None:
    """The declaration that lies beside the source, None where there is none that was written for these very bytes."""
    if source.path is None or source.large or source.understood:
        return None
    beside = source.path.with_name(source.path.name + ENDING)
    try:
        if not beside.is_file() or beside.stat().st_size > _LARGEST:
            return None
        about = json.loads(beside.read_text(encoding="utf-8"))
        ours = about["lookalike"] == 1 and about["sha256"] == _sha(source.data)
        return about if ours and all({"name", "dtype"} <= set(column) for column in about["columns"]) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def read(source: Source, about: dict) -> Raw:
    """The table as it was declared. Raises: ReadError where values do not fit, which only happens to a forged
    declaration."""
    from synth.reading.formats.exact import CELLS

    raw = Raw(source.suffix, understood={"types": f"as declared in '{source.name}{ENDING}'"})
    try:
        columns = CELLS[source.suffix](source, about)
        made = [_restored(values, column) for values, column in zip(columns, about["columns"], strict=True)]
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise ReadError(f"'{source.name}' does not fit the types declared beside it ({type(error).__name__}); delete "
                        f"'{source.name}{ENDING}' to have them found out.") from None
    raw.table = pd.concat(made, axis=1) if made else pd.DataFrame()
    raw.table.columns = [column["name"] for column in about["columns"]]
    return raw


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _dtype(values: pd.Series) -> dict:
    """Raises: ValueError for what cannot be declared."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        if not all(isinstance(category, str) for category in dtype.categories):
            raise ValueError(f"Column '{values.name}' holds categories that are no texts; make it a column of text or "
                             "numbers.")
        return {"dtype": "category", "categories": dtype.categories.tolist(), "ordered": bool(dtype.ordered),
                "blank": False}
    blank = dtype == object and not values.isna().any() and bool((values == "").any())
    return {"dtype": str(dtype), "blank": blank}


def _restored(values: list, column: dict) -> pd.Series:
    """The column from its cells: texts, numbers or flags as the format gives them, None where missing."""
    dtype = column["dtype"]
    if dtype == "category":
        return pd.Series(pd.Categorical(values, categories=column["categories"], ordered=column["ordered"]))
    if dtype == "object":
        if not all(value is None or isinstance(value, str) for value in values):
            raise TypeError("no text")
        return pd.Series(values, dtype=object)
    wanted = pd.api.types.pandas_dtype(dtype)
    if dtype.startswith("datetime64"):
        zone = getattr(wanted, "tz", None)
        made = pd.to_datetime(pd.Series(values, dtype=object), format="ISO8601", utc=zone is not None)
        return made.dt.tz_convert(zone).astype(wanted) if zone is not None else made.astype(wanted)
    if pd.api.types.is_bool_dtype(wanted):
        return pd.Series([None if value is None else str(value).lower() == "true" for value in values], dtype=wanted)
    if pd.api.types.is_integer_dtype(wanted):
        return pd.Series([None if value is None else int(value) for value in values], dtype=wanted)
    return pd.Series([float("nan") if value is None else float(value) for value in values], dtype=wanted)
