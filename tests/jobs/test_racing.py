"""A race from its request to the last heat; once with real processes."""

import io

import pytest

from synth.jobs.catalogue import Catalogue, Job, State
from synth.jobs.files import save_dataset
from synth.jobs.ledger import Ledger
from synth.jobs.lanes import heats_of
from synth.jobs.supervisor import Supervisor
from synth.jobs.work import Work, perform
from synth.progress import quiet
from tests.jobs.conftest import ended, until
from tests.tables import people

ENTRANTS = {"gaussian_copula": {}, "shuffle": {}}


@pytest.fixture
def table(catalogue: Catalogue, supervisor: Supervisor):
    file = io.BytesIO(people(1300, 0).table.to_csv(index=False).encode())
    file.name = "people.csv"
    return ended(catalogue, catalogue.submit("ann", "read", "people", {}, uploads=[file]))


def start(supervisor: Supervisor, table, **request):
    asked = {
        "recipe": {"technique": "", "holdout": 0.2, "target": "paid"},
        "techniques": ENTRANTS,
        "seconds": 600,
    } | request
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


def here(home, rows: int, techniques: list[str], **asked) -> tuple[Catalogue, Job, list[Job]]:
    """A race on so many rows, its jobs done one after another in this process; the race and its heats."""
    catalogue, ledger = Catalogue(home), Ledger(home)
    read = catalogue.submit("ann", "read", "people", {})
    save_dataset(catalogue.folder("ann", read.id), people(rows, 0))
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    recipe = {"technique": "", "holdout": 0.2, "target": "paid"} | asked
    request = {"recipe": recipe, "techniques": {key: {} for key in techniques}, "seconds": 600}
    race = catalogue.submit("ann", "race", "race", request, parent=read.id)
    while waiting := [job for job in catalogue.jobs("ann") if job.state == State.PENDING and job.kind != "marks"]:
        job = ledger.claim(waiting[-1].id, 1, "", 1)
        folders = (catalogue.folder("ann", each) for each in (job.id, job.parent))
        work = Work(job, *folders, quiet, {}, lambda: None)
        perform(work)
        ledger.end(job, State.SUCCEEDED, result=work.result)
    return catalogue.job("ann", race.id), catalogue.jobs("ann", kind="heat", parent=race.id)[::-1]


def test_rows_are_scored_against_those_asked_for(tmp_path):
    race, heats = here(tmp_path, 700, ["gaussian_copula"], conditions="age >= 40", rules=["age < 80"])
    assert "real ones learned from that meet the condition" in race.result["told"]
    assert race.result["rules"] == ["age is below 80"] and len(heats) == 1
    assert heats[0].result["why"] == "It has seen all rows." and heats[0].result["scores"]["accuracy"]["value"] > 0.75


def test_what_cannot_be_had_is_told_in_its_lane_after_the_largest_heat(tmp_path):
    _, (small, large) = here(tmp_path, 1300, ["shuffle"], conditions="age >= 40", rules=["age < 30"])
    assert (small.result["why"], small.result["scores"]) == ("", {})
    assert "'age is below 30' is broken most" in large.result["why"] and not large.result["scores"]


def test_a_rule_that_does_not_fit_the_table_ends_the_race(tmp_path):
    with pytest.raises(ValueError, match="There is no column 'wage'"):
        here(tmp_path, 100, ["shuffle"], rules=["age < wage"])
