"""Rows with gaps completed as a job, and the completed tables as files.

| kind | parent | request | files that count |
|---|---|---|---|
| fill | read | recipe; rows, another read job's id, or none | {filled-1..m,likeliest}.parquet, {filled,rows}.json |
| filled | fill | what ("stacked", "apart", "likeliest" or a draw's number), format | filled.FORMAT, or filled.zip |

The parent of a fill is the table learned from; without rows, those typed into the recipe or the table's own are filled.
filled.json: the record of `Filled`. rows.json: some rows to look at, as `synth.filling.shown` gives them.
"""

import json
import zipfile
from pathlib import Path

import pandas as pd

from synth.atomic import beside
from synth.dataset import Dataset
from synth.jobs.files import load_dataset, save_dataset, save_json
from synth.jobs.work import Work, task
from synth.progress import part

APART, STACKED, LIKELIEST = "apart", "stacked", "likeliest"


@task("fill")
def fill(work: Work) -> None:
    """Facts: rows, draws, cells (how many were filled), recipe (with the data's digest filled in), notes."""
    from synth.filling.shown import shown
    from synth.recipe import Recipe

    work.progress(0.0, "loading the rows")
    data, rows = work.dataset(), _rows(work)
    recipe = Recipe.from_json(json.dumps(work.job.request["recipe"]))
    recipe = recipe.changed(data=recipe.data or data.digest)
    filled = recipe.fill(data, rows, part(work.progress, 0.02, 0.9))
    work.progress(0.9, "saving the tables")
    names = [f"filled-{i}" for i in range(1, len(filled.tables) + 1)]
    for name, table in zip([*names, LIKELIEST], [*filled.tables, filled.likeliest]):
        work.add(save_dataset(work.folder, _dataset(table, filled.learned, rows or data), name))
    save_json(work.folder / "filled.json", filled.to_record())
    save_json(work.folder / "rows.json", shown(filled))
    record = filled.to_record()
    work.add(
        "filled.json",
        "rows.json",
        rows=record["rows"],
        draws=record["draws"],
        cells=record["cells"],
        notes=record["notes"],
        recipe=json.loads(recipe.to_json()),
    )


def _rows(work: Work) -> Dataset | None:
    """The rows to fill: another table of the owner's. Raises: ValueError where it is gone."""
    if not work.job.request.get("rows"):
        return None
    try:
        return load_dataset(work.catalogue.folder(work.job.owner, work.job.request["rows"]))
    except LookupError:
        raise ValueError("The rows to fill are not here any more; choose or upload them again.") from None


def _dataset(table: pd.DataFrame, learned: Dataset, rows: Dataset) -> Dataset:
    """The completed table with what is known of its columns."""
    from synth.columns.kinds import describe

    known = {column.name: column for column in (*describe(table), *rows.columns, *learned.columns)}
    return Dataset(rows.name, table, tuple(known[name] for name in table), learned.target).with_table(table)


@task("filled")
def filled(work: Work) -> None:
    """Facts: file, its name, and types, that of the file that declares what the first cannot say, if there is one."""
    from synth.writing import FORMATS, write

    ending, what = work.job.request.get("format", ""), str(work.job.request.get("what", STACKED))
    if ending not in FORMATS:
        raise ValueError(f"There is no format '{ending}'; choose one of {', '.join(FORMATS)}.")
    if work.parent is None:
        raise ValueError("A download needs filled rows; fill some first.")
    work.progress(0.1, "loading the tables")
    stems = sorted((path.stem for path in work.parent.glob("filled-*.parquet")), key=lambda stem: int(stem[7:]))
    if what == APART:
        work.add("filled.zip", file="filled.zip")
        _zip(work, stems, ending)
        return
    table = _table(work.parent, what, stems)
    work.progress(0.4, f"writing {FORMATS[ending][0]}")
    names = [path.name for path in write(table, work.folder / f"filled.{ending}")]
    work.add(*names, **dict(zip(("file", "types"), names)), rows=len(table))


def _table(folder: Path, what: str, stems: list[str]) -> pd.DataFrame:
    """All draws below one another, one of them, or the likeliest. Raises: ValueError for another word."""
    from synth.filling.filled import stacked

    if what == STACKED:
        return stacked([load_dataset(folder, stem).table for stem in stems])
    if what == LIKELIEST:
        return load_dataset(folder, LIKELIEST).table
    if f"filled-{what}" not in stems:
        raise ValueError(f"There is no draw '{what}'; there are {len(stems)}.")
    return load_dataset(folder, f"filled-{what}").table


def _zip(work: Work, stems: list[str], ending: str) -> None:
    """A file for each draw, with its types, in one archive."""
    from synth.writing import write

    with beside(work.folder / "filled.zip") as made, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, stem in enumerate(stems):
            work.progress(0.1 + 0.9 * i / len(stems), f"writing draw {i + 1} of {len(stems)}")
            for path in write(load_dataset(work.parent, stem).table, work.folder / f"{stem}.{ending}"):
                archive.write(path, path.name)
                path.unlink()
