"""A race from its request to the last heat; once with real processes."""

import io

import pytest

from synth.jobs.catalogue import Catalogue, State
from synth.jobs.racing import heats_of
from synth.jobs.supervisor import Supervisor
from tests.jobs.conftest import ended, until
from tests.tables import people

ENTRANTS = {"gaussian_copula": {}, "shuffle": {}}


@pytest.fixture
def table(catalogue: Catalogue, supervisor: Supervisor):
    file = io.BytesIO(people(1300, 0).table.to_csv(index=False).encode())
    file.name = "people.csv"
    return ended(catalogue, catalogue.submit("ann", "read", "people", {}, uploads=[file]))


def start(supervisor: Supervisor, table, **request):
    asked = {"recipe": {"technique": "", "holdout": 0.2, "target": "paid"}, "techniques": ENTRANTS, "seconds": 600} | request
    return ended(supervisor.catalogue, supervisor.submit("ann", "race", "race", asked, parent=table.id))


def lane(catalogue: Catalogue, race, technique: str) -> list:
    jobs = catalogue.jobs("ann", kind="heat", parent=race.id)
    return sorted((job for job in jobs if job.request["technique"] == technique), key=lambda job: job.request["rows"])


def over(catalogue: Catalogue, race):
    return until(lambda: not any(job.active for job in catalogue.jobs("ann", parent=race.id)), 120)


def test_a_race_one_without_time_and_one_that_was_ended(catalogue, supervisor, table):
    """One test for three races, since each start of a server costs seconds."""
    done, late = start(supervisor, table), start(supervisor, table, seconds=0.0)
    asked = late.request | {"seconds": 600}
    halted = catalogue.submit("ann", "race", "race", asked, parent=table.id)
    catalogue.set_settings("ann", halted.id, {"over": True})
    supervisor.wake()
    halted = ended(catalogue, halted)
    for race in (done, late, halted):
        over(catalogue, race)
    ran_to_its_end(catalogue, done)
    for technique in ENTRANTS:
        (job,) = lane(catalogue, late, technique)
        assert job.state == State.SUCCEEDED and "time was up" in job.result["why"] and not job.result["scores"]
        (job,) = lane(catalogue, halted, technique)
        assert job.result["why"] == "The race was ended." and job.result["scores"]


def ran_to_its_end(catalogue: Catalogue, race) -> None:
    assert race.state == State.SUCCEEDED, race.reason
    assert race.result["sizes"] == [346, 1040] and race.result["rows"] == 1040
    best, worst = lane(catalogue, race, "gaussian_copula"), lane(catalogue, race, "shuffle")
    assert [job.request["rows"] for job in best] == [346, 1040]
    assert best[-1].result["why"] == "It has seen all rows." and best[0].result["why"] == ""
    assert {job.state for job in best + worst} == {State.SUCCEEDED}
    assert {"accuracy", "discriminator", "classification", "closest_record"} == set(best[-1].result["scores"])
    told = worst[-1].result["why"]
    assert "seen all rows" in told or "Gaussian copula scores" in told and "clearly better in nothing" in told
    marks = next(job for job in catalogue.jobs("ann", kind="marks", parent=race.id)).result["marks"]
    assert set(marks) == {"346", "1040"}
    assert len(heats_of(best + worst)) == len(best + worst)
    assert {path.name for path in catalogue.folder("ann", race.id).iterdir()} == {"train.parquet", "holdout.parquet"}
