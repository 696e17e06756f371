"""What the user decided about a dataset, and the recipe that follows from it."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from components.state import GENERATE, catalogue, go, owner, stored, submit
from synth.dataset import Kind
from synth.facts import Facts, Purpose
from synth.jobs.catalogue import Job
from synth.recipe import Recipe
from synth.recommend import Advice, avoid, recommend
from synth.technique import shelf


OF_COLUMNS = ("kinds", "leave_out", "target", "missing")
"""What the user decided about the columns; beside it stand purpose, rules and where, which change nothing in them."""


def settings_of(data: Job) -> dict:
    """kinds, leave_out, target and missing of a dataset: the user's, else as read."""
    return {"kinds": {}, "leave_out": [], "target": data.result.get("target"), "missing": {}, **_steered(data)}


def _steered(data: Job) -> dict:
    return {word: decided for word, decided in data.settings.items() if word in OF_COLUMNS}


def change(data: Job, word: str, made: Callable[[Any], Any], without: Any = None) -> None:
    """Keeps a word of the settings as made of what it is now, whichever tab decided it; without,
    where there is none."""
    catalogue().change_settings(owner(), data.id, lambda kept: kept | {word: made(kept.get(word, without))})


def rules_of(data: Job) -> list[dict]:
    """Records of the rules accepted for a dataset, in the order in which they were."""
    return data.settings.get("rules", [])


def purpose_of(data: Job) -> Purpose:
    """What the user wants rows like these for."""
    return Purpose(data.settings.get("purpose", Purpose.SHARE))


def choose_purpose(data: Job) -> None:
    """A choice of what the rows are for, kept with the dataset; the advice follows it."""
    kept = purpose_of(data)
    chosen = st.segmented_control(
        "What are the rows for?",
        list(Purpose),
        default=kept,
        required=True,
        format_func=lambda each: each.told,
        key=f"purpose-{data.id}",
    )
    if chosen != kept:
        change(data, "purpose", lambda _: str(chosen))
        st.rerun()


def profiled(data: Job) -> Job:
    """The job that holds the profile of a dataset as the user steered it: its own where nothing was changed."""
    if not _steered(data):
        return data
    jobs = catalogue().jobs(owner(), kind="profile", parent=data.id)
    return next((job for job in jobs if job.request == _steered(data)), data)


def shape_of(data: Job) -> tuple[int, int]:
    """Rows and modelled columns of a dataset, as the user steered it."""
    decided = settings_of(data)
    kinds = {
        each["name"]: each["kind"]
        for job in (data, profiled(data))
        for each in (stored(job, "profile.json") or {"columns": ()})["columns"]
    }
    kinds |= decided["kinds"]
    return data.result["rows"], sum(
        Kind(kind).modelled for name, kind in kinds.items() if name not in decided["leave_out"]
    )


def advice_for(data: Job) -> Advice:
    """What is advised for the dataset as the user steered it and for the purpose, and what speaks against the rest."""
    read, decided = stored(data, "profile.json") or {"rows": data.result["rows"], "columns": ()}, settings_of(data)
    steered = stored(profiled(data), "profile.json") or read
    columns = {each["name"]: each for found in (read, steered) for each in found["columns"]}
    facts = Facts.of(
        {**steered, "columns": list(columns.values())},
        purpose_of(data),
        decided["target"],
        decided["kinds"],
        decided["leave_out"],
    )
    return replace(recommend(facts), against=avoid(facts))


def recipe_for(
    data: Job,
    technique: str,
    params: dict,
    rows: int | None = None,
    seed: int = 0,
    holdout: float | None = None,
    conditions: dict | None = None,
    rules: list[dict] | None = None,
) -> Recipe:
    """A recipe for the dataset as the user steered it; holdout is the technique's own share unless given, rules are
    those accepted for the dataset."""
    decided = settings_of(data)
    holdout = shelf()[technique].holdout if holdout is None else holdout
    return Recipe(
        technique,
        params,
        rows,
        seed,
        holdout,
        decided["target"],
        decided["kinds"],
        tuple(decided["leave_out"]),
        data.result["digest"],
        decided["missing"],
        conditions or {},
        rules=rules_of(data) if rules is None else rules,
    )


def generate(data: Job, recipe: Recipe) -> None:
    """Starts the job that runs the recipe on the dataset, and leaves for the page that watches it."""
    name = f"{shelf()[recipe.technique].title}, seed {recipe.seed}"
    run = submit("generate", name, {"recipe": asdict(recipe)}, parent=data.id)
    st.session_state["watched"] = run.id
    go(GENERATE, run=run.id, data=data.id)


def recipe_of(run: Job) -> Recipe:
    raw = run.request["recipe"]
    return Recipe(**{**raw, "leave_out": tuple(raw["leave_out"])})
