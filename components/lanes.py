"""A lane of a race: where its technique is, what it scored, where it is weak, and what can be done with it."""

import streamlit as st

from components import state
from components.accepted import and_accepted
from components.progress import WORDS
from components.settings import generate, recipe_for
from components.text import duration, escape_markdown, size
from synth.jobs.catalogue import Job, State
from synth.metric import metrics
from synth.racing.measure import Marks, weaknesses
from synth.racing.standing import Heat, Lane
from synth.technique import shelf


def lane_view(
    race: Job, key: str, lane: Lane | None, jobs: list[Job], heats: list[Heat], marks: dict[int, Marks]
) -> None:
    """One technique: where it is, what it scored, where it is weak, and what can be done with it."""
    active = [job for job in jobs if job.active]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{shelf()[key].title}**", width="stretch")
            if active and st.button("Stop", key=f"stop-{key}", icon=":material/stop:"):
                for job in active:
                    state.cancel(job)
            if (
                lane
                and shelf()[key].shareable
                and st.button("Use this one", key=f"use-{key}", type="primary", icon=":material/check:")
            ):
                _use(race, key)
        st.caption(_doing(active, jobs, [heat for heat in heats if heat.technique == key]))
        if lane:
            st.markdown(_figures(lane))
            ends = marks.get(lane.last.rows, {})
            for sentence in [*weaknesses(lane.last.scores.values(), ends)[:2], *lane.last.worst[:1]]:
                st.markdown(f":orange[:material/trending_down:] {escape_markdown(sentence)}")
        if not shelf()[key].shareable:
            st.caption(f":material/lock: {shelf()[key].when}")


def _doing(active: list[Job], jobs: list[Job], heats: list[Heat]) -> str:
    if active:
        job = active[0]
        doing = (
            WORDS[job.state]
            if job.state != State.RUNNING
            else f"{job.share:.0%}, {escape_markdown(job.note or 'starting')}"
        )
        return f":material/autorenew: On {job.request['rows']:,} rows: {doing}"
    last = max(jobs, key=lambda job: job.created, default=None)
    if last is None:
        return "Waiting for the field."
    if last.state == State.CANCELLED:
        return ":material/block: It was stopped by you."
    if last.state in (State.FAILED, State.INTERRUPTED):
        return f":material/error: {escape_markdown(last.reason or 'It ended without saying why.')}"
    why = max(heats, key=lambda heat: heat.rows).why if heats else ""
    return f":material/flag: {escape_markdown(why)}"


def _figures(lane: Lane) -> str:
    told = [f"{escape_markdown(metrics()[key].title)} **{score.value:.3f}**" for key, score in lane.last.scores.items()]
    return " · ".join(
        [*told, f"{duration(lane.last.seconds)} of CPU time, {size(lane.last.peak_bytes)} at {lane.last.rows:,} rows"]
    )


def _use(race: Job, key: str) -> None:
    """Generates with the technique on the whole table, under what the race was, and the rules accepted since."""
    data, asked = state.find(race.parent), race.request["recipe"]
    generate(
        data,
        recipe_for(
            data,
            key,
            race.request["techniques"][key],
            holdout=asked["holdout"],
            conditions=asked.get("conditions"),
            rules=and_accepted(data, asked.get("rules", [])),
        ),
    )
