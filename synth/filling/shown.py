"""Some completed rows as plain JSON for a screen: each cell's text, whether it was filled, and how sure that is."""

import numpy as np
import pandas as pd

from synth.filling.filled import Cells, Filled

MOST = 200
"""Rows that are kept to be looked at: the first in which something was filled."""


def shown(filled: Filled) -> dict:
    """columns, their names; rows, each with its number, counted from 1, and its cells in that order."""
    rows = np.flatnonzero(filled.filled.to_numpy().any(axis=1))[:MOST]
    likeliest = filled.likeliest
    columns = [_column(likeliest[name], rows, filled.cells.get(name)) for name in likeliest]
    return {
        "columns": list(likeliest),
        "rows": [{"row": int(row) + 1, "cells": [each[i] for each in columns]} for i, row in enumerate(rows)],
    }


def _column(values: pd.Series, rows: np.ndarray, cells: Cells | None) -> list[dict]:
    found = [{"text": text(value)} for value in values.iloc[rows]]
    at = {} if cells is None else {int(row): i for i, row in enumerate(cells.rows)}
    for row, cell in zip(rows, found):
        if (i := at.get(int(row))) is not None:
            cell["sure"] = round(float(cells.sure[i]), 4)
            if cells.low is not None:
                cell["range"] = [text(cells.low.iloc[i]), text(cells.high.iloc[i])]
    return found


def text(value: object) -> str | None:
    """A cell as it is read; None where it is missing."""
    if pd.isna(value):
        return None
    if isinstance(value, (float, np.floating)):
        return f"{value:.10g}"
    if isinstance(value, pd.Timestamp):
        return str(value.date()) if value == value.normalize() and value.tz is None else value.isoformat(" ", "seconds")
    return str(value)
