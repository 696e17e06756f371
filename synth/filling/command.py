"""What `python -m synth fill` does: reads, fills, writes, and tells."""

import json
from collections import Counter
from pathlib import Path

from synth.commands.typed import pairs, params, words
from synth.filling.asked import Asked
from synth.filling.fill import check
from synth.filling.filled import Filled
from synth.progress import Progress, part

LEVELS = 3
"""Levels of a category whose shares are told as text; JSON has more."""


def run(options, progress: Progress) -> tuple[dict, str]:
    """The JSON and the text of the command, its files written. Raises: ValueError; OSError."""
    from synth.reading.apart.reader import read_apart
    from synth.writing import FORMATS

    if options.out.suffix.lstrip(".") not in FORMATS:
        raise ValueError(f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    recipe = _recipe(options)
    check(type(recipe.make()), Asked.of(recipe.filling).draws)
    data = read_apart(options.real).dataset
    rows = read_apart(options.rows).dataset if options.rows else None
    filled = recipe.fill(data, rows, part(progress, 0.05, 0.95))
    files = _written(filled, options.out, options.apart)
    progress(1.0, f"wrote {options.out}")
    record = filled.to_record() | {
        "out": [str(file) for file in files],
        "cpu_seconds": filled.seconds,
        "recipe": json.loads(recipe.changed(data=data.digest).to_json()),
    }
    return record, _told(filled, files)


def _recipe(options):
    """The recipe of the file named, or of the options. Raises: ValueError."""
    from synth.recipe import Recipe
    from synth.rules import of_record

    if options.recipe:
        recipe = Recipe.from_json(options.recipe.read_text(encoding="utf-8"))
        return recipe if recipe.filling else recipe.changed(filling={"draws": options.draws})
    return Recipe(
        options.technique,
        params(options.technique, options.set),
        seed=options.seed,
        kinds=pairs(options.kind, "--kind"),
        leave_out=tuple(options.leave_out),
        missing=words(options.missing, "--missing"),
        rules=[of_record(rule).record() for rule in options.rule],
        filling={"draws": options.draws},
    )


def _written(filled: Filled, out: Path, apart: bool) -> list[Path]:
    from synth.writing import write

    if not apart:
        write(filled.stacked if len(filled.tables) > 1 else filled.tables[0], out)
        return [out]
    files = [out.with_name(f"{out.stem}-{i}{out.suffix}") for i in range(1, len(filled.tables) + 1)]
    for file, table in zip(files, filled.tables):
        write(table, file)
    return files


def _told(filled: Filled, files: list[Path]) -> str:
    """A line for each file set, column, pooled figure, note and rule."""
    record, draws = filled.to_record(), len(filled.tables)
    lines = [f"{', '.join(map(str, files))}: {record['rows']:,} rows, {_cells(record['cells'])} filled, {draws} draws"]
    for each in record["columns"]:
        how = "of its range left open on average" if each["ranged"] else "of draws agree on average"
        share = 1 - each["sure"] if each["ranged"] else each["sure"]
        lines.append(f"  {each['name']}: {each['filled']:,} filled, {share:.0%} {how}")
    told = Counter()
    for each in record["pooled"]:
        told[each["column"]] += 1
        if each["low"] is not None and told[each["column"]] <= LEVELS:
            what = (
                f"mean of {each['column']}" if each["what"] == "mean" else f"share of {each['column']} = {each['what']}"
            )
            lines.append(f"  {what}: {each['estimate']:.4g} ({each['low']:.4g} to {each['high']:.4g})")
    for each in record["broken"]:
        for rows, why in (
            (each["given"], "given cells break it"),
            (each["kept_from"], "could not be filled to keep it"),
        ):
            if rows:
                lines.append(f"  {each['rule']}: {why} in {len(rows):,} rows: {_numbers(rows)}")
    return "\n".join([*lines, *(f"  {note}" for note in record["notes"])])


def _numbers(rows: list[int], most: int = 20) -> str:
    """Rows counted from 1."""
    return ", ".join(f"{row + 1:,}" for row in rows[:most]) + (" ..." if len(rows) > most else "")


def _cells(count: int) -> str:
    return f"{count:,} cell{'' if count == 1 else 's'}"
