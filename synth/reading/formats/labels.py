"""Codes with value labels -> the labels: 1, 2 -> 'male', 'female'."""

import pandas as pd

from synth.reading.result import Raw, shown


def labelled(values: pd.Series, labels: dict, name: str, raw: Raw) -> pd.Series | None:
    """The labels as text, null where missing; None where some values have none, for then the numbers count.

    Two codes with the same label are told apart by their code. What is done is told.
    """
    present = values.dropna().unique()
    unnamed = [value for value in present if value not in labels]
    if not len(present):
        return None
    if unnamed:
        if len(unnamed) < len(present):
            named = f"{len(present) - len(unnamed):,} of its {len(present):,} values"
            raw.tell(f"column '{name}' kept as it is, though {named} have labels",
                     f"the others have none, like {shown(_code(unnamed[0]))}")
        return None
    texts = {value: " ".join(str(labels[value]).split()) or _code(value) for value in present}
    repeated = {text for text in texts.values() if list(texts.values()).count(text) > 1}
    texts = {value: f"{text} ({_code(value)})" if text in repeated else text for value, text in texts.items()}
    first = present[0]
    raw.tell(f"column '{name}': codes given by their labels, {_code(first)} is {shown(texts[first], 30)}",
             "the file names them so")
    return pd.Series([texts.get(value) for value in values], dtype=object)


def _code(value) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
