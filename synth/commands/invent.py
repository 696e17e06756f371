"""Tables from a schema alone, without data."""

from pathlib import Path

from synth.commands.printed import printed
from synth.progress import Progress, part

HELP = "write tables from a schema alone, without data"


def options(parser) -> None:
    parser.add_argument("schema", type=Path, metavar="SCHEMA.json")
    parser.add_argument(
        "--rows", type=int, metavar="N", help="rows of the table named, or of the last; else as the schema says"
    )
    parser.add_argument("--table", metavar="NAME", help="just this table, of a schema of several")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same rows")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE_OR_FOLDER",
        help="ends in .csv, .parquet, .xlsx or .jsonl; a folder for several tables, as CSV",
    )


def run(options, progress: Progress) -> None:
    import numpy as np

    from synth.inventing import Schema, write
    from synth.writing import FORMATS, write as write_file

    schema = Schema.from_json(options.schema.read_text(encoding="utf-8")).with_rows(options.rows, options.table)
    chosen = [schema.table(options.table)] if options.table or len(schema.tables) == 1 else list(schema.tables)
    into_folder = options.out.is_dir() or (len(chosen) > 1 and not options.out.suffix)
    if not into_folder and (len(chosen) > 1 or options.out.suffix.lstrip(".") not in FORMATS):
        raise ValueError(
            f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}"
            f"{', or be a folder: there are several tables' if len(chosen) > 1 else ''}."
        )
    written = write(schema, np.random.default_rng(options.seed), part(progress, 0.0, 0.8))
    if into_folder:
        options.out.mkdir(parents=True, exist_ok=True)
    records = []
    for table in chosen:
        out = options.out / f"{_file_name(table.name)}.csv" if into_folder else options.out
        write_file(written.tables[table.name], out)
        records.append(
            {
                "table": table.name,
                "out": str(out),
                "rows": len(written.tables[table.name]),
                "columns": len(written.tables[table.name].columns),
            }
        )
    progress(1.0, f"wrote {options.out}")
    lines = [f"{each['out']}: {each['rows']:,} rows, {each['columns']} columns" for each in records]
    printed(options, {"tables": records, "notes": list(written.notes)}, "\n".join([*lines, *written.notes]))


def _file_name(table: str) -> str:
    """The name without what leads out of a folder."""
    return "".join(c if c.isalnum() or c in " -_" else "_" for c in table).strip() or "table"
