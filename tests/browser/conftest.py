"""A real server on 127.0.0.1 and a real Chromium; both end with the tests that asked for them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from synth.jobs.catalogue import Catalogue
from synth.jobs.ledger import Ledger
from synth.jobs.process import end_group

ROOT = Path(__file__).parents[2]
OWNER = "local"
PATIENCE = 180_000
"""Milliseconds to wait for what comes at once on a core of its own, and late where many share one."""
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
IDLE = '[data-test-script-state="notRunning"]'


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(
                    reason="no Chromium here: install Debian's chromium, or run `make browser`"))


class Server:
    """Lookalike as `make run` starts it, with a home and a port of its own."""

    def __init__(self, home: Path):
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / "server.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port",
                 str(self.port)],
                cwd=ROOT, env={**os.environ, "LOOKALIKE_HOME": str(self.home)}, stdout=log, stderr=log)
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.25)
        raise AssertionError(f"The server did not come up: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """kill -9, as a crash or the kernel would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def finish(home: Path) -> None:
    """Ends what is still at work there; with a test over, nobody waits for it."""
    for job in Ledger(home).held():
        end_group(job.pid, job.born, signal.SIGKILL)


@pytest.fixture
def own_server(tmp_path):
    """A server just started, for one test alone."""
    (tmp_path / "home").mkdir()
    started = Server(tmp_path / "home")
    yield started
    started.stop()
    finish(started.home)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    home = tmp_path_factory.mktemp("browser") / "home"
    home.mkdir()
    started = Server(home)
    yield started
    started.stop()


@pytest.fixture
def server(shared_server):
    """A server whose home is empty; it may have been at work before."""
    yield shared_server
    finish(shared_server.home)
    catalogue = Catalogue(shared_server.home)
    wait(lambda: not any(job.active for job in catalogue.jobs(OWNER)))
    for job in catalogue.jobs(OWNER):
        with suppress(LookupError):  # gone with the job it was made from
            catalogue.delete(OWNER, job.id)


def wait(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"It did not come true within {seconds} s."
        time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["desktop", "phone"])
def page(request, chromium):
    """A fresh browser profile at desktop width, light, and at phone width, dark."""
    phone = request.param == "phone"
    context = chromium.new_context(viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
                                   color_scheme="dark" if phone else "light", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def settle(page) -> None:
    """Waits until Streamlit has nothing left to run; says what the page shows where it never comes to rest."""
    try:
        page.locator(IDLE).first.wait_for(state="attached")
    except Exception as error:
        picture(page, "never-idle")
        raise AssertionError(f"{page.url} did not come to rest. It shows: {page.inner_text('body')[:2000]}") from error


def says(page, text: str, timeout: int = PATIENCE) -> None:
    """Waits until the page shows the text, then until it is idle."""
    page.get_by_text(text).first.wait_for(timeout=timeout)
    settle(page)


def picture(page, name: str) -> None:
    """A screenshot for a person to look at, where LOOKALIKE_SCREENSHOTS names a folder."""
    folder = os.environ.get("LOOKALIKE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        size = page.viewport_size
        height = page.evaluate("Math.max(...[...document.querySelectorAll('[data-testid=stMain] *')].map(each => "
                               "each.scrollHeight))")
        page.set_viewport_size({**size, "height": min(int(height) + 80, 6000)})
        settle(page)
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size(size)
