"""Several files at once -> one reading."""

from collections.abc import Sequence
from pathlib import Path

from synth.reading.formats.declared import ENDING
from synth.reading.finish import finish
from synth.reading.several.gather import Member, gather
from synth.reading.options import Options
from synth.reading.result import Raw, Reading, ReadError
from synth.reading.source import open_source


def read_many(paths: Sequence[Path], names: Sequence[str] | None = None, options: Options = Options(),
              target: str | None = None) -> Reading:
    """One table out of several files, called by names, else by their file names.

    Files with the same columns, in whatever order, are stacked, with a column 'file' where nothing else says where a
    row comes from. Otherwise the table is the one that options.table names, else the largest; `tables` are all of them,
    and `links` the columns whose values are found in a key of another: (table, column, other table, its key).
    Raises: ReadError, in a sentence, where none of the files holds a table; ValueError for an unknown target.
    """
    paths = [Path(path) for path in paths]
    if not paths:
        raise ReadError("There is no file to read; choose one.")
    pairs = [(name, path) for name, path in zip(names or [path.name for path in paths], paths, strict=True)
             if not _declares(path, paths)]
    called = _different([name for name, _ in pairs])
    raw = Raw("")
    gather([Member(name, lambda path=path: open_source(path)) for name, (_, path) in zip(called, pairs)], options,
           f"{len(pairs)} files", raw)
    return finish(raw, _title(called, raw), target, options.rows)


def _declares(path: Path, paths: list[Path]) -> bool:
    """Whether the file is no table but says the types of one of the others."""
    return path.name.endswith(ENDING) and path.with_name(path.name.removesuffix(ENDING)) in paths


def _different(names: list[str]) -> list[str]:
    """The names, numbered where they repeat."""
    made: list[str] = []
    for name in names:
        count, called = 1, name
        while called in made:
            count += 1
            called = f"{name} ({count})"
        made.append(called)
    return made


def _title(names: list[str], raw: Raw) -> str:
    """What the dataset is called: the file chosen, or what the names of stacked files begin with."""
    chosen = raw.understood.get("file", "").rpartition(" (")[0]
    stems = [name.split(".")[0] for name in names]
    shared = next((stems[0][:i] for i in range(len(stems[0]), 2, -1)
                   if all(stem.startswith(stems[0][:i]) for stem in stems)), "")
    return (chosen.split(".")[0] or shared.strip(" -_0123456789") or stems[0]) or names[0]
