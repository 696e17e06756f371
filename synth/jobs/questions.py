"""A question of the user's own as a job.

| kind | parent | request | files that count |
|---|---|---|---|
| question | generate | question (see `synth.questions.ask`) | answer.json |
"""

import json

import numpy as np

from synth.jobs.files import load_dataset, save_json
from synth.jobs.work import Work, task


@task("question")
def question(work: Work) -> None:
    """Facts: title and sentence of the answer, figures (how many), agreeing, hidden. The real rows are those that the
    run learned from."""
    from synth.questions import ask
    from synth.recipe import Recipe

    if work.parent is None:
        raise ValueError("A question needs a run to ask; generate first.")
    work.progress(0.05, "loading both tables")
    run = work.catalogue.job(work.job.owner, work.job.parent)
    if "recipe" not in run.result:
        raise ValueError("This run has no synthetic table yet; ask once it has one.")
    recipe = Recipe.from_json(json.dumps(run.result["recipe"]))
    train, _, _ = recipe.compared(*recipe.prepare(load_dataset(work.catalogue.folder(run.owner, run.parent))))
    synthetic = load_dataset(work.parent, "synthetic")
    work.progress(0.3, "asking both tables")
    answer = ask(work.job.request.get("question") or {}, train, synthetic, np.random.default_rng([recipe.seed, 5]))
    save_json(work.folder / "answer.json", answer.to_record())
    work.add(
        "answer.json",
        title=answer.title,
        sentence=answer.sentence,
        figures=len(answer.findings),
        hidden=answer.hidden,
        agreeing=sum(each.survives for each in answer.findings),
    )
