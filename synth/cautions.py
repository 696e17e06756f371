"""What to mind before generating, in sentences that say what to do."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from synth.measuring.binning import FEWEST
from synth.dataset import Column, Dataset, Kind

WARNING, NOTE = "warning", "note"
FEW, SCARCE = 100, 500
"""Rows under which little, or not all, can be learned."""
_SAMPLED = 20_000


def cautions(dataset: Dataset, levels: dict) -> list[dict]:
    """Records of column (None: the whole table), level (warning or note) and sentence; levels are `profile.Levels`."""
    found = [*_table(dataset)]
    for column in dataset.columns:
        said = [*_column(column, levels[column.name], len(dataset))]
        if column.name == dataset.target:
            said += _target(column, levels[column.name])
        found += [(column.name, level, sentence) for level, sentence in said]
    found += _ties(dataset, levels)
    return [{"column": column, "level": level, "sentence": sentence} for column, level, sentence in found]


def _table(dataset: Dataset) -> Iterator[tuple[None, str, str]]:
    rows = len(dataset)
    if rows < FEW:
        yield None, WARNING, f"{rows} row{'' if rows == 1 else 's'} are too few to learn from; bring at least {SCARCE}."
    elif rows < SCARCE:
        yield None, NOTE, f"{rows} rows are few: only strong relations can be learned, and scores are uncertain."
    repeated = int(dataset.table.duplicated().sum())
    if repeated:
        yield None, NOTE, (
            f"{repeated:,} rows ({repeated / rows:.2%}) repeat an earlier one; if they are copies by mistake, "
            "take them out, for they count twice."
        )
    if not dataset.modelled:
        yield None, WARNING, "No column can be learned: all are keys or text. Set the kind of at least one column."


def _column(column: Column, levels, rows: int) -> Iterator[tuple[str, str]]:
    distinct = len(levels.values)
    if not distinct:
        yield WARNING, "The column holds no values and stays empty; leave it out."
        return
    if column.missing > 0.5:
        yield NOTE, f"{column.missing:.0%} of its values are missing; little can be learned from the rest."
    if distinct == 1:
        yield NOTE, "The column has one value only, which synthetic rows repeat; leave it out unless it is needed."
    if column.pii and column.kind.modelled:
        yield WARNING, f"It looks like personal data ({column.pii}) but is learned; set its kind to text or id."
    elif column.pii:
        yield NOTE, f"It looks like personal data ({column.pii}); it is replaced by made-up values."
    elif column.kind is Kind.ID:
        yield NOTE, "It looks like a key to a real row; made-up keys replace it. Is it a measure? Set its kind."
    elif column.kind is Kind.TEXT:
        yield NOTE, "Made-up text replaces it, unrelated to other columns; to keep the words, set its kind to category."
    if column.kind is Kind.CATEGORY:
        yield from _categories(levels, rows)


def _categories(levels, rows: int) -> Iterator[tuple[str, str]]:
    rare = int((levels.counts < FEWEST).sum())
    if len(levels.values) > max(100, rows // 20):
        yield WARNING, (
            f"{len(levels.values):,} categories are many for {rows:,} rows; group them, or set the kind to text "
            "to have them replaced."
        )
    if rare and rows >= 2 * FEWEST:
        yield NOTE, (
            f"{rare:,} categor{'y has' if rare == 1 else 'ies have'} fewer than {FEWEST} rows and may single out "
            "a person; group rare ones or leave the column out."
        )


def _target(column: Column, levels) -> Iterator[tuple[str, str]]:
    if not column.kind.modelled:
        yield WARNING, "A key or text cannot be the target; choose another column, or set its kind."
    if column.missing:
        yield NOTE, f"The target is missing in {column.missing:.1%} of rows; those count for nothing when predicting."
    total = levels.counts.sum()
    if not column.kind.numeric and len(levels.counts) > 1:
        rarest = int(levels.counts.min())
        if rarest < 50 or rarest / total < 0.02:
            yield WARNING, (
                f"The rarest class of the target has {_several(rarest)} rows ({rarest / total:.2%}); "
                "it is hard to learn, and scores on it are uncertain. Bring more of them, or generate more of them."
            )


def _several(count: int) -> str:
    return f"{count:,}" if count >= FEWEST else f"fewer than {FEWEST}"


def _ties(dataset: Dataset, levels: dict) -> Iterator[tuple[str, str, str]]:
    """Columns that say the same as an earlier one: equal values, or values that go together one to one.

    Codes count values in order of first appearance, so columns that are tied have equal codes.
    """
    rows = len(dataset)
    step = max(rows // _SAMPLED, 1)
    groups = defaultdict(list)
    for name in dataset.modelled:
        if len(levels[name].values) > 1 and rows >= 2 * FEWEST:
            groups[np.ascontiguousarray(levels[name].codes[::step]).tobytes()].append(name)
    for names in groups.values():
        first = names[0]
        for name in names[1:]:
            if not np.array_equal(levels[first].codes, levels[name].codes):
                continue
            if _equal(levels[first].values, levels[name].values):
                yield name, NOTE, f"It holds the same values as '{first}'; leave one of them out."
            elif len(levels[name].values) <= rows / 2:
                yield name, NOTE, (
                    f"It is tied to '{first}': each value goes with exactly one of the other's. Synthetic rows may "
                    "break the tie; leave one out and look it up afterwards."
                )


def _equal(first: pd.Index, second: pd.Index) -> bool:
    return first.dtype == second.dtype and first.equals(second)
