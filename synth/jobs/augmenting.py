"""The augment lab as a job.

| kind | parent | request | files that count |
|---|---|---|---|
| augment | read | kinds, leave_out, target, missing; rare, ways, times, seeds, share (see `Plan`); seed | curves.json |

curves.json is there from the second round on, and grows: the record of `Curves`, with that of `Worth` as "worth" once
all rounds are done.
"""

import numpy as np

from synth.jobs.files import save_json
from synth.jobs.work import Work, task


@task("augment")
def augment(work: Work) -> None:
    """Facts: scored (rounds measured so far), verdict, sentence, where (the condition of the class), way and added
    ("" and 0 where it is not worth it)."""
    from synth.augmenting import Curves, Plan, learning_curves, worth
    from synth.augmenting.cut import level
    from synth.conditions import Test, record

    asked = work.job.request
    plan = Plan(asked["rare"], tuple(asked["ways"]), tuple(asked["times"]), asked["seeds"], asked.get("share", 0.0))

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
