"""Where tables come from besides files at hand: addresses of the web, S3, OpenML and databases.

| request | what |
|---|---|
| url: "https://..." or "s3://bucket/key" | a file that is fetched |
| openml: "adult" or 1590 | a data set of OpenML |
| database: "postgresql://user@host/name", table or query | a table, or the answer to a query |
"""

import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from synth.progress import Progress, part, quiet
from synth.reading.web.addresses import without_password
from synth.reading.options import Options
from synth.reading.result import Reading

FETCHED = ("url", "openml")
_DATABASES = ("postgresql", "postgres", "mysql", "mariadb", "sqlite", "duckdb")


@dataclass(frozen=True)
class Brought:
    """A file that was fetched: where it lies, its own name, the column to predict if one is known,
    and what is told of it."""

    path: Path
    name: str
    target: str | None = None
    about: dict[str, str] = field(default_factory=dict)


def bring(request: dict, folder: Path, progress: Progress = quiet) -> Brought:
    """The file that the request's url or openml names, put into the folder. Raises: ReadError."""
    if request.get("openml"):
        from synth.reading.web.openml import fetch_openml

        found = fetch_openml(request["openml"], folder, progress=progress)
        return Brought(found.path, found.name, found.target, found.about)
    url = str(request["url"])
    if url.strip().lower().startswith("s3://"):
        from synth.reading.web.s3 import fetch_s3 as fetch
    else:
        from synth.reading.web.fetch import fetch
    path = fetch(url, folder, progress=progress)
    return Brought(path, path.name, about={"fetched from": re.split("[?#]", url.strip())[0]})


def read_database(request: dict, options: Options, password: str | None, name: str | None = None,
                  anywhere: bool = False, progress: Progress = quiet) -> Reading:
    """What the request's database holds: options.table comes before its table. Raises: ReadError, Locked."""
    from synth.reading.databases.sql import read_sql

    return read_sql(request["database"], password, options.table or request.get("table"), request.get("query"),
                    options.rows,
                    name, anywhere=anywhere, progress=progress)


def aimed(reading: Reading, brought: Brought) -> Reading:
    """The reading with what is known of its source, and its target where it has such a column."""
    dataset = reading.dataset
    if brought.target in dataset.names:
        dataset = replace(dataset, target=brought.target)
    return replace(reading, dataset=dataset, understood={**brought.about, **reading.understood})


@dataclass(frozen=True)
class Remote:
    """A source named on the command line; its text is that without the password."""

    request: dict
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return str(next(iter(self.request.values())))

    @property
    def name(self) -> str:
        """What a file made of it may be called."""
        last = re.split("[?#]", str(self).removeprefix("openml:").rstrip("/"))[0].rpartition("/")[2]
        return re.sub(r"[^\w.-]", "_", last).strip(".") or "table"

    def read(self, reader, options: Options, progress: Progress = quiet, query: str | None = None) -> Reading:
        """reader: reads the file that is fetched, as a synth.reading.apart.reader.Reader does. Raises: ReadError."""
        if "database" in self.request:
            asked, password = {**self.request, "query": query}, self.password or options.password
            return read_database(asked, options, password, None, True, progress)
        with tempfile.TemporaryDirectory(prefix="lookalike-") as folder:
            brought = bring(self.request, Path(folder), part(progress, 0.0, 0.5))
            return aimed(reader.read(brought.path, options=options, progress=progress), brought)


def source(text: str) -> Path | Remote:
    """A path, or what an address names."""
    scheme, colon, rest = text.partition(":")
    if scheme.lower() == "openml" and colon:
        return Remote({"openml": rest.strip()})
    if scheme.lower() in ("http", "https", "s3", "ftp") and rest.startswith("//"):
        return Remote({"url": text})
    if scheme.lower().partition("+")[0] in _DATABASES and rest.startswith("//"):
        url, password = without_password(text)
        return Remote({"database": url}, password)
    return Path(text)
