"""The benchmarks by the names they have on the command line."""

import json
from collections.abc import Callable

import pandas as pd

from synth.benchmarks.tables import to_markdown
from synth.progress import Progress


def _techniques(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.peers import techniques

    return {"": techniques(options.data, options.peers, options.seeds, options.only, progress, options.tables)}


def _attacks(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.attacks import attacks

    return {"": attacks(options.data, options.tables, options.only, progress=progress)}


def _conditions(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.conditions import conditions

    measured = conditions(options.data, options.tables, options.only, progress=progress)
    return dict(zip(("summary", "conditions"), measured))


def _balance(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.balance import balance

    found = balance(options.data, options.tables, options.only, options.seeds, progress)
    return dict(zip(("within", "beyond", "scores"), found))


def _filling(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.filling import filling

    return {"": filling(options.data, options.tables, options.only, progress=progress)}


def _metrics(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.metrics import metrics

    return dict(zip(("metrics", "shared"), metrics(options.data, options.only, options.rows, progress)))


def _budgets(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.budgets import budgets

    return {"": budgets(options.data, progress)}


def _reading(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.reading import reading

    return {"": reading(options.data, progress)}


def _screen(options, progress: Progress) -> dict[str, pd.DataFrame]:
    from synth.benchmarks.screen import screen

    return {"": screen(options.rows, progress)}


BENCHMARKS: dict[str, Callable[..., dict[str, pd.DataFrame]]] = {
    "techniques": _techniques, "attacks": _attacks, "conditions": _conditions, "balance": _balance, "filling": _filling,
    "metrics": _metrics, "budgets": _budgets, "screen": _screen, "reading": _reading}
"""Each gives its tables by name; a single one has no name. They import what they need when they run."""


def run(options, progress: Progress) -> tuple[list | dict, str]:
    """The records for JSON and the tables as markdown. Raises: ValueError where it is not said which tables to take."""
    on_samples = options.what in ("techniques", "attacks", "conditions", "balance", "filling") and options.tables
    if options.what != "screen" and not (options.data or on_samples):
        raise ValueError("Say where the tables are with --data FOLDER.")
    found = BENCHMARKS[options.what](options, progress)
    records = {name: json.loads(frame.to_json(orient="records")) for name, frame in found.items()}
    return records.get("", records), "\n\n".join(map(to_markdown, found.values()))
