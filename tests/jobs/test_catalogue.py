"""Owners see their own jobs only; changes hold; what is deleted is gone with all that builds on it."""

import io
import os
import sqlite3
import stat
import threading

import pytest

from synth.jobs.catalogue import Catalogue, State
from synth.jobs.database import MIGRATIONS
from synth.jobs.ledger import ORPHAN_AGE, Ledger


def upload(name: str, content: bytes = b"a,b\n1,2\n") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_job_comes_back_as_it_was_submitted(catalogue: Catalogue):
    made = catalogue.submit("ann", "read", "Umsätze 2024 – 売上.csv", {"sample": "ü"})
    found = Catalogue(catalogue.home).job("ann", made.id)
    assert found == made
    assert (found.name, found.request, found.state, found.share) == (
        "Umsätze 2024 – 売上.csv", {"sample": "ü"}, State.PENDING, 0)
    assert found.active and found.seconds_left is None and found.files == ()


def test_jobs_are_told_newest_first_by_kind_and_parent(catalogue: Catalogue):
    table = catalogue.submit("ann", "read", "t", {})
    first, second = (catalogue.submit("ann", "generate", n, {}, parent=table.id) for n in "ab")
    assert [j.id for j in catalogue.jobs("ann")] == [second.id, first.id, table.id]
    assert [j.id for j in catalogue.jobs("ann", kind="generate", limit=1)] == [second.id]
    assert [j.id for j in catalogue.jobs("ann", parent=table.id)] == [second.id, first.id]


@pytest.mark.parametrize("use", [
    lambda c, id: c.job("bob", id), lambda c, id: c.folder("bob", id), lambda c, id: c.cancel("bob", id),
    lambda c, id: c.rename("bob", id, "mine"), lambda c, id: c.set_settings("bob", id, {}),
    lambda c, id: c.change_settings("bob", id, lambda kept: kept), lambda c, id: c.delete("bob", id),
    lambda c, id: c.retry("bob", id), lambda c, id: c.submit("bob", "generate", "r", {}, parent=id)])
def test_another_owner_finds_nothing_and_changes_nothing(catalogue: Catalogue, use):
    made = catalogue.submit("ann", "read", "t", {})
    with pytest.raises(LookupError, match="another user's"):
        use(catalogue, made.id)
    assert catalogue.jobs("bob") == [] and catalogue.job("ann", made.id) == made


@pytest.mark.parametrize("owner", ["../..", "/etc", "", "a/b", "ann@example.com", "名前", "x" * 5000])
def test_no_owner_or_id_leads_out_of_the_home(catalogue: Catalogue, owner: str):
    folder = catalogue.folder(owner, catalogue.submit(owner, "read", "t", {}).id)
    assert folder.is_dir() and folder.parent.parent == catalogue.home
    assert len(folder.relative_to(catalogue.home).parts) == 2
    for id in ("..", "../x", "/etc", ""):
        with pytest.raises(LookupError):
            catalogue.folder(owner, id)


def test_folders_are_the_owners_alone(catalogue: Catalogue):
    folder = catalogue.folder("ann", catalogue.submit("ann", "read", "t", {}).id)
    for path in (catalogue.home, folder.parent, folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


@pytest.mark.parametrize(("theirs", "ours"), [
    ("people.csv", "upload.csv"), ("people.csv.gz", "upload.csv.gz"), ("../../evil.sh", "upload.sh"),
    ("no ending", "upload"),
    ("..", "upload"), (".hidden", "upload.hidden"), ("売上.xlsx", "upload.xlsx"), ("a" * 400 + ".tsv", "upload.tsv")])
def test_an_upload_lies_in_the_folder_under_a_name_of_ours(catalogue: Catalogue, theirs: str, ours: str):
    made = catalogue.submit("ann", "read", theirs, {}, uploads=[upload(theirs, b"bytes")])
    assert made.request == {"path": ours}
    assert (catalogue.folder("ann", made.id) / ours).read_bytes() == b"bytes"
    assert os.listdir(catalogue.folder("ann", made.id)) == [ours]


def test_a_submission_that_fails_leaves_nothing(catalogue: Catalogue):
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        catalogue.submit("ann", "read", "t", {}, uploads=[Broken()])
    with pytest.raises(ValueError, match="JSON"):
        catalogue.submit("ann", "read", "t", {"seed": float("nan")})
    assert catalogue.jobs("ann") == [] and not list(catalogue.home.glob("*/*"))


def test_names_and_settings_can_be_changed(catalogue: Catalogue):
    made = catalogue.submit("ann", "read", "t", {})
    assert catalogue.rename("ann", made.id, "  a\n new  name ").name == "a new name"
    assert catalogue.set_settings("ann", made.id, {"kinds": {"zip": "category"}}).settings == {
        "kinds": {"zip": "category"}}
    for bad in ("", "  ", "x" * 201):
        with pytest.raises(ValueError, match="1 to 200 characters"):
            catalogue.rename("ann", made.id, bad)
    with pytest.raises(ValueError, match="JSON"):
        catalogue.set_settings("ann", made.id, {"target": object()})
    assert catalogue.change_settings("ann", made.id, lambda kept: kept | {"target": "y"}).settings == {
        "kinds": {"zip": "category"}, "target": "y"}
    with pytest.raises(ValueError, match="JSON"):
        catalogue.change_settings("ann", made.id, lambda kept: {"target": object()})
    assert catalogue.job("ann", made.id).settings["target"] == "y"


def test_a_pending_job_is_cancelled_at_once_and_can_be_tried_again(catalogue: Catalogue):
    made = catalogue.submit("ann", "read", "t", {})
    assert catalogue.cancel("ann", made.id).state == State.CANCELLED
    assert catalogue.cancel("ann", made.id).state == State.CANCELLED
    assert catalogue.retry("ann", made.id).state == State.PENDING


def test_deleting_takes_children_and_files_along_but_not_others(catalogue: Catalogue):
    table, other = (catalogue.submit("ann", "read", n, {}, uploads=[upload("t.csv")]) for n in "ab")
    run = catalogue.submit("ann", "generate", "r", {}, parent=table.id)
    download = catalogue.submit("ann", "export", "d", {}, parent=run.id)
    folders = [catalogue.folder("ann", job.id) for job in (table, run, download)]
    for job in (table, run):
        catalogue.cancel("ann", job.id)
    with pytest.raises(ValueError, match="'d' is still at work; cancel it first"):
        catalogue.delete("ann", table.id)
    assert all(folder.is_dir() for folder in folders)
    catalogue.cancel("ann", download.id)
    catalogue.delete("ann", table.id)
    assert not any(folder.exists() for folder in folders)
    assert [job.id for job in catalogue.jobs("ann")] == [other.id]
    assert (catalogue.folder("ann", other.id) / "upload.csv").is_file()


def test_only_one_of_many_claims_wins(catalogue: Catalogue):
    made, ledger = catalogue.submit("ann", "read", "t", {}), Ledger(catalogue.home)
    won, start = [], threading.Barrier(8)

    def claim(pid: int):
        start.wait()
        won.append(Ledger(catalogue.home).claim(made.id, pid, "boot:1", 9))

    threads = [threading.Thread(target=claim, args=(pid,)) for pid in range(8)]
    [t.start() for t in threads], [t.join() for t in threads]
    winners = [job for job in won if job]
    assert len(won) == 8 and len(winners) == 1
    assert ledger.find(made.id).pid == winners[0].pid and winners[0].attempt == 1


def test_an_old_attempt_cannot_write(catalogue: Catalogue):
    made, ledger = catalogue.submit("ann", "read", "t", {}), Ledger(catalogue.home)
    old = ledger.claim(made.id, 1, "x", 2)
    ledger.end(old, State.INTERRUPTED, "It was killed.")
    catalogue.retry("ann", made.id)
    new = ledger.claim(made.id, 2, "y", 2)
    assert (old.attempt, new.attempt) == (1, 2)
    assert ledger.tell(old, 0.9, "late") is None and ledger.end(old, State.SUCCEEDED, None, {"files": ["x"]}) is None
    assert catalogue.job("ann", made.id).result == {} and ledger.tell(new, 0.1, "") == State.RUNNING


def test_a_cancel_wins_over_a_success_that_comes_later_but_what_was_kept_counts(catalogue: Catalogue):
    made, ledger = catalogue.submit("ann", "read", "t", {}), Ledger(catalogue.home)
    job = ledger.claim(made.id, 1, "x", 2)
    ledger.keep(job, {"files": ["rows"]})
    assert catalogue.cancel("ann", made.id).state == State.CANCELLING
    assert ledger.end(job, State.SUCCEEDED, None, {"files": ["rows", "report"]}) == State.CANCELLED
    now = catalogue.job("ann", made.id)
    assert (now.state, now.files, now.reason) == (State.CANCELLED, ("rows",), None) and now.ended


def test_long_jobs_do_not_keep_short_ones_waiting_and_children_wait_for_parents(catalogue: Catalogue):
    ledger = Ledger(catalogue.home)
    table = catalogue.submit("ann", "read", "t", {})
    runs = [catalogue.submit("ann", "generate", "r", {}, parent=table.id) for _ in range(3)]
    assert [j.id for j in ledger.startable(2)] == [table.id]
    assert ledger.claim(runs[0].id, 1, "x", 2) is None
    ledger.end(ledger.claim(table.id, 1, "x", 2), State.SUCCEEDED)
    assert [j.id for j in ledger.startable(2)] == [runs[0].id, runs[1].id]
    assert [j.id for j in ledger.startable(2, {runs[0].id})] == [runs[1].id]
    assert ledger.claim(runs[0].id, 1, "x", 2) and ledger.claim(runs[1].id, 2, "x", 2)
    assert ledger.startable(2) == [] and ledger.claim(runs[2].id, 3, "x", 2) is None
    assert ledger.claim(catalogue.submit("ann", "export", "d", {}).id, 4, "x", 2)


def test_what_a_cut_off_deletion_left_is_swept_later(catalogue: Catalogue):
    kept = catalogue.folder("ann", catalogue.submit("ann", "read", "t", {}).id)
    fresh, old = kept.parent / ("0" * 16), kept.parent / ("1" * 16)
    theirs = catalogue.home / "notes" / "mine"
    for folder in (fresh, old, theirs):
        folder.mkdir(parents=True)
    for folder in (kept, old, theirs):
        os.utime(folder, (0, kept.stat().st_mtime - ORPHAN_AGE - 1))
    Ledger(catalogue.home).sweep()
    assert [f.exists() for f in (kept, fresh, old, theirs)] == [True, True, False, True]


def test_an_older_file_is_brought_up_to_date_and_a_newer_one_refused(tmp_path):
    sqlite3.connect(tmp_path / "catalogue.sqlite").close()
    Catalogue(tmp_path).submit("ann", "read", "t", {})
    db = sqlite3.connect(tmp_path / "catalogue.sqlite")
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    db.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    db.close()
    with pytest.raises(ValueError, match="made by a newer Lookalike"):
        Catalogue(tmp_path)


def test_many_threads_write_and_nothing_is_lost(catalogue: Catalogue):
    def submit(owner: str):
        for i in range(10):
            catalogue.submit(owner, "read", str(i), {})

    threads = [threading.Thread(target=submit, args=(f"owner {i}",)) for i in range(6)]
    [t.start() for t in threads], [t.join() for t in threads]
    assert all([j.name for j in catalogue.jobs(f"owner {i}")] == [str(n) for n in reversed(range(10))]
               for i in range(6))


def test_several_uploads_lie_beside_each_other_under_names_of_ours(catalogue: Catalogue):
    made = catalogue.submit("ann", "read", "two", {}, uploads=[upload("jan.csv", b"1"), upload("../feb.csv.gz", b"2")])
    assert made.request == {"paths": ["upload.csv", "upload1.csv.gz"], "names": ["jan.csv", "feb.csv.gz"]}
    assert (catalogue.folder("ann", made.id) / "upload1.csv.gz").read_bytes() == b"2"


def test_reading_again_takes_the_original_along_and_leaves_nothing_unused(catalogue: Catalogue):
    old = catalogue.submit("ann", "read", "t", {}, uploads=[upload("t.csv", b"bytes")])
    catalogue.cancel("ann", old.id)
    new = catalogue.reread("ann", old.id, {"header": 2})
    assert new.request == {"path": "upload.csv", "options": {"header": 2}} and new.name == "t"
    assert (catalogue.folder("ann", new.id) / "upload.csv").read_bytes() == b"bytes"
    assert [job.id for job in catalogue.jobs("ann")] == [new.id]


def test_reading_again_keeps_a_table_that_runs_were_made_of(catalogue: Catalogue):
    old = catalogue.submit("ann", "read", "t", {}, uploads=[upload("t.csv")])
    catalogue.cancel("ann", old.id)
    run = catalogue.submit("ann", "generate", "r", {}, parent=old.id)
    new = catalogue.reread("ann", old.id, {})
    assert {job.id for job in catalogue.jobs("ann")} == {old.id, run.id, new.id}
