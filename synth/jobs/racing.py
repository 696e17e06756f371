"""Jobs of a race: `race` lays the field out; each `heat` is one technique's turn on a sample, and hands on to its next.

| kind | parent | request | files that count |
|---|---|---|---|
| race | read | recipe (but its technique), techniques {key: params}, seconds, keep_all | {train,holdout}.parquet |
| marks | race | - | - |
| heat | race | technique, params, rows | - |

Facts of a race: rows, sizes, begun and deadline (seconds since 1970), told (what synthetic rows are held against, ""
for all real ones), rules (in words); of marks: marks, the ends of the rulers by size; of a heat: rows, at (seconds
since begun), seconds {fit, sample, measure}, scores, worst (sentences on single columns and pairs), and why its lane
ends here ("" where it goes on). A race whose settings say "over" starts no further heats.

Every heat's rows meet the recipe's condition and keep its rules, both held against all that the race learns from. Where
they cannot be had of what so few rows tell, the lane goes on with more of them; the last says why there are none.
"""

import json
import time
from dataclasses import asdict

import numpy as np

from synth.jobs.failure import own_words
from synth.jobs.files import load_dataset, save_dataset
from synth.jobs.lanes import further, hand_on, race_of, submit
from synth.jobs.work import Work, task
from synth.progress import Progress, part
from synth.racing.measure import DETAIL, PANEL, Field, worst_parts
from synth.racing.plan import field, sizes
from synth.racing.standing import Heat
from synth.recipe import Recipe
from synth.technique import make

UP = "Its time was up before it had finished on {rows:,} rows."


@task("race")
def race(work: Work) -> None:
    asked = work.job.request
    recipe = Recipe.from_json(json.dumps(asked["recipe"]))
    work.progress(0.1, "holding rows out")
    train, held = field(*recipe.prepare(work.dataset()), np.random.default_rng([recipe.seed, 4]))
    work.progress(0.5, "laying the field out")
    names = [save_dataset(work.folder, train, "train"), save_dataset(work.folder, held, "holdout")]
    begun, heats, tables = time.time(), sizes(len(train)), Field(train, held, asked=recipe)
    work.add(
        *names,
        rows=len(train),
        sizes=list(heats),
        begun=begun,
        deadline=begun + asked["seconds"],
        told=tables.told,
        rules=[rule.words() for rule in tables.rules],
    )
    for key, params in asked["techniques"].items():
        submit(work, work.job.id, key, params, heats[0])
    work.catalogue.submit(work.job.owner, "marks", "Ends of the rulers of a race", {}, parent=work.job.id)


@task("marks")
def marks(work: Work) -> None:
    work.progress(0.1, "measuring what real and shuffled rows score")
    found = _field(work).marks(race_of(work).result["sizes"])
    work.add(marks={str(size): each for size, each in found.items()})


@task("heat")
def heat(work: Work) -> None:
    asked, tables, about = work.job.request, _field(work), race_of(work).result
    rows, seconds, start = asked["rows"], {}, time.time()
    try:
        synthetic = _drawn(asked, tables, seconds, _until(about["deadline"], part(work.progress, 0.0, 0.7)))
    except (_TooLate, _NoRows) as over:
        why = UP.format(rows=rows) if isinstance(over, _TooLate) else further(work, rows, str(over))
        work.add(rows=rows, at=time.time() - about["begun"], seconds=seconds, scores={}, worst=[], why=why)
        return
    begun, drawn = time.process_time(), time.time()
    work.progress(0.7, "measuring")
    scores = {score.metric: score for score in tables.scores(synthetic, PANEL, rows) if not score.about}
    worst = worst_parts(list(tables.scores(synthetic, DETAIL)))
    seconds["measure"] = time.process_time() - begun
    done = Heat(asked["technique"], rows, seconds["fit"] + seconds["sample"], time.time() - about["begun"], scores)
    why = hand_on(work, done, drawn - start, time.time() - drawn)
    work.add(
        rows=rows,
        at=done.at,
        seconds=seconds,
        scores={key: asdict(score) for key, score in scores.items()},
        worst=worst,
        why=why,
    )


class _TooLate(Exception):
    """The time of the race was up."""


class _NoRows(Exception):
    """Rows that meet the condition and keep the rules cannot be had; the sentence says why."""


def _until(deadline: float, progress: Progress) -> Progress:
    """The progress, which also raises _TooLate once the time is up."""

    def told(share: float, note: str = "") -> None:
        progress(share, note)
        if time.time() > deadline:
            raise _TooLate

    return told


def _field(work: Work) -> Field:
    asked = Recipe.from_json(json.dumps(race_of(work).request["recipe"]))
    return Field(load_dataset(work.parent, "train"), load_dataset(work.parent, "holdout"), asked=asked)


def _drawn(asked: dict, tables: Field, seconds: dict, progress: Progress):
    """The synthetic rows of the technique fitted to the first rows; seconds are filled in.

    Raises: _TooLate; _NoRows; Cancelled.
    """
    start = time.process_time()
    train = tables.train.take(np.arange(asked["rows"]))
    technique = make(asked["technique"], **asked["params"]).fit(
        train, np.random.default_rng(1), part(progress, 0.0, 0.8)
    )
    seconds["fit"] = time.process_time() - start
    try:
        table = tables.draw(technique, np.random.default_rng(2), part(progress, 0.8, 1.0))
    except ValueError as problem:
        if own_words(problem) is None or not (tables.asked.conditions or tables.asked.rules):
            raise
        seconds["sample"] = time.process_time() - start - seconds["fit"]
        raise _NoRows(problem) from None
    seconds["sample"] = time.process_time() - start - seconds["fit"]
    return train.with_table(table)
