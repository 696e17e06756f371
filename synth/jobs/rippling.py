"""A scenario beside its baseline as a job.

| kind | parent | request | files that count |
|---|---|---|---|
| ripple | generate (the scenario) | baseline, the id of another run over the same table | ripple.json |

ripple.json: "records" as `synth.scenarios.ripple` gives them, "price" as `synth.scenarios.price` does, "priced", the
outcome and groups that it is of, and "no_price", the sentence that says why there is none, "reach" as the scenario's
run tells it (null without one).
"""

import json

import numpy as np

from synth.dataset import Dataset, Kind
from synth.jobs.files import load_dataset, save_json
from synth.jobs.job import Job
from synth.jobs.work import Work, task
from synth.measuring.groups import sensitive
from synth.recipe import Recipe
from synth.scenarios import Equal, balances_of, shifts_of
from synth.scenarios.price import NoPrice, price
from synth.scenarios.ripple import ripple as ripple_of


@task("ripple")
def ripple(work: Work) -> None:
    """Facts: changed, how many records are past chance, and followed,
    how many of those are of columns not asked to change."""
    if work.parent is None:
        raise ValueError("A ripple needs a scenario's run; generate one first.")
    work.progress(0.05, "loading both tables")
    scenario = work.catalogue.job(work.job.owner, work.job.parent)
    try:
        baseline = work.catalogue.job(work.job.owner, work.job.request["baseline"])
    except (KeyError, LookupError):
        raise ValueError("The baseline is not here any more; choose another one.") from None
    if baseline.parent != scenario.parent:
        raise ValueError("The baseline is of another table than the scenario; choose one of the same table.")
    recipe, before = (_recipe(each) for each in (scenario, baseline))
    data = load_dataset(work.catalogue.folder(scenario.owner, scenario.parent))
    train, _ = recipe.prepare(data)
    tables = [load_dataset(work.catalogue.folder(each.owner, each.id), "synthetic") for each in (baseline, scenario)]
    if [each.names for each in tables] != [train.names] * 2:
        raise ValueError("The baseline and the scenario hold different columns; leave out the same ones in both.")
    work.progress(0.3, "comparing the columns")
    records = ripple_of(*tables, train, _asked(recipe))
    work.progress(0.5, "trying a model of both on real rows")
    paid, about, why = _priced(recipe, train, before.prepare(data)[1] if before.holdout == recipe.holdout else None,
                               *tables)
    save_json(work.folder / "ripple.json", {"records": records, "price": paid, "priced": about, "no_price": why,
                                            "reach": scenario.result.get("reach")})
    clear = [each for each in records if each["clear"]]
    work.add("ripple.json", changed=len(clear), followed=sum(not each["asked"] for each in clear))


def _recipe(run: Job) -> Recipe:
    if "recipe" not in run.result:
        raise ValueError(f"'{run.name}' has no synthetic table yet; compare once it has one.")
    return Recipe.from_json(json.dumps(run.result["recipe"]))


def _asked(recipe: Recipe) -> set[str]:
    """The columns that the recipe's changes are about."""
    return {name for each in (*balances_of(recipe.balance), *shifts_of(recipe.shift)) for name in each.columns}


def _priced(recipe: Recipe, train: Dataset, holdout: Dataset | None, baseline: Dataset,
            scenario: Dataset) -> tuple[list[dict], dict, str]:
    """What the scenario costs a model of the outcome made equal, else of the target; what it is of;
    and why it is not known, if so."""
    equal = next((each for each in balances_of(recipe.balance) if isinstance(each, Equal)), None)
    outcome = equal.outcome if equal else recipe.target
    told = [name for name in sensitive(train) if train.column(name).kind in (Kind.CATEGORY, Kind.FLAG) and name
            != outcome]
    groups = equal.groups if equal else next(iter(told), None)
    about = {"outcome": outcome, "groups": groups}
    try:
        return price(baseline, scenario, holdout, outcome, groups, np.random.default_rng([recipe.seed, 6])), about, ""
    except NoPrice as reason:
        return [], about, str(reason)
