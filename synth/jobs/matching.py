"""The job that counts how many real rows meet a condition, so that it is told before anything is learned."""

from synth.conditions import check, facts_of, holds, of_record
from synth.jobs.work import Work, task

FEWEST = 5
"""Rows, fewer than which are not counted out."""


@task("match")
def match(work: Work) -> None:
    """Facts: rows, those looked at, and met, those that meet the request's conditions; None for 1 to 4 of them."""
    work.progress(0.1, "looking at the rows")
    data = work.steered()
    met = int(holds(check(of_record(work.job.request["conditions"]), facts_of(data)), data.table).sum())
    work.add(rows=len(data), met=None if 0 < met < FEWEST else met)
