"""A data set of OpenML by its name or number, on disk: looked up in its public catalogue, fetched as Parquet or ARFF.

LOOKALIKE_OPENML names another server of that kind. Source: https://www.openml.org/apis (REST API, version 1, JSON).
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from synth.progress import Progress, quiet
from synth.reading.web.fetch import Limits, content, fetch
from synth.reading.result import ReadError
from synth.reading.web.request import Refusal

HOME = "https://www.openml.org"
_ANSWER = Limits(20 * 10**6, 60.0)
"""An answer of the catalogue, not a file."""


@dataclass(frozen=True)
class DataSet:
    """path: the file; target: the column to predict, None where there is none or several; about:
    what the catalogue says."""

    path: Path
    name: str
    target: str | None
    about: dict[str, str]


def fetch_openml(what: str | int, folder: Path, limits: Limits | None = None, progress: Progress = quiet) -> DataSet:
    """The data set of that number, or the oldest active one of that name. Raises: ReadError."""
    what, others = str(what).strip(), []
    if not re.fullmatch("[0-9]+", what):
        first, *others = _named(what)
        what = str(int(first["did"]))
    progress(0.0, "looking it up in OpenML")
    about = _record(_asked(f"data/{what}", f"OpenML has no data set {what}; check the number."), "data_set_description")
    path = _file(about, folder, limits, progress)
    known = {"OpenML": f"{about.get('name')}, version {about.get('version')}, data set {what}"}
    if others:
        known["other versions"] = ", ".join(f"{each.get('version')} (data set {each.get('did')})"
                                            for each in others[:10])
    for key, said in (("row_id_attribute", "row number"), ("ignore_attribute", "to be left out"),
                      ("licence", "licence")):
        if value := about.get(key):
            known[said] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)[:200]
    target = about.get("default_target_attribute")
    single = isinstance(target, str) and "," not in target
    return DataSet(path, str(about.get("name") or what), target if single else None, known)


def _named(name: str) -> list[dict]:
    """The active data sets of that name, the oldest version first. Raises: ReadError."""
    nothing = f"OpenML has no active data set called '{name}'; check the spelling, or give its number."
    if not re.fullmatch(r"[\w.() +-]{1,150}", name):
        raise ReadError(nothing)
    answer = _asked(f"data/list/data_name/{quote(name)}/status/active/limit/50", nothing)
    found = _record(_record(answer, "data"), "dataset", list)
    if not found or not all(isinstance(each, dict) and "did" in each for each in found):
        raise ReadError(nothing)
    return sorted(found, key=lambda each: (int(each.get("version") or 0), int(each["did"])))


def _asked(path: str, nothing: str) -> dict:
    """The catalogue's answer. Raises: ReadError, with what `nothing` says where it knows no such thing."""
    base = os.environ.get("LOOKALIKE_OPENML", HOME).rstrip("/")
    try:
        return json.loads(content(f"{base}/api/v1/json/{path}", _ANSWER))
    except Refusal as refusal:
        if refusal.status in (404, 412):
            raise ReadError(nothing) from None
        raise
    except (ValueError, RecursionError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError("OpenML's answer cannot be understood; try again later, or download the file and upload "
                        "it.") from None


def _record(answer, key: str, kind: type = dict):
    found = answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(found, kind):
        raise ReadError("OpenML's answer is not of the form it should have; download the file and upload it.")
    return found


def _file(about: dict, folder: Path, limits: Limits | None, progress: Progress) -> Path:
    """Parquet, which knows its types, where there is one; else ARFF, checked against the sum in the catalogue."""
    parquet, arff = about.get("parquet_url") or about.get("minio_url"), about.get("url")
    if isinstance(parquet, str):
        try:
            return fetch(parquet, folder, limits, progress)
        except Refusal:
            if not isinstance(arff, str):
                raise
    if not isinstance(arff, str):
        raise ReadError("OpenML names no file for this data set; choose another.")
    path = fetch(arff, folder, limits, progress)
    wanted = about.get("md5_checksum")
    with path.open("rb") as file:
        if isinstance(wanted, str) and wanted and hashlib.file_digest(file, "md5").hexdigest() != wanted.lower():
            path.unlink()
            raise ReadError("The file from OpenML is not the one its catalogue describes (the checksum "
                            "differs); try again.")
    return path
