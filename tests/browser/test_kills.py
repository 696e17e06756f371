"""The server and a worker are killed in the middle of a run: nothing that was promised is lost."""

import os
import signal

import pytest

from synth.jobs.catalogue import Catalogue
from tests.browser.conftest import PATIENCE, says, wait
from tests.browser.test_guided_path import staff, upload


@pytest.fixture
def running(chromium, own_server):
    """A page that watches a run which takes a while, and the catalogue behind it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    server = own_server
    upload(page, server.url, "staff.csv", staff())
    catalogue = Catalogue(server.home)
    data = catalogue.jobs("local", kind="read")[0]
    page.goto(f"{server.url}/technique?data={data.id}")
    says(page, "Other techniques")
    page.locator(".st-key-choose-tvae button").click()
    epochs = page.get_by_role("spinbutton", name="Epochs")
    epochs.fill("400")
    epochs.press("Enter")
    page.get_by_role("button", name="Generate", exact=True).click()
    says(page, "You can leave this page")
    yield page, catalogue, server
    context.close()


def newest(catalogue):
    return catalogue.jobs("local", kind="generate")[0]


def test_a_killed_server_is_started_again_and_the_run_has_gone_on(running):
    page, catalogue, server = running
    wait(lambda: newest(catalogue).state == "running" and newest(catalogue).share > 0.02, 60)
    before = newest(catalogue)
    server.kill()
    server.start()
    page.goto(f"{server.url}/generate?run={before.id}")
    says(page, "TVAE")
    assert "Page not found" not in page.inner_text("body")
    wait(lambda: not newest(catalogue).active, 180)
    after = newest(catalogue)
    assert (after.state, after.attempt, after.pid) == ("succeeded", before.attempt, before.pid)
    page.goto(f"{server.url}/compare?run={before.id}")
    says(page, "beside the real ones it learned from")


def test_a_killed_worker_is_told_and_can_be_run_again(running):
    page, catalogue, server = running
    wait(lambda: newest(catalogue).state == "running" and newest(catalogue).share > 0.02, 60)
    os.kill(newest(catalogue).pid, signal.SIGKILL)
    says(page, "killed")
    page.get_by_role("button", name="Run again").click()
    wait(lambda: newest(catalogue).state == "running", 60)
    page.get_by_role("button", name="Cancel").first.click()
    wait(lambda: newest(catalogue).state == "cancelled", 15)
    says(page, "This was cancelled")
