"""Whether a file just written reads back equal, and what is put beside it where it would not."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

VERIFIED = 2_000_000
"""Cells up to which a file is read again after it was written; for larger ones types are declared without that."""


def reads_back(table: pd.DataFrame, path: Path) -> bool:
    """Whether reading the file gives the table, dtypes included."""
    from synth.reading import ReadError, read

    try:
        return same(read(path).dataset.table, table)
    except ReadError:
        return False


def same(found: pd.DataFrame, table: pd.DataFrame) -> bool:
    """Whether names, dtypes and values are equal, missing ones in the same places."""
    if list(found.columns) != list(table.columns) or len(found) != len(table):
        return False
    return all(_same(found.iloc[:, i], table.iloc[:, i]) for i in range(table.shape[1]))


def _same(found: pd.Series, values: pd.Series) -> bool:
    if found.dtype != values.dtype:
        return False
    missing = values.isna().to_numpy()
    if not np.array_equal(found.isna().to_numpy(), missing):
        return False
    left, right = found[~missing].tolist(), values[~missing].tolist()
    return left == right and [type(value) for value in left] == [type(value) for value in right]


def declare_verified(table: pd.DataFrame, written: Path, called: str, declaration: Path) -> None:
    """Writes the declaration for a file that will be called so.

    Raises: ValueError, naming the columns, where the table would not read back equal even so.
    """
    from synth.reading import read
    from synth.reading.formats.declared import ENDING, declare

    declaration.write_text(declare(table, written, called), encoding="utf-8")
    if table.size > VERIFIED:
        return
    trial = written.with_name(written.name + ENDING)
    try:
        os.link(declaration, trial)
        found = read(written).dataset.table
    except ValueError as refusal:
        raise ValueError(f"The table cannot be kept in this format: {refusal} Take Parquet.") from None
    finally:
        trial.unlink(missing_ok=True)
    if not same(found, table):
        raise ValueError(f"{_odd(found, table)} cannot be kept exactly in this format; rename or change them, or "
                         "take Parquet.")


def _odd(found: pd.DataFrame, table: pd.DataFrame) -> str:
    if list(found.columns) != list(table.columns):
        odd = [str(name) for name, given in zip(found.columns, table.columns) if name != given]
        return f"Names of columns ({', '.join(map(repr, odd[:5]))} would come of them)"
    odd = [str(name) for i, name in enumerate(table.columns) if len(found) != len(table)
           or not _same(found.iloc[:, i], table.iloc[:, i])]
    return f"The values of {', '.join(map(repr, odd[:5]))}"


def write_quoted(table: pd.DataFrame, path: Path) -> None:
    """CSV with every text in quotes and nothing else: an empty cell is missing, a quoted empty one an empty text.

    Source: RFC 4180.
    """
    import pyarrow as pa
    import pyarrow.csv

    columns = [_spelled(values) for _, values in table.items()]
    options = pa.csv.WriteOptions(include_header=True, quoting_style="needed", quoting_header="needed", eol="\r\n")
    pa.csv.write_csv(pa.table(columns, names=[str(name) for name in table.columns]), path, options)


def _spelled(values: pd.Series):
    """The column in Arrow: numbers as such, all else as text."""
    import pyarrow as pa

    if pd.api.types.is_numeric_dtype(values.dtype):
        return pa.array(values, from_pandas=True)
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = values.map(lambda moment: moment.isoformat(), na_action="ignore")
    return pa.array(values.astype(object).where(values.notna(), None), pa.large_string())
