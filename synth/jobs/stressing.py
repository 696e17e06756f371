"""Stress rows of a run as a job.

| kind | parent | request | files that count |
|---|---|---|---|
| stress | generate | recipe (the run's and its stress), format, raw (as export's) | stress.FORMAT, types, fixtures |

The recipe gives the same table again.
"""

import json

from synth.atomic import beside
from synth.dataset import Dataset
from synth.jobs.files import load_dataset
from synth.jobs.work import Work, task
from synth.rules import Rule


@task("stress")
def stress_rows(work: Work) -> None:
    """Facts: file and types as export's, json and py (the fixtures), rows, hard (how many), cases (rows by kind),
    left_out (cases for which there was no row), barred (cases that would break a rule by the way)."""
    from synth.stress import as_json, as_pytest
    from synth.writing import FORMATS, write

    asked = work.job.request
    ending = asked.get("format", "")
    if ending not in FORMATS:
        raise ValueError(f"There is no format '{ending}'; choose one of {', '.join(FORMATS)}.")
    found = _found(work)
    work.progress(0.5, f"writing {FORMATS[ending][0]}")
    written = write(found.table, work.folder / f"stress.{ending}", defuse=not asked.get("raw", False))
    for name, text in (("fixtures.json", as_json), ("fixtures.py", as_pytest)):
        with beside(work.folder / name) as file:
            file.write_text(text(found), encoding="utf-8")
    names = [path.name for path in written]
    work.add(
        *names,
        "fixtures.json",
        "fixtures.py",
        **dict(zip(("file", "types"), names)),
        json="fixtures.json",
        py="fixtures.py",
        rows=len(found.data),
        hard=int(found.tags.notna().sum()),
        cases=found.counts,
        left_out=list(found.left_out),
        barred=list(found.barred),
    )


def _found(work: Work):
    """The run's rows with hard ones among them. Raises: ValueError with a sentence."""
    from synth.recipe import Recipe
    from synth.stress import Asked

    if work.parent is None:
        raise ValueError("Stress rows need a run to put hard cases in; generate first.")
    recipe = Recipe.from_json(json.dumps(work.job.request.get("recipe")))
    asked = Asked.of(recipe.stress)
    if asked is None:
        raise ValueError("The recipe asks for no hard rows; say what share of them there shall be.")
    work.progress(0.05, "loading the rows")
    synthetic = load_dataset(work.parent, "synthetic")
    rules = _rules(work, recipe) if recipe.rules else ()
    work.progress(0.3, "putting hard cases in")
    return asked.put(synthetic, recipe.seed, rules)


def _rules(work: Work, recipe) -> tuple[Rule, ...]:
    """The recipe's rules, held against the real rows that the run learned from."""
    from synth.rules import on

    run = work.catalogue.job(work.job.owner, work.job.parent)
    data: Dataset = load_dataset(work.catalogue.folder(run.owner, run.parent))
    return on(recipe.rules, recipe.prepare(data)[0])
