"""Tables with the same columns -> one, above each other."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd
import pyarrow as pa

from synth.reading.types.cells import column_of
from synth.reading.finish import usable_names
from synth.reading.result import Raw
from synth.reading.types.typed import typed


def alike(raws: dict[str, Raw]) -> bool:
    """Whether all have the same columns, in whatever order, and none is a sample of a larger file."""
    if len(raws) < 2 or any(raw.whole is not None for raw in raws.values()):
        return False
    return len({frozenset(_folded(raw.table.columns)) for raw in raws.values()}) == 1


def stack(raws: dict[str, Raw], raw: Raw) -> None:
    """Puts the tables, by name, above each other into raw: columns as the first orders them, each typed over all rows.

    A column 'file' says where a row comes from, unless another column tells it or the files are numbered parts of one.
    """
    names = usable_names(list(next(iter(raws.values())).table.columns), raw)
    stacked = ", ".join(f"{file} ({len(part.table):,} rows)" for file, part in raws.items())
    raw.tell(f"{len(raws)} files stacked: {stacked}", "they have the same columns")
    raw.understood |= {"files": f"{len(raws)}, stacked"} | next(iter(raws.values())).understood
    frames, plains = {}, {}
    for file, part in raws.items():
        order = _order(names, part.table.columns)
        if order != list(range(len(names))):
            raw.tell(f"'{file}': columns put in the order of '{next(iter(raws))}'", "they have the same names")
        frames[file] = part.table.iloc[:, order].set_axis(names, axis=1)
        plains[file] = None if part.plain is None else part.plain.iloc[:, order].set_axis(names, axis=1)
        raw.repairs += [replace(repair, what=f"'{file}': {repair.what}", original="") for repair in part.repairs]
    spelled = all(plain is not None for plain in plains.values())
    columns = {name: _column([frame[name] for frame in frames.values()], name, raw,
                             [plain[name] for plain in plains.values()] if spelled else None) for name in names}
    raw.table = pd.DataFrame(columns, copy=False)
    raw.plain = pd.concat(plains.values(), ignore_index=True) if spelled else None
    _tell_origin(frames, raw)


def _folded(columns) -> list[str]:
    return [" ".join(str(name).split()).casefold() for name in columns]


def _order(names: list[str], columns) -> list[int]:
    where = {name: i for i, name in reversed(list(enumerate(_folded(columns))))}
    return [where[name] for name in _folded(names)] if len(where) == len(names) else list(range(len(names)))


def _column(parts: list[pd.Series], name: str, raw: Raw, plain: list[pd.Series] | None) -> pd.Series:
    """The parts as one; where they were typed differently, their spelling decides anew, for all rows together."""
    if len({part.dtype for part in parts}) == 1:
        return pd.concat(parts, ignore_index=True)
    told = Raw("")
    if plain is not None:
        texts = pa.chunked_array([pa.array(part, pa.large_string(), from_pandas=True) for part in plain])
        made = typed(texts.fill_null(""), name, told)
    else:
        made = column_of([value for part in parts for value in part.astype(object).where(part.notna(), None)], name,
                         told)
    raw.tell(f"column '{name}' typed anew over all files", "by itself, each would have another type")
    raw.repairs += told.repairs
    return made


def _tell_origin(frames: dict[str, pd.DataFrame], raw: Raw) -> None:
    """Adds the column 'file' where it says what nothing else says."""
    if teller := _teller(frames):
        raw.tell("no column 'file' added", f"'{teller}' tells the files apart")
    elif _numbered(list(frames)):
        raw.tell("no column 'file' added", "the files are numbered parts of one table")
    else:
        stems = [stem for file, frame in frames.items()
                 for stem in [PurePosixPath(file).name.split(".")[0]] * len(frame)]
        if len(set(stems)) < len(frames):
            stems = [file for file, frame in frames.items() for _ in range(len(frame))]
        name = next(name for name in ("file", *(f"file ({i})" for i in range(2, 10_000))) if name not in raw.table)
        raw.table[name] = pd.Series(stems, dtype=object)
        if raw.plain is not None:
            raw.plain[name] = pd.Series(stems, dtype=object).to_numpy()
        raw.tell(f"column '{name}' added",
                 "nothing else says which file a row comes from; leave it out if that does not matter")


def _teller(frames: dict[str, pd.DataFrame]) -> str | None:
    """A column with one value in each file, and another in each."""
    for name in next(iter(frames.values())):
        values = [frame[name].unique() for frame in frames.values()]
        if all(len(different) == 1
               for different in values) and len({str(different[0]) for different in values}) == len(values):
            return name
    return None


def _numbered(files: list[str]) -> bool:
    """part-0, part-1, part-2: the same name with running numbers from 0 or 1, which say nothing of their own."""
    found = [re.fullmatch(r"(.*?)(\d{1,6})(\D*)", PurePosixPath(file).name) for file in files]
    if not all(found) or len({(each[1], each[3]) for each in found}) > 1:
        return False
    numbers = sorted(int(each[2]) for each in found)
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
