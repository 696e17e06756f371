"""The augment lab as a job, and the table to train on that follows from it.

| kind | parent | request | files that count |
|---|---|---|---|
| augment | read | kinds, leave_out, target, missing; seed; rare, ways, times, seeds, share, rules | curves.json |
| joined | augment | way, and share, or added | dataset.parquet |

curves.json is there from the second round on, and grows: the record of `Curves`, with that of `Worth` as "worth" once
all rounds are done.
"""

import numpy as np

from synth.jobs.files import load_dataset, save_dataset, save_json
from synth.jobs.work import Work, task


@task("augment")
def augment(work: Work) -> None:
    """Facts: scored (rounds measured so far), verdict, sentence, where (the condition of the class), way and added
    ("" and 0 where it is not worth it)."""
    from synth.augmenting import Curves, learning_curves, worth
    from synth.augmenting.cut import level
    from synth.conditions import Test, record

    asked = work.job.request
    plan = _plan(asked, asked.get("share", 0.0))

    def told(curves: Curves) -> None:
        save_json(work.folder / "curves.json", curves.record())
        work.add("curves.json", scored=curves.rounds)
        work.keep()

    data = work.steered()
    curves = learning_curves(data, plan, np.random.default_rng(asked.get("seed", 0)), work.progress, told)
    found = worth(curves)
    save_json(work.folder / "curves.json", curves.record() | {"worth": found.record()})
    work.add("curves.json", where=record(Test(data.target, "==", (level(data, plan.rare),))))
    work.add(scored=curves.rounds, verdict=found.verdict, sentence=found.sentences[0], way=found.way, added=found.added)


@task("joined")
def joined(work: Work) -> None:
    """Real rows and synthetic ones by the way asked for: a mixed table with a share, else all real rows and `added` of
    the class. It holds real rows. Facts: rows, synthetic (how many of them)."""
    from synth.augmenting import joined as joined_of

    lab, asked = work.catalogue.job(work.job.owner, work.job.parent), work.job.request
    about = lab.request
    data = load_dataset(work.catalogue.folder(lab.owner, lab.parent))
    data = data.steer(about.get("kinds"), about.get("leave_out") or (), about.get("target"), about.get("missing"))
    rng = np.random.default_rng([about.get("seed", 0), 2])
    found = joined_of(
        data, _plan(about, asked.get("share", 0.0)), asked["way"], asked.get("added", 0), rng, work.progress
    )
    work.add(save_dataset(work.folder, found), rows=len(found), synthetic=int(found.table.iloc[:, -1].sum()))


def _plan(asked: dict, share: float):
    from synth.augmenting import Plan

    rules = tuple(asked.get("rules", ()))
    return Plan(asked["rare"], tuple(asked["ways"]), tuple(asked["times"]), asked["seeds"], share, rules=rules)
