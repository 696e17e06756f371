"""How well odd files are read: one line per collection of them, against what each should load as."""

import csv
import json
import re
import tarfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from synth.progress import Progress, part, quiet
from synth.reading import Reading, ReadError, read
from synth.reading.text.delimited import write_csv

ARCHIVES = ("pollock_dev", "csv_spectrum", "json_test_suite", "parquet_testing")
FIGURES = 10
"""What a file can score: one for being read, and precision, recall and F1 of header cells, records and cells."""


def reading(data: Path, progress: Progress = quiet) -> pd.DataFrame:
    """One record per collection of files: measured out of what, and rows silently lost.

    The archives in data are unpacked into a temporary folder. Raises: ValueError where data holds none of them.
    """
    found = [data / f"{name}.tar.xz" for name in ARCHIVES if (data / f"{name}.tar.xz").exists()]
    if not found:
        raise ValueError(f"'{data}' holds none of {', '.join(f'{name}.tar.xz' for name in ARCHIVES)}.")
    records = []
    for i, archive in enumerate(found):
        with TemporaryDirectory() as folder, tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
            measure = _MEASURES[archive.name.removesuffix(".tar.xz")]
            records += measure(Path(folder), part(progress, i / len(found), (i + 1) / len(found)))
    progress(1.0, "read")
    return pd.DataFrame(records, columns=["what", "files", "measured", "of", "rows silently lost"])


def pollock_figures(clean: list[list[str]], loaded: list[list[str]]) -> list[float]:
    """The ten figures of a file that was read, from its rows, names first: 1, then precision, recall and F1 thrice.

    Cells are compared stripped and with \\n for every line end, else as they are spelled; records and cells count as
    often as they occur. Where nothing is expected all is found.
    Source: Vitagliano et al., "Pollock: A Data Loading Benchmark", PVLDB 16(8), 2023.
    """
    wanted, got = ([[_normal(cell) for cell in row] for row in rows] for rows in (clean, loaded))
    figures = [1.0]
    for parts in (
        lambda rows: rows[0] if rows else [],
        lambda rows: list(map(tuple, rows[1:])),
        lambda rows: [cell for row in rows[1:] for cell in row],
    ):
        figures += _overlap(Counter(parts(wanted)), Counter(parts(got)))
    return figures


def silently_lost(clean: list[list[str]], loaded: list[list[str]], found: Reading) -> int:
    """How many rows of the clean table are neither among ours nor shown, with letters and digits alike, by a repair."""
    missing = Counter(tuple(map(_normal, row)) for row in clean[1:]) - Counter(
        tuple(map(_normal, row)) for row in loaded[1:]
    )
    shown = {_letters(repair.original) for repair in found.repairs if repair.line}
    return sum(count for row, count in missing.items() if _letters("".join(row)) not in shown)


def plain_rows(found: Reading, path: Path) -> list[list[str]]:
    """Names and rows as they are in the plain CSV written there."""
    write_csv(found.dataset.table if found.plain is None else found.plain, path)
    return csv_rows(path)


def csv_rows(path: Path) -> list[list[str]]:
    """The rows of a plain CSV, without blank lines."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]


def _normal(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _overlap(wanted: Counter, got: Counter) -> list[float]:
    """Precision, recall and F1 of two multisets."""
    if not wanted:
        return [1.0] * 3
    common = (wanted & got).total()
    precision, recall = common / max(got.total(), 1), common / wanted.total()
    return [precision, recall, 2 * precision * recall / max(precision + recall, 1e-300)]


def _pollock(folder: Path, progress: Progress) -> list[dict]:
    """A record per family of pollution, and the mean over all files."""
    scored = []
    files = sorted(folder.rglob("csv/*.csv"))
    for i, file in enumerate(files):
        progress(i / len(files), "Pollock")
        clean = csv_rows(file.parents[1] / "clean" / file.name)
        family = re.sub(r"_?(row)?\d.*", "", file.stem)
        try:
            found = read(file)
        except ReadError:
            scored.append((family, 0.0, max(len(clean) - 1, 0)))
            continue
        loaded = plain_rows(found, folder / "loaded.csv")
        scored.append((family, sum(pollock_figures(clean, loaded)), silently_lost(clean, loaded, found)))
    frame = pd.DataFrame(scored, columns=["family", "score", "lost"])
    groups = [(f"Pollock, {family}", group) for family, group in frame.groupby("family")]
    return [
        _record(what, len(group), group.score.mean(), FIGURES, int(group.lost.sum()))
        for what, group in (*groups, ("Pollock", frame))
    ]


def _csv_spectrum(folder: Path, progress: Progress) -> list[dict]:
    """How many files give the very cells, names and rows they should."""
    files = sorted(folder.rglob("csvs/*.csv"))
    right = 0
    for file in files:
        wanted = json.loads((file.parents[1] / "json" / f"{file.stem}.json").read_text(encoding="utf-8"))
        try:
            right += read(file).plain.to_dict("records") == wanted
        except ReadError:
            continue
    return [_record("csv-spectrum: files exactly right", len(files), right, len(files))]


def _json_test_suite(folder: Path, progress: Progress) -> list[dict]:
    """What must load, what must not without being told, and crashes."""
    outcomes = {file.name: _outcome(file) for file in sorted(folder.rglob("*.json"))}
    must = [told for name, told in outcomes.items() if name.startswith("y_")]
    must_not = [told for name, told in outcomes.items() if name.startswith("n_")]
    good = sum(told in ("read", "repaired", "nothing in it") for told in must)
    refused = sum(told not in ("read", "crashed") for told in must_not)
    return [
        _record("JSONTestSuite: valid, a table or told to hold no rows", len(must), good, len(must)),
        _record("JSONTestSuite: invalid, refused or with its repairs listed", len(must_not), refused, len(must_not)),
        _record("JSONTestSuite: crashed", len(outcomes), list(outcomes.values()).count("crashed"), 0),
    ]


def _parquet_testing(folder: Path, progress: Progress) -> list[dict]:
    files = sorted(folder.rglob("*.parquet*"))
    outcomes = [_outcome(file) for file in files]
    loaded = sum(told in ("read", "repaired") for told in outcomes)
    crashed = outcomes.count("crashed")
    return [
        _record("parquet-testing: loaded, the others refused in a sentence", len(files), loaded, len(files)),
        _record("parquet-testing: crashed", len(files), crashed, 0),
    ]


def _outcome(file: Path) -> str:
    """read, repaired, nothing in it, refused, or crashed: anything but a table or a sentence."""
    try:
        return "repaired" if read(file).repairs else "read"
    except ReadError as refusal:
        return "nothing in it" if re.search(r"holds no (rows|columns)|is empty|no rows", str(refusal)) else "refused"
    except Exception:  # what is counted here is that one file ends in anything else
        return "crashed"


def _record(what: str, files: int, measured: float, of: int, lost: int | str = "") -> dict:
    return {"what": what, "files": files, "measured": measured, "of": of, "rows silently lost": lost}


_MEASURES = dict(zip(ARCHIVES, (_pollock, _csv_spectrum, _json_test_suite, _parquet_testing)))
