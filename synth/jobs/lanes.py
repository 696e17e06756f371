"""The lanes of a race: the heats that have ended, and whether another one follows."""

import time

from synth.jobs.job import Job
from synth.jobs.work import Work
from synth.metric import Score, metrics
from synth.racing.standing import Heat, behind
from synth.technique import shelf


def race_of(work: Work) -> Job:
    """The race that a heat, or its marks, are of."""
    return work.catalogue.job(work.job.owner, work.job.parent)


def heats_of(jobs: list[Job]) -> list[Heat]:
    """The heats that have ended, from their jobs."""
    return [
        Heat(
            job.request["technique"],
            job.result["rows"],
            sum(job.result["seconds"].get(each, 0) for each in ("fit", "sample")),
            job.result["at"],
            {key: Score(**{**raw, "about": ()}) for key, raw in job.result["scores"].items()},
            tuple(job.result["worst"]),
            job.result["why"],
            job.result.get("peak_bytes", 0),
        )
        for job in jobs
        if "why" in job.result
    ]


def hand_on(work: Work, done: Heat, drawing: float, measuring: float) -> str:
    """Submits the lane's next heat and gives "", or why there is none, in a sentence.

    drawing: seconds by the clock that this heat took to learn and draw, which grow with the rows; measuring does not.
    """
    race = race_of(work)
    larger = [size for size in race.result["sizes"] if size > done.rows]
    if not larger:
        return "It has seen all rows."
    if race.settings.get("over"):
        return "The race was ended."
    others = heats_of(work.catalogue.jobs(work.job.owner, kind="heat", parent=race.id))
    beaten = None if race.request.get("keep_all") else behind(done, (each for each in others if _fair(each, done)))
    if beaten:
        return _beaten(done, *beaten, others)
    expected, left = measuring + drawing * larger[0] / done.rows, race.result["deadline"] - time.time()
    if expected > left:
        return f"{larger[0]:,} rows would take it about {expected:.0f} s; {max(left, 0):.0f} s were left."
    submit(work, race.id, done.technique, work.job.request["params"], larger[0])
    return ""


def further(work: Work, rows: int, why: str) -> str:
    """Submits the heat after one that made no rows and gives "", or why, where there is none."""
    race = race_of(work)
    larger = [size for size in race.result["sizes"] if size > rows]
    if not larger or race.settings.get("over") or time.time() > race.result["deadline"]:
        return why
    submit(work, race.id, work.job.request["technique"], work.job.request["params"], larger[0])
    return ""


def _fair(other: Heat, done: Heat) -> bool:
    """What may not be shared does not push out what may."""
    return shelf()[other.technique].shareable or not shelf()[done.technique].shareable


def _beaten(done: Heat, technique: str, key: str, others: list[Heat]) -> str:
    metric = metrics()[key]
    ahead = max(
        (each for each in others if each.technique == technique and each.rows <= done.rows and key in each.scores),
        key=lambda each: each.rows,
    )
    return (
        f"It fell behind: {shelf()[technique].title} scores {ahead.scores[key].value:.3f} in {metric.title.lower()} "
        f"from {ahead.rows:,} rows, this {done.scores[key].value:.3f}, and is clearly better in nothing."
    )


def submit(work: Work, race: str, technique: str, params: dict, rows: int) -> None:
    work.catalogue.submit(
        work.job.owner,
        "heat",
        f"{shelf()[technique].title}, {rows:,} rows",
        {"technique": technique, "params": params, "rows": rows},
        parent=race,
    )
