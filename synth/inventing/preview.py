"""A few rows of a schema, quick enough to be made at every keystroke."""

from dataclasses import replace

import numpy as np
import pandas as pd

from synth.inventing.schema import Schema
from synth.inventing.writer import write


def preview(schema: Schema, rows: int, seed: int) -> dict[str, pd.DataFrame]:
    """At most that many rows of every table; children refer to the rows shown of their parents.

    Raises: SchemaError, naming table and column.
    """
    few = Schema(tuple(replace(table, rows=min(table.rows or rows, rows)) for table in schema.tables))
    return write(few, np.random.default_rng(seed)).tables
