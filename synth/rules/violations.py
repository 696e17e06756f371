"""How many rows of a table break each rule, and some of those that do."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.mining import Found
from synth.rules.rule import Rule

SHOWN = 20
"""Offending rows that are told of each rule, at most."""
LOOKED_AT = 200_000
"""Synthetic rows, the first, that rules not accepted are held against."""


def violations(
    accepted: Iterable[Rule], found: Iterable[Found], real: Dataset, synthetic: Dataset
) -> list[dict[str, Any]]:
    """Plain JSON: a record for each rule, those accepted first, then those only found.

    "words", "accepted", "rows" of the synthetic table that were looked at, "count" of those that break it, "examples",
    up to SHOWN of these that equal no real row, and of a rule found "support" and "exceptions" among real rows.
    The rules must have been held against the real rows (`on`).
    """
    known = {repr(each.rule.record()): each for each in found}
    rules = {repr(rule.record()): (rule, True) for rule in accepted}
    rules = rules | {key: (each.rule, False) for key, each in known.items() if key not in rules}
    copied = _copied(real, synthetic)
    return [_told(rule, kept, known.get(key), synthetic, copied) for key, (rule, kept) in rules.items()]


def _told(rule: Rule, accepted: bool, found: Found | None, synthetic: Dataset, copied: np.ndarray) -> dict[str, Any]:
    table = synthetic.table if accepted else synthetic.table.iloc[:LOOKED_AT]
    broken = rule.broken(table)
    real = {name: found.record()[name] for name in ("support", "exceptions")} if found else {}
    shown = table[broken & ~copied[: len(table)]].iloc[:SHOWN]
    names = [*rule.columns, *(name for name in synthetic.names if name not in rule.columns)]
    return {
        "rule": rule.record(),
        "words": rule.words(),
        "accepted": accepted,
        "rows": len(broken),
        "count": int(broken.sum()),
        "examples": [{name: _plain(row[name]) for name in names} for row in shown.to_dict("records")],
        **real,
    }


def _copied(real: Dataset, synthetic: Dataset) -> np.ndarray:
    """bool (rows,): synthetic rows that equal a real one in all modelled columns."""
    names = real.modelled
    if not names:
        return np.ones(len(synthetic), dtype=bool)
    hashes = [pd.util.hash_pandas_object(data.table[names], index=False).to_numpy() for data in (real, synthetic)]
    return np.isin(hashes[1], hashes[0])


def _plain(value: Any) -> Any:
    """The value as JSON knows it; moments and all else as text."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    value = value.item() if isinstance(value, np.generic) else value
    return value if isinstance(value, (bool, int, float, str)) else str(value)
