"""Several techniques at once on one table: who enters, how it goes, who leads."""

import time
from dataclasses import asdict

import streamlit as st

from components import state
from components.accepted import amiss, demanded
from components.charts.race import race as chart
from components.costs import Costs, cost_line
from components.figures import show
from components.lanes import lane_view
from components.polling import poll
from components.settings import advice_for, recipe_for, settings_of
from components.text import duration, escape_markdown
from synth.jobs.catalogue import Job
from synth.jobs.lanes import heats_of
from synth.metric import metrics
from synth.racing.plan import HOLDOUT, entrants, favourites
from synth.racing.standing import Lane, lanes
from synth.recipe import Recipe
from synth.technique import shelf

TIMES = (30, 60, 120, 300, 900, 3600)
"""Seconds to choose from."""
SECONDS_BETWEEN_LOOKS = 1.5


def enter(
    data: Job, costs: Costs, conditions: dict | None = None, rules: list[dict] | None = None, why: str = ""
) -> None:
    """The form that starts a race on the dataset, with what each technique would take on the whole of it.

    conditions and rules: what every lane's rows keep, the rules of the dataset unless given; why they cannot, if so.
    """
    target, advice = settings_of(data)["target"], advice_for(data)
    expected = {key: costs.of(key, holdout=HOLDOUT) for key in entrants(target)}
    budget = st.select_slider("Time there is", TIMES, 60, format_func=duration, key="race-seconds")
    preferred = favourites(target, advice.technique, lambda key: expected[key].seconds, budget, advice.against)
    chosen = st.multiselect(
        "Who enters",
        list(expected),
        preferred,
        key=f"race-entrants-{budget}",
        format_func=lambda key: shelf()[key].title,
    )
    for key in chosen:
        st.caption(
            f"**{shelf()[key].title}**: {cost_line(expected[key])} for one run on the whole table."
            + (f" Not advised here: {escape_markdown(advice.against[key])}" if key in advice.against else "")
        )
    keep_all = st.toggle("Let those that fall behind go on", key="race-keep")
    recipe = recipe_for(data, "", {}, holdout=HOLDOUT, conditions=conditions, rules=rules)
    why = why or amiss(data, recipe.rules)
    if recipe.conditions or recipe.rules:
        against = " They are held against the real rows that meet the condition." if recipe.conditions else ""
        st.caption(f":material/rule: All lanes make {demanded(recipe)}.{against}")
    if why:
        st.warning(why, icon=":material/block:")
    if st.button(
        "Start the race",
        icon=":material/flag:",
        disabled=len(chosen) < 2 or bool(why),
        help="At least two techniques." if len(chosen) < 2 else None,
    ):
        params = {key: advice.params if key == advice.technique else {} for key in chosen}
        request = {"recipe": asdict(recipe), "techniques": params, "seconds": budget, "keep_all": keep_all}
        state.go(
            state.RACE, race=state.submit("race", f"Race of {len(chosen)}", request, parent=data.id).id, data=data.id
        )


def watch_race(race: Job) -> None:
    """The race as it stands, looked at again while anything of it is at work."""

    def live():
        now = state.find(race.id)
        heats = _jobs(race)
        if now is None or (now.state != race.state) or not (now.active or any(job.active for job in heats)):
            st.rerun()
        _standing(now, heats)

    jobs = _jobs(race)
    if race.active or any(job.active for job in jobs):
        poll(live, race.id, SECONDS_BETWEEN_LOOKS)
    else:
        _standing(race, jobs)


def _jobs(race: Job) -> list[Job]:
    return state.catalogue().jobs(state.owner(), parent=race.id)


def _standing(race: Job, jobs: list[Job]) -> None:
    heats = heats_of([job for job in jobs if job.kind == "heat"])
    marks = next(
        ({int(size): each for size, each in job.result["marks"].items()} for job in jobs if "marks" in job.result), {}
    )
    _clock(race, jobs)
    _under(race)
    order = lanes(heats, marks)
    _answer(order)
    names = {key: shelf()[key].title for key in race.request["techniques"] if key in shelf()}
    measured = {
        key: [heat for heat in sorted(heats, key=lambda heat: heat.rows) if heat.technique == key and heat.scores]
        for key in names
    }
    show(chart(measured, marks.get(max(marks, default=0), {}), names), key="race-chart")
    st.subheader("Standing")
    st.caption(
        "The weakest figure decides: first is whose worst place between the honest worst and a real holdout is "
        "highest; "
        "among equals the next weakest figure does, then time. What may not be shared cannot win."
    )
    ranked = {lane.technique: lane for lane in order}
    for key in [*ranked, *(key for key in names if key not in ranked)]:
        own = [job for job in jobs if job.request.get("technique") == key]
        lane_view(race, key, ranked.get(key), own, heats, marks)


def _clock(race: Job, jobs: list[Job]) -> None:
    """How much time is left, and the button that ends it all."""
    active = [job for job in jobs if job.kind == "heat" and job.active]
    if not race.active and not active:
        return
    share = 0.0
    if "deadline" in race.result:
        share = min(1.0, (time.time() - race.result["begun"]) / (race.result["deadline"] - race.result["begun"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(
            share,
            text=f"{duration((1 - share) * race.request['seconds'])} left"
            if share < 1
            else "time is up: finishing what is begun",
        )
        if st.button("End the race", key="race-end", icon=":material/stop_circle:"):
            state.catalogue().set_settings(state.owner(), race.id, {"over": True})
            for job in active:
                state.cancel(job)


def _under(race: Job) -> None:
    """What all lanes' rows meet and keep, and what they are held against for it."""
    recipe = Recipe(**race.request["recipe"])
    if recipe.conditions or recipe.rules:
        st.caption(f":material/rule: All lanes make {demanded(recipe)}. {escape_markdown(race.result.get('told', ''))}")


def _answer(order: list[Lane]) -> None:
    """Who leads, in a sentence: at any moment there is an answer."""
    winners = [lane for lane in order if shelf()[lane.technique].shareable]
    if winners:
        first = winners[0]
        st.success(
            f"**{shelf()[first.technique].title}** leads, from {first.last.rows:,} rows and "
            f"{duration(first.last.seconds)} of CPU time. "
            f"Its weakest figure: {escape_markdown(metrics()[first.weakest].title.lower())}, "
            f"{first.places[first.weakest]:.0%} of the way from the honest worst to a real holdout.",
            icon=":material/trophy:",
        )
