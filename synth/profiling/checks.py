"""All checks that make up the cautions, in the order in which their findings are told."""

from collections.abc import Callable, Iterable

from synth.profiling.caution import Caution, Found


def checks() -> list[Callable[[Found], Iterable[Caution]]]:
    """Every check: the table first, then the target, columns one by one, and what lies between columns."""
    from synth.profiling import about_columns, about_relations, about_table, about_target

    return [*about_table.CHECKS, *about_target.CHECKS, *about_columns.CHECKS, *about_relations.CHECKS]
