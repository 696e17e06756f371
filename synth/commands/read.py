"""Files, addresses and databases read: what was understood and repaired, and their plain tables."""

import os
from dataclasses import asdict
from pathlib import Path

from synth.commands.printed import printed
from synth.commands.typed import pairs, several
from synth.progress import Progress, part

HELP = "read files, say what was understood and repaired, write them as plain CSV"


def options(parser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=_source,
        metavar="FILE",
        help="a path, https://..., s3://bucket/key, openml:NAME, or postgresql://user@host/database",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE_OR_FOLDER", help="where the plain CSV goes; a folder for several files"
    )
    parser.add_argument("--table", metavar="NAME", help="which table, of a file or database that holds several")
    parser.add_argument(
        "--header", type=int, metavar="LINE", help="the line that holds the names, counted from 1; 0 if none does"
    )
    several(
        parser,
        "--line",
        "NUMBER=keep|drop",
        "keep a line as it stands, or drop it, instead of what was done about it",
    )
    parser.add_argument("--query", metavar="SELECT", help="what to ask a database, instead of a table")
    parser.add_argument("--sample", type=int, metavar="ROWS", help="take that many rows, drawn at random")


def run(options, progress: Progress) -> None:
    from synth.reading.apart.reader import Reader

    into_folder = options.out and (options.out.is_dir() or len(options.files) > 1 or not options.out.suffix)
    if into_folder:
        options.out.mkdir(parents=True, exist_ok=True)
    with Reader() as reader:
        records = [
            _read_one(
                reader, file, into_folder, options, part(progress, i / len(options.files), (i + 1) / len(options.files))
            )
            for i, file in enumerate(options.files)
        ]
    failed = sum("error" in record for record in records)
    progress(1.0, "read")
    printed(options, records, "\n\n".join(map(_told, records)))
    if failed:
        raise ValueError(f"{failed} of {len(options.files)} files could not be read.")


def _read_one(reader, file, into_folder: bool, options, progress: Progress) -> dict:
    from synth.columns.missing import missing_codes
    from synth.reading import Options, ReadError
    from synth.reading.sources import Remote

    progress(0.0, file.name)
    try:
        wanted = Options(
            table=options.table,
            header=options.header,
            lines=_lines(options.line),
            rows=options.sample,
            password=os.environ.get("LOOKALIKE_PASSWORD"),
        )
        remote = isinstance(file, Remote)
        reading = (
            file.read(reader, wanted, progress, options.query)
            if remote
            else reader.read(file, options=wanted, progress=progress)
        )
    except ReadError as problem:
        return {"file": str(file), "error": str(problem)}
    if options.out:
        _write_read(reading, options.out / _own_name(file, options.files) if into_folder else options.out)
    return {
        "file": str(file),
        "format": reading.format,
        "understood": reading.understood,
        "rows": len(reading.dataset),
        "columns": [
            asdict(c) | {"codes": missing_codes(reading.dataset.table[c.name], c.kind)} for c in reading.dataset.columns
        ],
        "repairs": [asdict(r) for r in reading.repairs],
        **({"whole": reading.whole} if reading.whole else {}),
    }


def _lines(typed: list[str]) -> dict[int, str]:
    """{number: what becomes of it} of LINE=keep and LINE=drop."""
    chosen = pairs(typed, "--line")
    if not all(line.isdigit() for line in chosen):
        raise ValueError(
            f"--line takes NUMBER=keep or NUMBER=drop, not '{next(line for line in chosen if not line.isdigit())}'."
        )
    return {int(line): choice for line, choice in chosen.items()}


def _own_name(file, files: list) -> str:
    """The file's name as a CSV's, with a number where an earlier one would have the same."""
    stem = file.name.split(".")[0]
    earlier = sum(other.name.split(".")[0] == stem for other in files[: files.index(file)])
    return f"{stem} ({earlier + 1}).csv" if earlier else f"{stem}.csv"


def _write_read(reading, out: Path) -> None:
    """A CSV holds the cells as the file spelled them, where it did; every other format the typed table."""
    from synth.atomic import beside
    from synth.reading.text.delimited import write_csv
    from synth.writing import write

    if out.suffix.lower() != ".csv" or reading.plain is None:
        write(reading.dataset.table, out)
        return
    with beside(out) as part:
        write_csv(reading.plain, part)


def _told(record: dict) -> str:
    if "error" in record:
        return f"{record['file']}: {record['error']}"
    lines = [f"{record['file']}: {record['format']}, {record['rows']:,} rows, {len(record['columns'])} columns"]
    lines += [f"  {key}: {value}" for key, value in record["understood"].items()]
    lines += [
        f"  {c['name']}: {c['kind']}"
        + (f", {c['missing']:.1%} missing" if c["missing"] else "")
        + (f", looks like {c['pii']}" if c["pii"] else "")
        + (f" ({c['reason']})" if c["reason"] else "")
        + (f"; may stand for missing: {', '.join(code for code, _, _ in c['codes'])}" if c["codes"] else "")
        for c in record["columns"]
    ]
    lines += [
        f"  repaired{' line ' + str(r['line']) if r['line'] else ''}: {r['what']} ({r['why']})"
        for r in record["repairs"]
    ]
    return "\n".join(lines)


def _source(text: str):
    from synth.reading.sources import source

    return source(text)
