"""What an owner has: every read and change of jobs goes through the owner here, not in pages."""

import contextlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from synth.jobs.database import Database
from synth.atomic import beside
from synth.jobs.files import owner_folder
from synth.jobs.job import ACTIVE, Job, State

__all__ = ["Catalogue", "Job", "State"]

NAME_LENGTH = 200


class Catalogue:
    """The jobs of all owners in one home folder, each owner's apart.

    All of its methods raise LookupError, with a sentence, for a job that is not there or another owner's.
    """

    def __init__(self, home: Path | None = None):
        self.database = Database(home)
        self.home = self.database.home

    def submit(self, owner: str, kind: str, name: str, request: dict, parent: str | None = None,
               uploads: Sequence[BinaryIO] = ()) -> Job:
        """A pending job. Uploads lie in the job's folder before it can start: request["path"] names the one, or
        request["paths"] several, with request["names"] as the user calls them.

        A job whose parent still runs waits for it. Raises: ValueError for a request that is not plain JSON; OSError.
        """
        def lay(folder: Path) -> dict:
            stored = [_uploaded(folder, upload, name, i) for i, upload in enumerate(uploads)]
            if len(stored) > 1:
                return {"paths": stored, "names": [_theirs(upload, name) for upload in uploads]}
            return {"path": stored[0]} if stored else {}

        return self._submit(owner, kind, name, request, parent, lay)

    def reread(self, owner: str, id: str, options: dict, secret: bool = False) -> Job:
        """A pending job that reads the same original once more, otherwise;
        the old one goes where nothing was made of it."""
        old = self.job(owner, id)
        source = self.folder(owner, id)

        def lay(folder: Path) -> dict:
            for name in old.originals:
                os.link(source / name, folder / name)
            return ({"path": old.result["original"], "target": old.result.get("target")} if "original" in old.result
                    else {})

        made = self._submit(owner, "read", old.name,
                            {**old.request, "options": options} | ({"secret": True} if secret else {}), None, lay)
        if not old.active and not self.jobs(owner, kind="generate", parent=id, limit=1):
            with contextlib.suppress(ValueError):
                self.delete(owner, id)
        return made

    def _submit(self, owner: str, kind: str, name: str, request: dict, parent: str | None,
                lay: Callable[[Path], dict]) -> Job:
        """A pending job, once lay has put into its folder what it needs; what that gives joins the request."""
        name, id = " ".join(name.split())[:NAME_LENGTH] or kind, secrets.token_hex(8)
        folder = self.home / owner_folder(owner) / id
        folder.mkdir(parents=True, mode=0o700)
        folder.parent.chmod(0o700)
        try:
            request = request | lay(folder)
            with self.database.write() as db:
                if parent is not None:
                    _found(db, owner, parent)
                row = db.execute("INSERT INTO jobs (id, owner, kind, name, parent, request, created) VALUES "
                                 "(?,?,?,?,?,?,?) "
                                 "RETURNING *", (id, owner, kind, name, parent, _json(request), time.time())).fetchone()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Job.of(row)

    def job(self, owner: str, id: str) -> Job:
        with self.database.read() as db:
            return _found(db, owner, id)

    def jobs(self, owner: str, kind: str | None = None, parent: str | None = None, limit: int = 200) -> list[Job]:
        """The newest first; kind and parent narrow it down."""
        with self.database.read() as db:
            rows = db.execute("SELECT * FROM jobs WHERE owner=? AND kind=coalesce(?, kind) AND (? IS NULL OR parent=?) "
                              "ORDER BY created DESC, rowid DESC LIMIT ?",
                              (owner, kind, parent, parent, limit)).fetchall()
        return [Job.of(row) for row in rows]

    def folder(self, owner: str, id: str) -> Path:
        return self.home / owner_folder(owner) / self.job(owner, id).id

    def cancel(self, owner: str, id: str) -> Job:
        """Cancelled at once where pending, else cancelling; a job that has ended stays as it is."""
        return self._change(owner, id,
                            "state=CASE state WHEN 'pending' THEN 'cancelled' WHEN 'running' THEN 'cancelling' "
                            "ELSE state END, asked=CASE state WHEN 'running' THEN :now ELSE asked END, "
                            "ended=CASE state WHEN 'pending' THEN :now ELSE ended END", now=time.time())

    def retry(self, owner: str, id: str) -> Job:
        """Pending again, with the same request and upload, where it was cancelled, interrupted or failed."""
        return self._change(owner, id, "result=CASE WHEN state IN ('failed','cancelled','interrupted') THEN '{}' "
                            "ELSE result END, state=CASE WHEN state IN ('failed','cancelled','interrupted') THEN "
                            "'pending' ELSE state END")

    def rename(self, owner: str, id: str, name: str) -> Job:
        """Raises: ValueError for an empty or overlong name."""
        return self._change(owner, id, "name=:name", name=_named(name))

    def set_settings(self, owner: str, id: str, settings: dict) -> Job:
        """Raises: ValueError for what is not plain JSON."""
        return self._change(owner, id, "settings=:settings", settings=_json(settings))

    def change_settings(self, owner: str, id: str, change: Callable[[dict], dict]) -> Job:
        """Settings as change makes them of those there are, with no other change in between: none is lost.

        Raises: ValueError for what is not plain JSON.
        """
        with self.database.write() as db:
            kept = _json(change(_found(db, owner, id).settings))
            db.execute("UPDATE jobs SET settings=? WHERE id=? AND owner=?", (kept, id, owner))
            return _found(db, owner, id)

    def delete(self, owner: str, id: str) -> None:
        """Removes the job, all that builds on it, and their files. Raises: ValueError while any of them is active."""
        self.job(owner, id)
        with self.database.write() as db:
            rows = db.execute("WITH RECURSIVE branch(id) AS (SELECT :id UNION SELECT jobs.id FROM jobs JOIN branch ON "
                              "jobs.parent=branch.id) SELECT id, name, state FROM jobs JOIN branch USING (id) "
                              "WHERE owner=:owner", {"id": id, "owner": owner}).fetchall()
            if busy := next((row["name"] for row in rows if row["state"] in ACTIVE), None):
                raise ValueError(f"'{busy}' is still at work; cancel it first, then delete.")
            db.executemany("DELETE FROM jobs WHERE id=?", [(row["id"],) for row in rows])
        for row in rows:
            shutil.rmtree(self.home / owner_folder(owner) / row["id"], ignore_errors=True)

    def _change(self, owner: str, id: str, change: str, **values) -> Job:
        with self.database.write() as db:
            db.execute(f"UPDATE jobs SET {change} WHERE id=:id AND owner=:owner", {"id": id, "owner": owner, **values})
        return self.job(owner, id)


def _found(db: sqlite3.Connection, owner: str, id: str) -> Job:
    row = db.execute("SELECT * FROM jobs WHERE id=? AND owner=?", (id, owner)).fetchone()
    if row is None:
        raise LookupError("There is no such job any more, or it is another user's; choose one from the list.")
    return Job.of(row)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_LENGTH:
        raise ValueError(f"A name needs 1 to {NAME_LENGTH} characters, not {len(name)}.")
    return name


def _json(value: dict) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"This cannot be kept as JSON: {error}.") from None


def _theirs(upload: BinaryIO, name: str) -> str:
    return Path(getattr(upload, "name", None) or name).name


def _uploaded(folder: Path, upload: BinaryIO, name: str, place: int) -> str:
    """The upload's name on disk: ours, with the endings of the user's, which tell the reader what it may be."""
    endings = re.search(r"(\.[A-Za-z0-9]{1,10}){0,2}$", _theirs(upload, name))[0]
    stored = f"upload{place or ''}{endings}"
    with beside(folder / stored) as part, part.open("wb") as file:
        shutil.copyfileobj(upload, file, 1 << 20)
    return stored
