"""A schema asked for -> a reading: what a job and the command line make of it."""

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.inventing.schema import Field, Schema, Table
from synth.inventing.writer import write
from synth.progress import Progress, quiet
from synth.reading.result import Reading, Repair

MOST = 20_000
"""Rows that a language model is asked for at most: each costs time, and maybe money."""


def invented(
    record: Mapping,
    rows: int | None = None,
    seed: int = 0,
    table: str | None = None,
    progress: Progress = quiet,
    prompt: str | None = None,
    terms: Mapping | None = None,
) -> Reading:
    """One of the schema's tables as a dataset, else the last; rows is the number for that one, None for what the schema
    says.

    With a prompt, even an empty one, a language model is asked for the rows, on these terms (those of asking.Terms).
    Raises: SchemaError, naming table and column; ValueError where the model gives no such rows; Cancelled.
    """
    if prompt is not None:
        return _asked(
            Schema.from_record(record).with_rows(rows, table).table(table), seed, prompt, terms or {}, progress
        )
    schema = Schema.from_record(record).with_rows(rows, table)
    chosen = schema.table(table)
    written = write(schema, np.random.default_rng(seed), progress)
    frame = written.tables[chosen.name]
    names = tuple(each.name for each in schema.tables)
    links = tuple(link for each in schema.tables for link in _links(each))
    return Reading(
        Dataset(chosen.name, frame, describe(frame)),
        "schema by hand",
        {"table": chosen.name, "seed": str(seed)},
        tuple(Repair(None, note, "that is quicker by far") for note in written.notes),
        names if len(names) > 1 else (),
        links,
    )


def _asked(table: Table, seed: int, prompt: str, terms: Mapping, progress: Progress) -> Reading:
    from synth.inventing.asking import Terms, ask
    from synth.inventing.endpoint import NOT_SET, endpoint

    model = endpoint()
    if model is None:
        raise ValueError(NOT_SET)
    if table.rows is None or any(each.field in ("key", "lookup") for each in table.columns):
        raise ValueError(
            "A language model is asked for one table that refers to no other; take out its keys and say how many rows."
        )
    if table.rows > MOST:
        raise ValueError(f"{table.rows:,} rows are too many to ask a language model for; take {MOST:,} at most.")
    agreed = Terms(**{name: value for name, value in terms.items() if name in {each.name for each in fields(Terms)}})
    frame, told = ask(table, prompt, table.rows, np.random.default_rng(seed), model, agreed, progress=progress)
    shown = frame[[each.name for each in table.columns if not each.hidden]]
    return Reading(
        Dataset(table.name, shown, describe(shown), None),
        "language model",
        {"table": table.name, "seed": str(seed), "asked": told.sentence(agreed)},
        (),
    )


def _links(table: Table) -> list[tuple[str, str, str, str]]:
    def link(each: Field) -> tuple[str, str, str, str]:
        return table.name, each.name, each.params["table"], each.params["column"]

    return [link(each) for each in table.columns if each.field == "key" and not each.hidden]
