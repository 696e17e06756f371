"""Real processes: jobs run, are cancelled, are killed; whatever happens, the row says so and no part is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from synth.jobs.catalogue import Catalogue, State
from synth.jobs.executor import spawn
from synth.jobs.ledger import Ledger
from synth.jobs.process import alive, identity
from synth.jobs.supervisor import Supervisor
from tests.jobs.conftest import dead, ended, files, running, until, workers

ROOT = Path(__file__).parents[2]


def test_a_job_runs_and_tells_how_far_it_is(catalogue: Catalogue, supervisor: Supervisor):
    job = supervisor.submit("ann", "waits_for_file", "Ünï", {"text": "naïve 売上"})
    now = running(catalogue, job)
    assert alive(now.pid, now.born) and now.attempt == 1 and now.started >= job.created
    until(lambda: catalogue.job("ann", job.id).note == "waiting for the file" and catalogue.job("ann", job.id).share
          > 0)
    (catalogue.folder("ann", job.id) / "go").touch()
    now = ended(catalogue, job)
    assert (now.state, now.share, now.reason, now.files) == (State.SUCCEEDED, 1, None, ("out.txt",))
    assert now.result["answer"] == 42 and now.result["cpu_seconds"] > 0 and now.result["peak_bytes"] > 10_000_000
    assert (catalogue.folder("ann", job.id) / "out.txt").read_text(encoding="utf-8") == "naïve 売上"
    until(lambda: files(catalogue, job.id) == {"out.txt"})


def test_a_job_that_listens_is_cancelled(catalogue: Catalogue, supervisor: Supervisor):
    job = supervisor.submit("ann", "listening", "t", {})
    pid = running(catalogue, job).pid
    catalogue.cancel("ann", job.id)
    now = ended(catalogue, job, 10)
    assert (now.state, now.reason, now.files) == (State.CANCELLED, None, ()) and now.ended - now.asked < 3
    until(lambda: files(catalogue, job.id) == set() and dead(pid))


@pytest.mark.parametrize("kind", ["deaf", "deaf_to_all"])
def test_a_job_that_does_not_listen_is_ended_with_its_children_within_ten_seconds(catalogue: Catalogue,
                                                                                  supervisor: Supervisor,
                                                                                  tmp_path: Path, kind: str):
    job = supervisor.submit("ann", kind, "t", {"pids": str(tmp_path / "pids")})
    running(catalogue, job)
    pids = [int(pid) for pid in until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text()).split()]
    catalogue.cancel("ann", job.id)
    assert ended(catalogue, job, 10).state == State.CANCELLED
    assert until(lambda: all(map(dead, pids)), 2) and until(lambda: files(catalogue, job.id) == set(), 2)


def test_a_job_ends_itself_where_no_server_is_there_to_do_it(catalogue: Catalogue, tmp_path: Path):
    job = catalogue.submit("ann", "deaf", "t", {"pids": str(tmp_path / "pids")})
    worker = spawn(catalogue.home, job.id)
    running(catalogue, job)
    pids = [int(pid) for pid in until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text()).split()]
    catalogue.cancel("ann", job.id)
    assert ended(catalogue, job, 10).state == State.CANCELLED
    worker.wait(10)
    assert until(lambda: all(map(dead, pids)), 2) and files(catalogue, job.id) == set()


def test_a_killed_worker_is_noticed_and_its_job_can_be_tried_again(catalogue: Catalogue, supervisor: Supervisor):
    job = supervisor.submit("ann", "waits_for_file", "t", {})
    os.kill(running(catalogue, job).pid, signal.SIGKILL)
    now = ended(catalogue, job)
    assert now.state == State.INTERRUPTED and "was killed" in now.reason and now.reason.endswith("Start it again.")
    until(lambda: files(catalogue, job.id) == set())
    catalogue.retry("ann", job.id)
    supervisor.wake()
    running(catalogue, job)
    (catalogue.folder("ann", job.id) / "go").touch()
    now = ended(catalogue, job)
    assert (now.state, now.attempt, now.files, now.reason) == (State.SUCCEEDED, 2, ("out.txt",), None)


def test_a_worker_told_to_end_tidies_up(catalogue: Catalogue, supervisor: Supervisor):
    job = supervisor.submit("ann", "waits_for_file", "t", {})
    os.kill(running(catalogue, job).pid, signal.SIGTERM)
    now = ended(catalogue, job)
    assert now.state == State.INTERRUPTED and "shut down" in now.reason
    assert until(lambda: files(catalogue, job.id) == set())


@pytest.mark.parametrize(("then", "state"),
                         [("fail", State.FAILED), ("die", State.INTERRUPTED), ("wait", State.CANCELLED)])
def test_what_was_kept_counts_however_the_job_ends(catalogue: Catalogue, supervisor: Supervisor, then: str,
                                                   state: State):
    job = supervisor.submit("ann", "keeps", "t", {"then": then})
    if then == "wait":
        running(catalogue, job)
        catalogue.cancel("ann", job.id)
    now = ended(catalogue, job)
    assert (now.state, now.files, now.result["answer"]) == (state, ("out.txt",), 42)
    until(lambda: files(catalogue, job.id) == {"out.txt"})


def test_a_killed_server_does_not_touch_its_jobs_and_the_next_one_finds_them(catalogue: Catalogue):
    code = f"""if True:
        import time
        from pathlib import Path
        from synth.jobs.catalogue import Catalogue
        from synth.jobs.supervisor import Supervisor
        supervisor = Supervisor(Catalogue(Path({str(catalogue.home)!r}))).start()
        supervisor.submit("ann", "waits_for_file", "t", {{}})
        time.sleep(600)"""
    server = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, start_new_session=True)
    job = until(lambda: catalogue.jobs("ann"))[0]
    pid = running(catalogue, job).pid
    spare = until(lambda: [p for p in workers(catalogue.home) if p != pid])[0]
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    assert until(lambda: dead(spare)), "The spare must not outlive its server."
    second = Supervisor(catalogue).start()
    try:
        time.sleep(2.5)
        now = catalogue.job("ann", job.id)
        assert now.state == State.RUNNING and now.pid == pid and alive(pid, now.born)
        (catalogue.folder("ann", job.id) / "go").touch()
        now = ended(catalogue, job)
        assert (now.state, now.attempt, now.files) == (State.SUCCEEDED, 1, ("out.txt",))
    finally:
        second.close()


def test_two_servers_over_one_home_run_every_job_once(catalogue: Catalogue):
    servers = [Supervisor(Catalogue(catalogue.home)).start() for _ in range(2)]
    try:
        jobs = [servers[i % 2].submit("ann", "quick", str(i), {}) for i in range(6)]
        for each in servers:
            each.wake()
        assert [(ended(catalogue, job).state, ended(catalogue, job).attempt)
                for job in jobs] == [(State.SUCCEEDED, 1)] * 6
    finally:
        for each in servers:
            each.close()
    until(lambda: workers(catalogue.home) == [])


def test_a_worker_that_ends_starts_the_next_without_a_server(catalogue: Catalogue, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_JOBS", "1")
    jobs = [catalogue.submit("ann", "quick", str(i), {}) for i in range(3)]
    spawn(catalogue.home, jobs[0].id).wait(60)
    assert [ended(catalogue, job).state for job in jobs] == [State.SUCCEEDED] * 3
    until(lambda: workers(catalogue.home) == [])


def test_no_more_jobs_run_at_once_than_allowed(catalogue: Catalogue, supervisor: Supervisor):
    jobs = [supervisor.submit("ann", "waits_for_file", str(i), {}) for i in range(3)]
    running(catalogue, jobs[0]), running(catalogue, jobs[1])
    time.sleep(2.5)
    assert catalogue.job("ann", jobs[2].id).state == State.PENDING and len(Ledger(catalogue.home).held()) == 2
    (catalogue.folder("ann", jobs[0].id) / "go").touch()
    running(catalogue, jobs[2])
    for job in jobs:
        (catalogue.folder("ann", job.id) / "go").touch()
    assert [ended(catalogue, job).state for job in jobs] == [State.SUCCEEDED] * 3


def test_an_unknown_kind_and_a_missing_parent_are_sentences(catalogue: Catalogue, supervisor: Supervisor):
    unknown, orphan = supervisor.submit("ann", "dance", "t", {}), supervisor.submit("ann", "profile", "t", {})
    assert "There is no job of kind 'dance'; there are" in ended(catalogue, unknown).reason
    assert ended(catalogue, orphan).reason == "A job of kind 'profile' needs a table to work on; choose one first."


def test_a_process_is_known_by_more_than_its_pid():
    child = subprocess.Popen(["sleep", "60"])
    born = identity(child.pid)
    assert alive(child.pid, born) and not alive(child.pid, "other:1") and not alive(child.pid, None)
    child.kill()
    until(lambda: identity(child.pid) is None)
    child.wait()
    assert not alive(child.pid, born) and identity(None) is None


def test_the_screen_gets_nothing_heavy_from_importing_jobs():
    code = ("import sys, synth.jobs.catalogue, synth.jobs.supervisor; "
            "print([m for m in ('sdv', 'sdmetrics', 'torch', 'sklearn', 'scipy.stats', 'streamlit') if m in "
            "sys.modules])")
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "[]"


def test_a_job_whose_process_cannot_begin_is_given_up_and_says_so(catalogue: Catalogue, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))  # no Python begins with this
    supervisor = Supervisor(catalogue).start()
    try:
        now = ended(catalogue, supervisor.submit("ann", "waits_for_file", "t", {}))
        assert now.state == State.FAILED and "broke down several times" in now.reason and now.attempt == 0
    finally:
        supervisor.close()
