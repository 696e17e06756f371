"""A run's report as a file, from what its job measured."""

from datetime import datetime, timezone

from components import state
from components.scores import report_of
from components.settings import recipe_of
from synth.jobs.catalogue import Job
from synth.reporting.page import Document


def document(run: Job, data: Job) -> Document:
    """For a run whose scores are there. It reads at once what it needs: a download leaves the page's thread."""
    comparison = state.stored(run, "comparison.json")
    made = datetime.fromtimestamp(run.created, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    return Document(
        run.name,
        data.name,
        recipe_of(run),
        report_of(run).ended(),
        comparison,
        state.stored(run, "closer.json"),
        tuple(run.result.get("notes", ())),
        run.result["rows"],
        comparison["rows"]["train"],
        made,
        tuple(run.result.get("rules") or ()),
    )
