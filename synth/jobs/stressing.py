"""Stress rows of a run as a job.

| kind | parent | request | files that count |
|---|---|---|---|
| stress | generate | share, tags, seed, format, raw (as export's) | stress.FORMAT, its types, fixtures.{json,py} |
"""

import numpy as np

from synth.atomic import beside
from synth.jobs.files import load_dataset
from synth.jobs.work import Work, task


@task("stress")
def stress_rows(work: Work) -> None:
    """Facts: file and types as export's, json and py (the fixtures), rows, hard (how many), cases (rows by kind),
    left_out (cases for which there was no row)."""
    from synth.stress import NOT_IN, as_json, as_pytest, stress
    from synth.writing import FORMATS, write

    asked = work.job.request
    ending = asked.get("format", "")
    if ending not in FORMATS:
        raise ValueError(f"There is no format '{ending}'; choose one of {', '.join(FORMATS)}.")
    if work.parent is None:
        raise ValueError("Stress rows need a run to put hard cases in; generate first.")
    work.progress(0.05, "loading the rows")
    synthetic = load_dataset(work.parent, "synthetic")
    work.progress(0.3, "putting hard cases in")
    found = stress(synthetic, asked["share"], np.random.default_rng([asked.get("seed", 0), 6]), NOT_IN.get(ending, ()))
    work.progress(0.5, f"writing {FORMATS[ending][0]}")
    table = found.tagged() if asked.get("tags") else found.data.table
    written = write(table, work.folder / f"stress.{ending}", defuse=not asked.get("raw", False))
    for name, text in (("fixtures.json", as_json), ("fixtures.py", as_pytest)):
        with beside(work.folder / name) as file:
            file.write_text(text(found), encoding="utf-8")
    names = [path.name for path in written]
    work.add(
        *names,
        "fixtures.json",
        "fixtures.py",
        **dict(zip(("file", "types"), names)),
        json="fixtures.json",
        py="fixtures.py",
        rows=len(table),
        hard=int(found.tags.notna().sum()),
        cases=found.counts,
        left_out=list(found.left_out),
    )
