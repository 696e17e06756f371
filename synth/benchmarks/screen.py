"""The budgets of the screen, measured on a real server with a real browser: CPU seconds and bytes, not wall time."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pandas as pd
import psutil

from synth.jobs.catalogue import Catalogue, Job
from synth.progress import Progress, quiet
from synth.recipe import Recipe

ROOT = Path(__file__).parents[2]
IDLE = '[data-test-script-state="notRunning"]'
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
RUNS = 10
OWNER = "local"


def screen(rows: int = 1_000_000, progress: Progress = quiet) -> pd.DataFrame:
    """One record per budget of the screen, over a table of that many rows x 15 and ten runs of it.

    Raises: ValueError where playwright or a Chromium is not there.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise ValueError("The screen is measured with playwright; install requirements-dev.txt.") from None
    if which("chromium") is None:
        raise ValueError("The screen is measured in a real browser; install Debian's chromium.")
    with tempfile.TemporaryDirectory() as home, _server(Path(home)) as (process, url), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(url)
            page.get_by_text("Bring a table").first.wait_for()
            progress(0.05, f"reading and generating {rows:,} rows")
            data, run = _filled(Catalogue(Path(home)), Path(home), rows)
            progress(0.6, "looking at the pages")
            records = _looked_at(page, process, url, data, run, Catalogue(Path(home)), progress)
        finally:
            browser.close()
    return pd.DataFrame(records, columns=["budget", "measured", "wanted", "met"])


@contextmanager
def _server(home: Path):
    """A server's process and address, over that home; ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port",
               str(port)]
    started = subprocess.Popen(command, cwd=ROOT,
                               env={**os.environ, "LOOKALIKE_HOME": str(home), "LOOKALIKE_CALIBRATE": "0"},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        yield psutil.Process(started.pid), f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(30)


def _filled(catalogue: Catalogue, home: Path, rows: int) -> tuple[Job, Job]:
    """A table of flights repeated to that many rows, and a run of it."""
    from synth.reading.samples import load_sample

    flights = load_sample("flights").table
    wide = pd.concat([flights, flights.iloc[:, :15 - flights.shape[1]].add_suffix(" again")], axis=1)
    path = home / "flights.parquet"
    wide.loc[wide.index.repeat(-(-rows // len(wide)))].iloc[:rows].to_parquet(path, index=False)
    with path.open("rb") as upload:
        data = catalogue.submit(OWNER, "read", "flights.parquet", {}, uploads=[upload])
    recipe = Recipe("gaussian_copula", rows=rows, holdout=0.2)
    return _ended(catalogue, data), _ended(catalogue, _submitted(catalogue, data, recipe))


def _submitted(catalogue: Catalogue, data: Job, recipe: Recipe) -> Job:
    from dataclasses import asdict

    return catalogue.submit(OWNER, "generate", f"{recipe.technique}, seed {recipe.seed}", {"recipe": asdict(recipe)},
                            parent=data.id)


def _ended(catalogue: Catalogue, job: Job) -> Job:
    """The job once it has succeeded. Raises: ValueError with its reason where it has not."""
    while job.active:
        time.sleep(0.5)
        job = catalogue.job(OWNER, job.id)
    if job.reason:
        raise ValueError(job.reason)
    return job


def _looked_at(page, process: psutil.Process, url: str, data: Job, run: Job, catalogue: Catalogue,
               progress: Progress) -> list[tuple]:
    """Every figure, as (budget, measured, wanted, met)."""
    received = []
    page.set_default_timeout(120_000)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))

    def cost(step) -> tuple[float, int]:
        """CPU seconds of the server and bytes to the browser, from before the step until the page is idle."""
        before, seen = sum(process.cpu_times()[:2]), sum(received)
        step()
        _settle(page)
        return sum(process.cpu_times()[:2]) - before, sum(received) - seen

    compare = f"{url}/compare?run={run.id}"
    page.goto(f"{url}/?data={data.id}")
    _settle(page)
    cost(lambda: page.goto(compare))
    first, whole = cost(lambda: page.goto(compare))
    reruns = [cost(lambda: page.get_by_text(view, exact=True).first.click())
              for view in ("Pairs", "Columns", "Correlations", "Columns")]
    progress(0.75, "watching a job")
    fragment = _fragment(page, process, url, catalogue, data)
    progress(0.85, f"{RUNS} runs")
    for seed in range(RUNS):
        done = _ended(catalogue, _submitted(catalogue, data, Recipe("shuffle", rows=1000, seed=seed, holdout=0.2)))
        page.goto(f"{url}/compare?run={done.id}")
        _settle(page)
    resident = process.memory_info().rss / 1e6
    figures = [("server CPU of a first run of Compare, s", first, 0.5),
               ("server CPU of a full rerun, s", max(c for c, _ in reruns), 0.25),
               ("server CPU of a fragment rerun, s", fragment, 0.1), ("bytes of a whole page, kB", whole / 1000, 500),
               ("bytes of a view's charts, kB", max(b for _, b in reruns) / 1000, 100),
               ("screen process after ten runs, MB", resident, 300)]
    return [(name, round(value, 3), f"at most {limit:g}", "yes" if value <= limit else "no")
            for name, value, limit in figures]


def _fragment(page, process: psutil.Process, url: str, catalogue: Catalogue, data: Job) -> float:
    """CPU seconds of the server per look at a running job, its other work within that time included."""
    job = _submitted(catalogue, data, Recipe("shuffle", rows=5_000_000))
    page.goto(f"{url}/generate?run={job.id}")
    page.get_by_text("You can leave this page").first.wait_for()
    time.sleep(2)
    before, seconds = sum(process.cpu_times()[:2]), 6
    time.sleep(seconds)
    spent = sum(process.cpu_times()[:2]) - before
    catalogue.cancel(OWNER, job.id)
    return spent / (seconds / 0.6)


def _settle(page) -> None:
    page.wait_for_timeout(1500)
    page.locator(IDLE).first.wait_for(state="attached")
