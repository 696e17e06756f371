"""What tests of pages do: wait for a job, press a button, go to a page, read what it says."""

import time
from pathlib import Path

from components import state

APP = Path(__file__).parents[1] / "app.py"
PATIENCE = 180
"""Seconds to wait for what takes one on a core of its own: many may share it."""


def until(found, what: str):
    """What found gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if got := found():
            return got
        time.sleep(0.1)
    raise AssertionError(f"{what} within {PATIENCE} s.")


def finished(kind: str):
    """The newest job of that kind, once it has ended."""
    def over():
        jobs = state.catalogue().jobs("local", kind=kind)
        return jobs[0] if jobs and not jobs[0].active else None
    return until(over, f"No job of kind {kind} ended")


def ended(job):
    """The job, once it has ended."""
    def over():
        now = state.catalogue().job("local", job.id)
        return None if now.active else now
    return until(over, f"The job {job.name} did not end")


def click(app, label: str):
    """Clicks the first button of that label and reruns."""
    next(button for button in app.button if button.label == label).click()
    return app.run()


def text(app) -> str:
    return " ".join(each.value for group in (app.markdown, app.caption, app.title, app.header, app.subheader, app.info,
                                             app.error, app.warning, app.success) for each in group)


def go(app, page: str):
    app.switch_page(page).run()
    assert not app.exception, app.exception
    return app
