"""What the user decided about a dataset, and the recipe that follows from it."""

from dataclasses import asdict

import streamlit as st

from components.state import GENERATE, catalogue, go, owner, stored, submit
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.recommend import Advice, recommend
from synth.technique import shelf

def settings_of(data: Job) -> dict:
    """kinds, leave_out, target and missing of a dataset: the user's, else as read."""
    return {"kinds": {}, "leave_out": [], "target": data.result.get("target"), "missing": {}, **data.settings}


def profiled(data: Job) -> Job:
    """The job that holds the profile of a dataset as the user steered it: the dataset's own where nothing was changed."""
    if not data.settings:
        return data
    jobs = catalogue().jobs(owner(), kind="profile", parent=data.id)
    return next((job for job in jobs if job.request == data.settings), data)


def shape_of(data: Job) -> tuple[int, int]:
    """Rows and modelled columns of a dataset, as the user steered it."""
    decided = settings_of(data)
    kinds = {each["name"]: each["kind"] for job in (data, profiled(data)) for each in (stored(job, "profile.json") or {"columns": ()})["columns"]}
    kinds |= decided["kinds"]
    return data.result["rows"], sum(Kind(kind).modelled for name, kind in kinds.items() if name not in decided["leave_out"])


def advice_for(data: Job) -> Advice:
    return recommend(*shape_of(data))


def recipe_for(data: Job, technique: str, params: dict, rows: int | None = None, seed: int = 0,
               holdout: float | None = None) -> Recipe:
    """A recipe for the dataset as the user steered it; holdout is the technique's own share unless given."""
    decided = settings_of(data)
    holdout = shelf()[technique].holdout if holdout is None else holdout
    return Recipe(technique, params, rows, seed, holdout, decided["target"], decided["kinds"],
                  tuple(decided["leave_out"]), data.result["digest"], decided["missing"])


def generate(data: Job, recipe: Recipe) -> None:
    """Starts the job that runs the recipe on the dataset, and leaves for the page that watches it."""
    name = f"{shelf()[recipe.technique].title}, seed {recipe.seed}"
    run = submit("generate", name, {"recipe": asdict(recipe)}, parent=data.id)
    st.session_state["watched"] = run.id
    go(GENERATE, run=run.id, data=data.id)


def recipe_of(run: Job) -> Recipe:
    raw = run.request["recipe"]
    return Recipe(**{**raw, "leave_out": tuple(raw["leave_out"])})
