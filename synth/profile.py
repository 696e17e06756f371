"""What a table holds, as plain JSON for the Data page: its columns, what stands out, and what to mind."""

import numpy as np

from synth.cautions import Found, Seen, cautions, once
from synth.columns.keys import keys_of
from synth.columns.outcome import EXAMPLES, told
from synth.dataset import Column, Dataset
from synth.profiling.coverage import coverage
from synth.profiling.gaps import gaps
from synth.profiling.levels import Levels, Rows
from synth.profiling.mixed import mixed
from synth.profiling.pairs import pairs
from synth.profiling.relations import relations
from synth.profiling.shape import shape
from synth.profiling.spread import bars, few, named, ordered, summary
from synth.profiling.standing_out import candidates, standing_out
from synth.profiling.target import giving_away

SPREAD = 1_000
"""Columns that get bars; more would weigh more than a browser, or a person, can take."""


def profile(dataset: Dataset) -> dict:
    """rows, target, columns, keys, gaps, pairs, standing_out, coverage, relations and warnings (as `Caution.record`).

    A column is name, kind, pii, missing, distinct, summary, bins (as `spread.bars`; None beyond the first 1,000 columns
    too), shape (as `Shape.record`, or None), classes (as `spread.few`), levels (as `spread.named`) and what
    `outcome.told` tells; keys are as `keys_of` gives them. Nothing shown hangs on fewer than five rows. Each column is
    looked at in full and by itself; what lies between columns, among as many columns and rows as the parts say.
    """
    rows, columns, seen = Rows(len(dataset)), [], []
    replaced = [column.name for column in dataset.columns if not column.kind.modelled][:EXAMPLES]
    for place, column in enumerate(dataset.columns):
        record, facts, codes = _column(dataset, column, place < SPREAD, column.name in replaced)
        rows.add(codes)
        columns.append(record)
        seen.append(facts)
    distinct = {facts.name: facts.distinct for facts in seen}
    alone = candidates(dataset, {facts.name: facts.distinct for facts in once(seen)})
    known = {name: Levels.of(dataset.table[name]).codes for name in alone}
    found = Found(dataset, seen, rows.repeated, gaps(dataset), standing_out(dataset, known),
                  relations(dataset, distinct), giving_away(dataset))
    return {"rows": len(dataset), "target": dataset.target, "columns": columns, "keys": keys_of(dataset),
            "gaps": found.gaps, "pairs": pairs(dataset, distinct), "standing_out": found.standing_out,
            "coverage": coverage(dataset), "relations": found.relations,
            "warnings": [caution.record() for caution in cautions(found)]}


def _column(dataset: Dataset, column: Column, spread: bool, example: bool) -> tuple[dict, Seen, np.ndarray]:
    """The record of a column, what cautions need to know of it, and its codes."""
    values = dataset.table[column.name]
    levels = Levels.of(values)
    present = ordered(values, column.kind)
    odd = shape(column.kind, levels, present)
    record = {"name": column.name, "kind": column.kind.value, "pii": column.pii, "missing": column.missing,
              "distinct": len(levels.values), "bins": bars(values, column) if spread else None,
              "summary": summary(column, levels, present), "shape": odd and odd.record(column.kind),
              "classes": few(levels, column.kind, len(values)), "levels": named(levels, column.kind)}
    record |= told(values, column, record["distinct"], record["summary"], example)
    words = tuple(code["value"] for code in record["codes"] if code["rows"])
    return record, Seen.of(column, values, levels, mixed(column, levels), words), levels.codes
