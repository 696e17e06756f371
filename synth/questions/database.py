"""A database in memory that holds one table at a time and can reach nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import numpy as np

from synth.dataset import Dataset
from synth.questions.allowed import TABLE

SECONDS = 60
"""That all runs of a query may take."""
_SETTINGS = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "1",
    "memory_limit": "1GB",
    "temp_directory": "",
    "lock_configuration": "true",
}
_FAILED = (
    "The query met a value that it cannot work with (which one is not told, for it may be a person's); "
    "try_cast may help."
)


@contextmanager
def opened() -> Iterator:
    """A database in memory without access to files, the network or this program; errors leave it without the values in
    them."""
    import duckdb

    connection = duckdb.connect(config=_SETTINGS)
    watch = Timer(SECONDS, connection.interrupt)
    watch.start()
    try:
        yield connection
    except duckdb.InterruptException:
        raise ValueError(f"The query took longer than {SECONDS} seconds and was stopped; ask for less.") from None
    except duckdb.OutOfMemoryException:
        raise ValueError("The query needs more memory than it may have; group by columns with fewer levels.") from None
    except duckdb.Error:
        raise ValueError(_FAILED) from None
    finally:
        watch.cancel()
        connection.close()


def arrow(data: Dataset, like=None):
    """The table for the database; a column without any value has the type that it has in `like`, else text."""
    import pyarrow as pa

    columns = []
    for i, name in enumerate(data.names):
        try:
            values = pa.array(data.table[name], from_pandas=True)
        except pa.ArrowException:
            values = pa.array(data.table[name].astype("string"), from_pandas=True)
        empty = pa.types.is_null(values.type)
        columns.append(values.cast(like.schema.field(i).type if like is not None else pa.string()) if empty else values)
    return pa.table(columns, names=_called(data.names))


def _called(names: list[str]) -> list[str]:
    """Names that the database tells apart: it minds no capitals, and none may be empty."""
    called: list[str] = []
    for i, name in enumerate(names):
        name = name or f"column {i + 1}"
        taken = {each.lower() for each in called}
        called.append(
            name
            if name.lower() not in taken
            else next(new for k in range(2, len(names) + 2) if (new := f"{name} ({k})").lower() not in taken)
        )
    return called


def load(table, part: np.ndarray, connection) -> None:
    """The rows with the part that each belongs to, as the table `kept`; `data` shows all of them."""
    import pyarrow as pa

    connection.register("given", table.append_column(part_of(table), pa.array(part)))
    connection.execute("CREATE OR REPLACE TABLE kept AS SELECT * FROM given")
    connection.unregister("given")
    show(table, connection, "")


def part_of(table) -> str:
    """A name for the part that no column has."""
    return _called([*table.column_names, "part"])[-1]


def show(table, connection, where: str) -> None:
    columns = ", ".join('"' + name.replace('"', '""') + '"' for name in table.column_names)
    connection.execute(f"CREATE OR REPLACE VIEW {TABLE} AS SELECT {columns} FROM kept {where}")
