"""What a read job reads: its sample, its uploads, what its request has fetched, a database,
or a schema with no data behind it."""

import os
import re
from pathlib import Path

from synth.jobs.work import Work
from synth.progress import part
from synth.reading import Options, Reading
from synth.reading.result import Locked


def reading_of(work: Work) -> Reading:
    """The reading that the request asks for.

    What was fetched stays in the job's folder, named in the result as "original", however the reading ends.
    Raises: ReadError; Locked, with "locked" in the result, where a password is missing or wrong.
    """
    asked = work.job.request
    try:
        options = Options.from_record(asked.get("options", {}), work.secret)
        if asked.get("sample"):
            return _sample(asked["sample"])
        if asked.get("schema"):
            return _invented(work, options)
        if asked.get("database"):
            from synth.reading.sources import read_database

            return read_database(asked, options, work.secret, work.job.name, progress=part(work.progress, 0.05, 0.6))
        return _file(work, options)
    except Locked:
        work.add(locked=True)
        work.keep()
        raise


def _sample(key: str) -> Reading:
    from synth.reading.samples import load_sample

    return Reading(load_sample(key), "sample", {}, ())


def _invented(work: Work, options: Options) -> Reading:
    from synth.inventing.request import invented

    asked = work.job.request
    rows = options.rows or asked.get("rows")
    return invented(asked["schema"], rows, asked.get("seed", 0), options.table, part(work.progress, 0.05, 0.6),
                    asked.get("prompt"), asked.get("terms"))


def _file(work: Work, options: Options) -> Reading:
    from synth.reading.apart.reader import Reader
    from synth.reading.server_files import server_file
    from synth.reading.sources import FETCHED, Brought, aimed

    asked, brought = work.job.request, None
    if asked.get("file"):
        paths = [server_file(asked["file"])]
    else:
        names = asked.get("paths") or [asked.get("path")]
        if names == [None] and any(map(asked.get, FETCHED)):
            brought = _fetched(work)
            names = [brought.path.name]
        paths = [_own(work.folder, name) for name in names]
    progress = part(work.progress, 0.3 if brought else 0.05, 0.6)
    with Reader(work.folder) as reader:
        if len(paths) > 1:
            return reader.read_many(paths, asked.get("names"), options, progress)
        reading = reader.read(paths[0], work.job.name, options=options, progress=progress)
    return aimed(reading, brought or Brought(paths[0], work.job.name, asked.get("target")))


def _own(folder: Path, name: str | None) -> Path:
    """Raises: ValueError for what is not directly in the job's folder."""
    path = (folder / (name or "")).resolve()
    if path.parent != folder.resolve():
        raise ValueError("The job names no file of its own to read; upload it again.")
    return path


def _fetched(work: Work):
    """What was fetched, under a name of ours with the endings of its own; from then on it counts."""
    from dataclasses import replace

    from synth.reading.sources import bring

    brought = bring(work.job.request, work.folder, part(work.progress, 0.05, 0.3))
    endings = re.search(r"(\.[A-Za-z0-9]{1,10}){0,2}$", brought.path.name)[0]
    kept = work.folder / f"download{endings}"
    os.replace(brought.path, kept)
    work.add(original=kept.name)
    work.keep()
    return replace(brought, path=kept)
