"""Techniques run on small tables to see what they take here: `python -m synth.jobs.trial`, a process of its own.

It takes one request a line, {"technique", "params", "rows"}, rows a list of sizes, and answers each with one line per
size, an Observation as JSON, then with a line {"done": true}; a technique that fails gives only that. A fork of this
process does each, so that each finds the memory and the imports of a worker that has done nothing else.
"""

import importlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from synth.dataset import Dataset
from synth.estimating.observation import SCORES, Observation, guess
from synth.jobs import process
from synth.jobs.tasks import measure
from synth.jobs.work import Work
from synth.progress import quiet
from synth.recipe import Recipe
from synth.technique import make, shelf

SAMPLE = "shop"
"""Numbers, categories, moments, missing values and a target: a bit of everything that is learned, made from a seed."""
HOLDOUT = 0.2
LONGEST = 40
"""CPU seconds after which a technique's trials are ended."""


def trial(technique: str, params: dict, data: Dataset) -> Observation:
    """What it takes, in this process, to learn the table and to draw as many rows."""
    rows, columns = len(data), len(data.modelled)

    def do() -> None:
        make(technique, **params).fit(data, np.random.default_rng(0)).sample(rows, np.random.default_rng(1))

    guessed = guess(technique, params, rows, columns, rows)
    return Observation(technique, rows, columns, rows, guessed, *_taken(do))


def scores_trial(data: Dataset) -> Observation:
    """What it takes a job to measure rows, here shuffled ones, against the table."""
    run = Recipe("shuffle", holdout=HOLDOUT).run(data)
    rows, columns = len(run.train), len(data.modelled)
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        work = Work(None, Path(folder), None, quiet, {}, lambda: None)
        taken = _taken(lambda: measure(work, run, quiet))
    return Observation(SCORES, rows, columns, rows, guess(SCORES, {}, rows, columns, rows), *taken)


def _taken(do: Callable[[], None]) -> tuple[float, int]:
    """CPU seconds, and the most bytes resident meanwhile."""
    process.forget_peak()
    begun = time.process_time()
    do()
    return time.process_time() - begun, process.peak()


def trials(technique: str, params: dict, tables: list[Dataset]) -> Iterator[Observation]:
    """One observation per table, as fresh processes would make them.

    The first run pays for what is imported; the others are charged what a second run of the first took less.
    """
    first = scores_trial(tables[0]) if technique == SCORES else trial(technique, params, tables[0])
    yield first
    if tables[1:]:
        imported = max(first.seconds - trial(technique, params, tables[0]).seconds, 0.0)
        for table in tables[1:]:
            seen = trial(technique, params, table)
            yield replace(seen, seconds=seen.seconds + imported)


def main() -> None:
    from synth.jobs.worker import WARM
    from synth.reading.samples import load_sample

    os.nice(19)
    for module in WARM:
        with suppress(ImportError):
            importlib.import_module(module)
    shelf()
    data = load_sample(SAMPLE)
    data = data.only(data.modelled)
    for line in sys.stdin:
        asked = json.loads(line)
        if not (child := os.fork()):
            _answer(asked, data)
        os.waitpid(child, 0)
        _tell({"done": True})


def _answer(asked: dict, data: Dataset) -> None:
    """In the fork, which ends here: what a technique raises is no matter of this process,
    and nothing may be told twice."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        order = np.random.default_rng(0).permutation(len(data))
        tables = [data.take(np.sort(order[:rows])) for rows in asked["rows"]]
        for seen in trials(asked["technique"], asked["params"], tables):
            _tell(asdict(seen))
    finally:
        os._exit(0)


def _tell(answer: dict) -> None:
    os.write(1, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
