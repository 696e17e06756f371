"""What a job of each kind does, in its worker. `@task("name")` on a function of a Work adds one.

| kind | parent | request | files that count |
|---|---|---|---|
| read | - | a source (see jobs/sources.py) or schema, rows, seed; options | dataset.parquet, {reading,profile}.json |
| tables | - | database | - |
| profile | read | kinds, leave_out, target | profile.json |
| preview | read | technique, params, kinds, leave_out, target | preview.json |
| generate | read | recipe | first synthetic.parquet, then {comparison,report,rules,closer}.json |
| export | generate, or read of a schema | format, raw (formulas as they are) | synthetic.FORMAT, its types if need be |

Each adds facts to the job's result; all add "cpu_seconds" and "peak_bytes".
"""

import json
import time
from dataclasses import asdict

from synth.dataset import Dataset
from synth.atomic import beside
from synth.jobs import process
from synth.jobs.files import load_dataset, save_dataset, save_json
from synth.jobs.sources import reading_of
from synth.jobs.work import Work, task
from synth.progress import Progress, part

REPAIRS = 100
"""How many repairs stand in the row itself, which lists of jobs load."""
BETWEEN_SCORES = 0.5
"""Seconds between two writings of a report that is still being measured."""
LOOKED = 0.85
"""The share of measuring that is over when the scores are there and what is behind them is looked at."""


@task("read")
def read(work: Work) -> None:
    """Facts: rows, columns, digest, target, format, understood, tables, links, whole, repairs (the first of them;
    reading.json has all); original, the file that was fetched, and locked, where a password is missing or wrong,
    even if it fails."""
    from synth.profile import profile

    work.progress(0.05, "reading (1 of 2)")
    reading = reading_of(work)
    dataset, told = reading.dataset, {
        "format": reading.format, "understood": reading.understood,
        "repairs": [asdict(repair) for repair in reading.repairs],
        "tables": list(reading.tables), "links": [list(link) for link in reading.links], "whole": reading.whole}
    work.add(save_dataset(work.folder, dataset), "reading.json", "profile.json", rows=len(dataset),
             columns=len(dataset.columns), digest=dataset.digest, target=dataset.target,
             **told | {"repairs": told["repairs"][:REPAIRS],
                       "whole": reading.whole and {"rows": reading.whole["rows"]}})
    save_json(work.folder / "reading.json", told)
    work.progress(0.6, "describing (2 of 2)")
    save_json(work.folder / "profile.json", profile(dataset))


@task("tables")
def tables(work: Work) -> None:
    """Facts: tables, the names of the tables and views that the request's database holds."""
    from synth.reading.result import Locked
    from synth.reading.databases.sql import tables as tables_of

    work.progress(0.1, "asking the database")
    try:
        work.add(tables=tables_of(work.job.request["database"], work.secret))
    except Locked:
        work.add(locked=True)
        work.keep()
        raise


@task("profile")
def profile(work: Work) -> None:
    from synth.profile import profile as profile_of

    work.progress(0.05, "describing")
    save_json(work.folder / "profile.json", profile_of(work.steered()))
    work.add("profile.json")


@task("preview")
def preview(work: Work) -> None:
    """A list of records, as the technique's `preview` gives them."""
    from synth.protocols import Previews
    from synth.technique import make

    asked = work.job.request
    technique = make(asked["technique"], **asked.get("params", {}))
    if not isinstance(technique, Previews):
        raise ValueError(f"{technique.title} has nothing to show before it has learned.")
    work.progress(0.1, "looking at the columns")
    save_json(work.folder / "preview.json", technique.preview(work.steered()))
    work.add("preview.json")


@task("generate")
def generate(work: Work) -> None:
    """Facts: rows, columns, learned (rows and modelled columns), made_bytes (the most resident until the rows were
    there), seconds (CPU, of fit, sample, measure), scored (how many metrics the report holds so far), scores (those of
    the whole table, in brief), recipe (with the data's digest filled in), notes (what the technique says of the run, in
    sentences), reach (how a balance or shift was met; null without any)."""
    from synth.recipe import Recipe

    work.progress(0.0, "preparing (1 of 4)")
    data = work.dataset()
    recipe = Recipe.from_json(json.dumps(work.job.request["recipe"]))
    recipe = recipe.changed(data=recipe.data or data.digest)
    made = _made(work, data, recipe)
    run = recipe.run(data, _stages(part(work.progress, 0.02, made)))
    work.progress(made, "saving the rows")
    work.add(save_dataset(work.folder, run.synthetic, "synthetic"), rows=len(run.table),
             columns=len(run.synthetic.columns),
             learned=[len(run.train), len(run.train.modelled)], made_bytes=process.peak(), seconds=run.seconds,
             recipe=json.loads(recipe.to_json()), notes=list(run.notes), reach=run.reach and run.reach.to_record())
    work.keep()
    measure(work, run, part(work.progress, made, 1.0))


def measure(work: Work, run, progress: Progress) -> None:
    """Adds all that is told of the rows beside the real ones, each as soon as it is there."""
    import numpy as np

    from synth.by_group import by_group
    from synth.closer import closer
    from synth.comparison import compare
    from synth.jobs.ruling import check_rules
    from synth.report import evaluate

    begun = time.process_time()
    progress(0.0, "comparing (4 of 4)")
    groups = by_group(run.real[0], run.synthetic)
    save_json(work.folder / "comparison.json",
              compare(run.real[0], run.synthetic, asked=run.asked) | {"groups": groups})
    work.add("comparison.json")
    work.keep()

    def told(share: float, note: str = "") -> None:
        progress(share, f"{note} (4 of 4)")

    rng = np.random.default_rng([run.recipe.seed, 3])
    report = evaluate(*run.real, run.synthetic, rng, part(told, 0.0, LOOKED), told=_streamed(work),
                      unconditional=run.unconditional)
    _save_report(work, report)
    check_rules(work, run)
    work.keep()
    rng = np.random.default_rng([run.recipe.seed, 4])
    save_json(work.folder / "closer.json", closer(*run.real, run.judged, rng, part(told, LOOKED, 1.0)))
    work.add("closer.json", seconds={**run.seconds, "measure": time.process_time() - begun})


def _streamed(work: Work):
    """Keeps the scores so far, at most twice a second, so that the page fills in while the costly ones are measured."""
    last = [float("-inf")]

    def told(report) -> None:
        if time.monotonic() - last[0] >= BETWEEN_SCORES:
            _save_report(work, report)
            work.keep()
            last[0] = time.monotonic()
    return told


def _save_report(work: Work, report) -> None:
    with beside(work.folder / "report.json") as file:
        file.write_text(report.to_json(), encoding="utf-8")
    work.add("report.json", scored=len({score.metric for score in report.scores} | set(report.skipped)),
             scores=report.brief())


def _stages(progress: Progress) -> Progress:
    from synth.recipe import LEARNED

    def staged(share: float, note: str = "") -> None:
        progress(share, f"learning (2 of 4): {note}" if share < LEARNED else f"drawing rows (3 of 4): {note}")
    return staged


def _made(work: Work, data: Dataset, recipe) -> float:
    """The share of the whole that is over when the rows are made, by what runs took on this machine."""
    from synth.estimating.estimate import estimate
    from synth.estimating.observation import SCORES
    from synth.jobs.measured import Measured

    seen, rows, columns = Measured(work.catalogue.database).seen(), len(data), len(data.columns)
    making, measuring = (estimate(key, params, rows, columns, recipe.rows or rows, seen).seconds
                         for key, params in ((recipe.technique, recipe.params), (SCORES, {})))
    return min(max(making / (making + measuring), 0.1), 0.95)


@task("export")
def export(work: Work) -> None:
    """Facts: file, its name, and types, that of the file that declares what the first one cannot say,
    where there is one.

    Formula-like texts are defused for spreadsheets unless the request says raw.
    """
    from synth.writing import FORMATS, write

    ending = work.job.request.get("format", "")
    if ending not in FORMATS:
        raise ValueError(f"There is no format '{ending}'; choose one of {', '.join(FORMATS)}.")
    if work.parent is None:
        raise ValueError("A download needs a run to take rows from; generate first.")
    work.progress(0.05, "loading the rows")
    stem = "synthetic" if (work.parent / "synthetic.parquet").is_file() else "dataset"
    synthetic = load_dataset(work.parent, stem)
    work.progress(0.3, f"writing {FORMATS[ending][0]}")
    written = write(synthetic.table, work.folder / f"synthetic.{ending}", defuse=not work.job.request.get("raw", False))
    names = [path.name for path in written]
    work.add(*names, **dict(zip(("file", "types"), names)), rows=len(synthetic))
