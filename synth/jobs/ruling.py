"""The jobs' part of rules: those that the real rows suggest, and how many synthetic rows break each."""

import numpy as np

from synth.jobs.files import save_json
from synth.jobs.work import Work, task
from synth.rules import of_record, on
from synth.rules.mining import counted, mine
from synth.rules.violations import violations

FILE = "rules.json"
ROWS = 100_000
"""Rows learned from, at most, in which rules that were not accepted are looked for after a run."""


@task("rules")
def rules(work: Work) -> None:
    """rules.json: a list of what was found; with a request's "rule", of that one alone, counted. Facts: rows, found."""
    work.progress(0.1, "looking at the rows")
    data, asked = work.steered(), work.job.request.get("rule")
    found = [counted(of_record(asked), data)] if asked else mine(data, np.random.default_rng(0))
    save_json(work.folder / FILE, [each.record() for each in found])
    work.add(FILE, rows=len(data), found=len(found))


def check_rules(work: Work, run) -> None:
    """Adds rules.json, the violations of the rules accepted and of those found in what the run learned from.

    Facts: rules, their counts without rows.
    """
    rng = np.random.default_rng(0)
    some = run.train.take(np.sort(rng.permutation(len(run.train))[:ROWS])) if len(run.train) > ROWS else run.train
    told = violations(on(run.recipe.rules, run.train), mine(some, rng), run.train, run.synthetic)
    save_json(work.folder / FILE, told)
    work.add(
        FILE, rules=[{"words": each["words"], "accepted": each["accepted"], "count": each["count"]} for each in told]
    )
