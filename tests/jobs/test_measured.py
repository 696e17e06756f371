"""What runs took: kept beside the jobs, told per machine, and only while techniques guess as they did."""

import pytest

from synth.estimating.observation import SCORES, Observation, guess
from synth.jobs import measured as module
from synth.jobs.catalogue import Catalogue
from synth.jobs.measured import KEPT, NEWEST, TRIED, Measured, learn

SIZE = (1_000, 5, 1_000)


def ran(technique: str = "shuffle", seconds: float = 2.0, peak: int = 200_000_000) -> Observation:
    return Observation(technique, *SIZE, guess(technique, {}, *SIZE), seconds, peak)


@pytest.fixture
def kept(catalogue: Catalogue) -> Measured:
    return Measured(catalogue.database)


def test_what_was_added_is_seen_the_newest_first(kept: Measured):
    kept.add(ran(seconds=1.0))
    kept.add(ran(seconds=2.0))
    kept.add(ran("resample", 3.0), TRIED)
    assert kept.seen() == [ran("resample", 3.0), ran(seconds=2.0), ran(seconds=1.0)]
    assert kept.spent() == 3.0


def test_only_the_newest_count_and_old_ones_go(kept: Measured):
    for i in range(KEPT + 3):
        kept.add(ran(seconds=1.0 + i))
    assert [each.seconds for each in kept.seen()] == [KEPT + 3.0 - i for i in range(NEWEST)]
    with kept.database.read() as db:
        assert db.execute("SELECT count(*), min(seconds) FROM measured").fetchone()[:] == (KEPT, 4.0)


def test_another_machine_s_runs_say_nothing_here(kept: Measured, monkeypatch):
    kept.add(ran(), TRIED)
    monkeypatch.setattr(module, "machine", lambda: "another")
    assert kept.seen() == [] and kept.spent() == 0 and kept.untried(["shuffle"]) == ["shuffle"]


def test_a_technique_that_guesses_otherwise_now_begins_anew(kept: Measured, monkeypatch):
    kept.add(ran(), TRIED)
    assert kept.untried(["shuffle", "resample"]) == ["resample"]
    monkeypatch.setattr("synth.techniques.shuffle.Shuffle.seconds", lambda self, rows, columns, sampled: 7.0)
    assert kept.seen() == [] and kept.untried(["shuffle", "resample"]) == ["shuffle", "resample"]


def test_a_trial_that_was_begun_is_not_begun_again_unless_it_was_taken_back(kept: Measured):
    kept.begin("shuffle")
    assert kept.untried(["shuffle"]) == [] and kept.seen() == []
    kept.forget("shuffle")
    assert kept.untried(["shuffle"]) == ["shuffle"]


def test_a_run_is_learned_and_stays_known_when_its_job_is_deleted(catalogue: Catalogue, kept: Measured):
    job = catalogue.submit("ann", "generate", "a run", {})
    result = {"recipe": {"technique": "shuffle", "params": {}}, "learned": [800, 5], "rows": 1_000,
              "made_bytes": 170_000_000,
              "seconds": {"fit": 0.25, "sample": 0.5, "measure": 4.0}, "peak_bytes": 320_000_000}
    learn(kept.database, job, result)
    catalogue.cancel("ann", job.id)
    catalogue.delete("ann", job.id)
    size = (800, 5, 1_000)
    assert kept.seen() == [Observation(SCORES, *size, guess(SCORES, {}, *size), 4.0, 320_000_000),
                           Observation("shuffle", *size, guess("shuffle", {}, *size), 0.75, 170_000_000)]


def test_other_jobs_teach_nothing(catalogue: Catalogue, kept: Measured):
    learn(kept.database, catalogue.submit("ann", "read", "a table", {}), {"rows": 5, "cpu_seconds": 1.0})
    assert kept.seen() == []
