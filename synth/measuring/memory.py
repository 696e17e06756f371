"""Work on the same tables, done once for all metrics that need it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary, ref

from synth.dataset import Dataset


def once(work: Callable[..., Any]) -> Callable[..., Any]:
    """The function of tables and numbers, remembering its last result per last table as long as that table lives.

    A report asks several metrics about the same three tables in turn; nothing outlives the tables themselves.
    """
    kept: WeakKeyDictionary[Dataset, tuple[list, Any]] = WeakKeyDictionary()

    @wraps(work)
    def remembered(*given):
        last = [each for each in given if isinstance(each, Dataset)][-1]
        asked = [ref(each) if isinstance(each, Dataset) else each for each in given]
        if last not in kept or kept[last][0] != asked:
            kept[last] = asked, work(*given)
        return kept[last][1]

    return remembered
