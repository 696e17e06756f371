"""Checks of the table as a whole."""

from collections.abc import Iterator

from synth.profiling.caution import NOTE, WARNING, Caution, Found, called, several

FEW, SCARCE = 100, 500
"""Rows under which little, or not all, can be learned."""
ALONE = 0.01


def nothing_to_learn(found: Found) -> Iterator[Caution]:
    if not found.dataset.modelled:
        yield Caution(
            (), WARNING, "No column can be learned: all are keys or text. Set the kind of at least one column."
        )


def too_few_rows(found: Found) -> Iterator[Caution]:
    rows, learned = found.rows, len(found.dataset.modelled)
    if rows < FEW:
        yield Caution(
            (), WARNING, f"{rows} row{'' if rows == 1 else 's'} are too few to learn from; bring at least {SCARCE}."
        )
    elif rows < SCARCE:
        yield Caution((), NOTE, f"{rows} rows are few: only strong relations can be learned, and scores are uncertain.")
    elif rows < 5 * learned:
        yield Caution(
            (), NOTE, f"{rows:,} rows are few for {learned:,} columns; leave out columns that are not needed."
        )


def rows_that_repeat(found: Found) -> Iterator[Caution]:
    if found.repeated:
        share = f" ({found.repeated / found.rows:.2%})" if found.repeated >= 5 else ""
        yield Caution(
            (),
            NOTE,
            f"{several(found.repeated)} rows{share} repeat an earlier one; if they are copies by "
            "mistake, take them out, for they count twice.",
        )


def rows_that_stand_out(found: Found) -> Iterator[Caution]:
    sets = (found.standing_out or {}).get("sets") or []
    first = next((each for each in sets if (each["alone"] or 0) >= ALONE), None)
    if first:
        where = ", ".join(map(called, first["columns"]))
        yield Caution(
            tuple(first["columns"]),
            NOTE,
            (
                f"{first['alone']:.1%} of the rows are alone in their combination of {where}. If rows are people, "
                "whoever knows these of somebody could find the row: coarsen one of them or leave it out, and look at "
                "the privacy scores."
            ),
        )


CHECKS = [nothing_to_learn, too_few_rows, rows_that_repeat, rows_that_stand_out]
