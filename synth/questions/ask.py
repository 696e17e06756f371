"""Asks one question of both tables."""

import numpy as np

from synth.dataset import Dataset
from synth.questions.answer import Answer
from synth.questions.effects import effects
from synth.questions.grouping import grouped
from synth.questions.sql import queried


def ask(question: dict, train: Dataset, synthetic: Dataset, rng: np.random.Generator) -> Answer:
    """The answers of the real and of the synthetic rows. A question is plain JSON, one of

    {"kind": "group", "by": [columns], "how": "mean" | "median" | "share" | "count", "measure": column, "value": level},
    {"kind": "regression", "target": column, "on": [columns]},
    {"kind": "sql", "text": "SELECT ... FROM data GROUP BY ..."}.

    Raises: ValueError, with a sentence, for what cannot be asked.
    """
    kind = question.get("kind")
    if kind == "group":
        by, how = question.get("by"), question.get("how", "count")
        return grouped(train, synthetic, _columns(by, "by"), how, question.get("measure"), question.get("value"))
    if kind == "regression":
        return effects(train, synthetic, _text(question.get("target"), "target"), _columns(question.get("on"), "on"))
    if kind == "sql":
        return queried(train, synthetic, _text(question.get("text"), "text"), rng)
    raise ValueError(f"There is no question of kind '{kind}'; choose group, regression or sql.")


def _columns(named: object, what: str) -> list[str]:
    if not isinstance(named, list) or not named or not all(isinstance(each, str) for each in named):
        raise ValueError(f"A question needs one column or more in '{what}'; choose some.")
    return list(dict.fromkeys(named))


def _text(given: object, what: str) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"A question of this kind needs '{what}'; fill it in.")
    return given
