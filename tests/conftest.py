"""What holds for every test: no trials beside them, one thread each, short names,
and a share of the cores for a run of all."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

os.environ["LOOKALIKE_CALIBRATE"] = "0"  # a server that stands idle would begin trials; a test that wants some says so
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"  # on tables this small more threads only spin, in the way of the other tests

# how long an example takes says how busy the cores are, and no more
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

TESTS = Path(__file__).parent
DEAREST_FIRST = ("browser", "techniques/test_contract.py", "metrics/test_contract.py")
WORKERS = 8
GIGABYTES = 3
"""What a worker may come to hold: its own libraries, a server or two, jobs and a browser."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core that has the memory, for a run of all tests; none, so this process alone,
    for a run of some."""
    if config.args_source is config.ArgsSource.ARGS and not any(Path(each).resolve() == TESTS for each in config.args):
        return 0
    held = int(psutil.virtual_memory().total / 1e9 / GIGABYTES)
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(), held, WORKERS)
    return workers if workers > 1 else 0


def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Whole files to each worker, for what a file sets up is dear; all of tests/browser to one:
    servers and browsers crowd."""
    from xdist.scheduler import LoadScopeScheduling

    class Parts(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return part(nodeid.partition("::")[0])

    return Parts(config, log)


def part(file: str) -> str:
    """The part of the suite, one worker's at a time, that a file belongs to; its path is relative to the repository."""
    path = file.removeprefix(f"{TESTS.name}/")
    return "browser" if path.startswith("browser/") else path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left with it when the others are done."""
    rank = {each: i for i, each in enumerate(DEAREST_FIRST)}
    items.sort(key=lambda item: rank.get(part(item.nodeid.partition("::")[0]), len(rank)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A name for what has no short one: bytes, which may hold the time they were packed at, and long texts. Workers
    have to find the same names."""
    return argname if isinstance(val, bytes) or isinstance(val, str) and len(val) > 60 else None


@contextmanager
def home_of_pages(home: Path) -> Iterator[Path]:
    """A home for pages run in this process; its supervisor, the spare and what is still at work end with it."""
    from components import state
    from synth.jobs.ledger import Ledger
    from synth.jobs.process import end_group

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOKALIKE_HOME", str(home))
        state.supervisor.clear()
        yield home
        state.supervisor().close()
        state.supervisor.clear()
        for job in Ledger(home).held():
            if job.pid != os.getpid():  # a test may hold a job itself
                end_group(job.pid, job.born, signal.SIGKILL)


@pytest.fixture
def screen_home(tmp_path: Path) -> Iterator[Path]:
    """A home for the pages of one test."""
    with home_of_pages(tmp_path / "home") as home:
        yield home


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory) -> Iterator[Path]:
    """A home for the pages of all tests of a file: each server starts a process that waits for work."""
    with home_of_pages(tmp_path_factory.mktemp("pages") / "home") as home:
        yield home


@pytest.fixture
def app(screen_home: Path):
    """A first visit of the dashboard over an empty home."""
    from streamlit.testing.v1 import AppTest

    return AppTest.from_file(str(TESTS.parent / "app.py"), default_timeout=60)
