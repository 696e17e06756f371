"""All checks that make up the cautions, in the order in which their findings are told."""

from collections.abc import Callable, Iterable

from synth.profiling.caution import Caution, Found


def checks() -> list[Callable[[Found], Iterable[Caution]]]:
    """Every check: the table first, then the target, columns one by one, and what lies between columns."""
    from synth.profiling import about_columns, about_kinds, about_relations, about_table, about_target

    families = (about_table, about_target, about_kinds, about_columns, about_relations)
    return [check for family in families for check in family.CHECKS]
