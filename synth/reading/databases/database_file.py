"""SQLite and DuckDB files -> raw tables: the table asked for, else the biggest."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from synth.reading.databases import duckdb_file, sqlite_file
from synth.reading.several.linked import choose
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

_FILES = (sqlite_file, duckdb_file)


def suits(source: Source) -> bool:
    return any(file.suits(source.data) for file in _FILES)


def read(source: Source, options: Options = Options()) -> Raw:
    """The table or view. Raises: ReadError for a damaged database, one without tables, or an unknown table."""
    kind = next(file for file in _FILES if file.suits(source.data))
    raw = Raw(kind.FORMAT, understood=dict(source.understood))
    with _on_disk(source) as path, kind.opened(path, source.name) as database:
        sizes, views = database.tables(), database.views()
        names = [*sizes, *views]
        if not names:
            raise ReadError(f"'{source.name}' is a {kind.TITLE} database without tables; choose another.")
        usual = max(sizes, key=sizes.get) if sizes else names[0]
        chosen = choose(names, options.table, usual, source.name, "table")
        raw.understood["table"] = f"{chosen} ({names.index(chosen) + 1} of {len(names)})"
        raw.table = database.read(chosen, raw)
        if len(names) > 1:
            raw.tables, raw.links = tuple(names), tuple(database.links())
            others = ", ".join(_listed(name, sizes) for name in names if name != chosen)
            raw.tell(f"only the {'view' if chosen in views else 'table'} '{chosen}' was read",
                     f"a dataset is one table; the others are {others}")
    return raw


def _listed(name: str, sizes: dict[str, int]) -> str:
    return f"{name} ({sizes[name]:,} rows)" if name in sizes else f"{name} (a view)"


@contextlib.contextmanager
def _on_disk(source: Source) -> Iterator[Path]:
    """A folder of its own with nothing but the database in it: no journal or extension beside it can be picked up."""
    with tempfile.TemporaryDirectory(prefix="lookalike-") as folder:
        path = Path(folder) / "database"
        if source.path is not None:
            path.symlink_to(source.path.resolve())
        else:
            path.write_bytes(source.data)
        yield path
