"""Trials of techniques: made while nobody works, never in anybody's way, each only once."""

import time

import pytest

from synth.estimating.observation import SCORES, Observation
from synth.jobs import calibration
from synth.jobs.calibration import BUDGET, LARGE, OWNER, SMALL, Idle, due, rows_of
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.ledger import IDLE, Ledger
from synth.jobs.measured import TRIED, Measured
from synth.jobs.supervisor import Supervisor
from synth.jobs.trial import trials
from synth.reading.samples import load_sample
from synth.technique import shelf
from tests.jobs.conftest import ended, until


@pytest.fixture
def wanted(monkeypatch):
    """Trials are wanted, and begin without waiting for a quiet while."""
    monkeypatch.delenv("LOOKALIKE_CALIBRATE")
    monkeypatch.setattr(calibration, "QUIET", 0.0)


def tried_all_but(measured: Measured, *keys: str) -> None:
    for key in due(measured):
        if key not in keys:
            measured.begin(key)


def test_every_technique_that_can_run_here_is_due_the_quickest_first(catalogue: Catalogue):
    keys = due(Measured(catalogue.database))
    assert set(keys) == {SCORES} | {key for key, each in shelf().items() if not each.remote and not each.unavailable()}
    assert keys.index("resample") < keys.index("sequential_trees") < keys.index("ctgan")
    assert rows_of("resample") == [SMALL, LARGE] and rows_of("ctgan") == [SMALL]


def test_nothing_is_due_once_the_budget_is_spent(catalogue: Catalogue):
    measured = Measured(catalogue.database)
    measured.add(Observation("ctgan", 300, 13, 300, 9.0, BUDGET, 500_000_000), TRIED)
    assert due(measured) == []


def test_a_job_is_submitted_only_while_nobody_wants_anything(catalogue: Catalogue, wanted, monkeypatch):
    idle = Idle(catalogue)
    job = catalogue.submit("ann", "read", "t", {})
    assert not idle.look()
    catalogue.cancel("ann", job.id)
    monkeypatch.setattr(calibration, "QUIET", 3600.0)
    assert not idle.look()
    monkeypatch.setattr(calibration, "QUIET", 0.0)
    time.sleep(0.01)
    assert idle.look() and not idle.look()
    assert [each.kind for each in catalogue.jobs(OWNER)] == [IDLE]
    assert catalogue.jobs("local") == catalogue.jobs("") == []


def test_a_setting_turns_trials_off(catalogue: Catalogue, wanted, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_CALIBRATE", "0")
    assert not Idle(catalogue).look() and catalogue.jobs(OWNER) == []


def test_trials_start_last_and_take_no_place(catalogue: Catalogue):
    ledger = Ledger(catalogue.home)
    trial = catalogue.submit(OWNER, IDLE, "trials", {})
    assert [job.id for job in ledger.startable(1)] == [trial.id]
    users = catalogue.submit("ann", "read", "t", {})
    assert [job.id for job in ledger.startable(1)] == [users.id]
    catalogue.cancel("ann", users.id)
    assert ledger.claim(trial.id, 1, "born", 1)
    later = catalogue.submit("ann", "read", "t", {})
    assert [job.id for job in ledger.startable(1)] == [later.id] and ledger.claim(later.id, 1, "born", 1)


def test_two_sizes_are_seen_of_each_technique_and_then_no_more(catalogue: Catalogue, supervisor: Supervisor):
    measured = Measured(catalogue.database)
    tried_all_but(measured, "shuffle", "resample")
    job = ended(catalogue, supervisor.submit(OWNER, IDLE, "trials", {}))
    assert (job.state, job.result["tried"]) == (State.SUCCEEDED, ["resample", "shuffle"]), job.reason
    seen = measured.seen()
    assert [(each.technique, each.rows) for each in seen] == [("resample", LARGE), ("resample", SMALL),
                                                              ("shuffle", LARGE), ("shuffle", SMALL)]
    assert all(0 < each.seconds < 20 and 30e6 < each.peak < 2e9 for each in seen) and due(measured) == []


def test_trials_end_at_once_where_somebody_wants_to_work_and_go_on_later(catalogue: Catalogue, supervisor: Supervisor):
    measured = Measured(catalogue.database)
    tried_all_but(measured, "ctgan")
    trial = supervisor.submit(OWNER, IDLE, "trials", {})
    until(lambda: due(measured) == [])
    users = supervisor.submit("ann", "waits_for_file", "t", {"text": ""})
    job = ended(catalogue, trial, 20)
    assert job.state == State.SUCCEEDED and job.result["tried"] == [] and due(measured) == ["ctgan"]
    until(lambda: catalogue.job("ann", users.id).state == State.RUNNING)
    catalogue.cancel("ann", users.id)


def test_a_later_size_pays_for_imports_as_the_first_did():
    table = load_sample("penguins")
    small, large = trials("shuffle", {}, [table.take(range(40)), table])
    assert (small.rows, large.rows, small.columns, large.sampled) == (40, 344, 8, 344)
    assert 0 < small.seconds < 5 and large.guess > small.guess


def test_a_trial_of_scores_measures_what_a_job_would():
    """Of 60 rows a fifth is held out; the shuffled rows are measured against the other 48."""
    penguins = load_sample("penguins")
    seen, = trials(SCORES, {}, [penguins.take(range(60))])
    assert (seen.technique, seen.rows, seen.columns, seen.sampled) == (SCORES, 48, 8, 48)
    assert seen.guess == pytest.approx(3 + 3e-5 * 48 * 8) and 0.1 < seen.seconds < 60
