"""A schema asked for -> a reading: what a job and the command line make of it."""

from collections.abc import Mapping

import numpy as np

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.inventing.schema import Field, Schema, Table
from synth.inventing.writer import write
from synth.progress import Progress, quiet
from synth.reading.result import Reading, Repair


def invented(record: Mapping, rows: int | None = None, seed: int = 0, table: str | None = None,
             progress: Progress = quiet) -> Reading:
    """One of the schema's tables as a dataset, else the last; rows is the number for that one, None for what the schema says.

    Raises: SchemaError, naming table and column; Cancelled.
    """
    schema = Schema.from_record(record).with_rows(rows, table)
    chosen = schema.table(table)
    written = write(schema, np.random.default_rng(seed), progress)
    frame = written.tables[chosen.name]
    names = tuple(each.name for each in schema.tables)
    links = tuple(link for each in schema.tables for link in _links(each))
    return Reading(Dataset(chosen.name, frame, describe(frame)), "schema by hand", {"table": chosen.name, "seed": str(seed)},
                   tuple(Repair(None, note, "that is quicker by far") for note in written.notes),
                   names if len(names) > 1 else (), links)


def _links(table: Table) -> list[tuple[str, str, str, str]]:
    def link(each: Field) -> tuple[str, str, str, str]:
        return table.name, each.name, each.params["table"], each.params["column"]

    return [link(each) for each in table.columns if each.field == "key" and not each.hidden]
