"""What each command does: takes the parsed options, prints its result on stdout, raises ValueError for the user's mistakes."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from synth.progress import Progress, part


def _print(options, record, text: str) -> None:
    print(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) if options.json else text)


def _pairs(words: list[str], option: str) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise ValueError(f"{option} takes KEY=VALUE, not '{word}'.")
    return dict(word.split("=", 1) for word in words)


def _words(pairs: list[str], option: str) -> dict[str, list[str]]:
    """{column: words} of COLUMN=WORD[,WORD]; a column may be named more than once."""
    words: dict[str, list[str]] = {}
    for pair in pairs:
        for column, listed in _pairs([pair], option).items():
            words.setdefault(column, []).extend(listed.split(","))
    return words


def read(options, progress: Progress) -> None:
    from synth.reading.apart import Reader

    into_folder = options.out and (options.out.is_dir() or len(options.files) > 1 or not options.out.suffix)
    if into_folder:
        options.out.mkdir(parents=True, exist_ok=True)
    with Reader() as reader:
        records = [_read_one(reader, file, into_folder, options, part(progress, i / len(options.files), (i + 1) / len(options.files)))
                   for i, file in enumerate(options.files)]
    failed = sum("error" in record for record in records)
    progress(1.0, "read")
    _print(options, records, "\n\n".join(map(_told, records)))
    if failed:
        raise ValueError(f"{failed} of {len(options.files)} files could not be read.")


def _read_one(reader, file, into_folder: bool, options, progress: Progress) -> dict:
    from synth.columns.missing import missing_codes
    from synth.reading import Options, ReadError
    from synth.reading.sources import Remote

    progress(0.0, file.name)
    try:
        wanted = Options(table=options.table, header=options.header, lines=_lines(options.line), rows=options.sample, password=os.environ.get("LOOKALIKE_PASSWORD"))
        remote = isinstance(file, Remote)
        reading = file.read(reader, wanted, progress, options.query) if remote else reader.read(file, options=wanted, progress=progress)
    except ReadError as problem:
        return {"file": str(file), "error": str(problem)}
    if options.out:
        _write_read(reading, options.out / _own_name(file, options.files) if into_folder else options.out)
    return {"file": str(file), "format": reading.format, "understood": reading.understood, "rows": len(reading.dataset),
            "columns": [asdict(c) | {"codes": missing_codes(reading.dataset.table[c.name], c.kind)} for c in reading.dataset.columns],
            "repairs": [asdict(r) for r in reading.repairs],
            **({"whole": reading.whole} if reading.whole else {})}


def _lines(pairs: list[str]) -> dict[int, str]:
    """{number: what becomes of it} of LINE=keep and LINE=drop."""
    chosen = _pairs(pairs, "--line")
    if not all(line.isdigit() for line in chosen):
        raise ValueError(f"--line takes NUMBER=keep or NUMBER=drop, not '{next(line for line in chosen if not line.isdigit())}'.")
    return {int(line): choice for line, choice in chosen.items()}


def _own_name(file, files: list) -> str:
    """The file's name as a CSV's, with a number where an earlier one would have the same."""
    stem = file.name.split(".")[0]
    earlier = sum(other.name.split(".")[0] == stem for other in files[:files.index(file)])
    return f"{stem} ({earlier + 1}).csv" if earlier else f"{stem}.csv"


def _write_read(reading, out: Path) -> None:
    """A CSV holds the cells as the file spelled them, where it did; every other format the typed table."""
    from synth.atomic import beside
    from synth.reading.delimited import write_csv
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
    lines += [f"  {c['name']}: {c['kind']}" + (f", {c['missing']:.1%} missing" if c["missing"] else "")
              + (f", looks like {c['pii']}" if c["pii"] else "") + (f" ({c['reason']})" if c["reason"] else "")
              + (f"; may stand for missing: {', '.join(code for code, _, _ in c['codes'])}" if c["codes"] else "") for c in record["columns"]]
    lines += [f"  repaired{' line ' + str(r['line']) if r['line'] else ''}: {r['what']} ({r['why']})" for r in record["repairs"]]
    return "\n".join(lines)


def techniques(options, progress: Progress) -> None:
    from synth.params import params_of
    from synth.technique import shelf

    records = [{"name": key, "title": each.title, "family": each.family, "summary": each.summary, "when": each.when,
                "licence": each.licence, "source": each.source(),
                "params": [{"name": p.name, "default": p.default, "low": p.low, "high": p.high,
                            "choices": p.choices, "help": p.help} for p in params_of(each)]} for key, each in shelf().items()]
    lines = []
    for record in records:
        lines.append(f"{record['name']}: {record['title']} ({record['licence']})\n  {record['summary']}\n  {record['when']}")
        for p in record["params"]:
            scope = f"one of {', '.join(map(str, p['choices']))}" if p["choices"] else f"{p['low']} to {p['high']}" if p["low"] is not None else "true or false" if p["default"] in (True, False) else "text"
            lines.append(f"  --set {p['name']}={p['default']}  {p['help']} ({scope})")
    _print(options, records, "\n".join(lines))


def generate(options, progress: Progress) -> None:
    from synth.conditions import parse, record
    from synth.params import params_of
    from synth.reading import Options
    from synth.reading.apart import read_apart
    from synth.recipe import Recipe
    from synth.rules import of_record
    from synth.stress.command import check_options, stressed
    from synth.technique import make
    from synth.writing import FORMATS, write

    check_options(options)
    if bool(options.technique) == bool(options.recipe):
        raise ValueError("Name either a --technique or a --recipe.")
    if options.out.suffix.lstrip(".") not in FORMATS:
        raise ValueError(f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    if options.recipe:
        recipe = Recipe.from_json(options.recipe.read_text(encoding="utf-8"))
    else:
        known = {p.name: p for p in params_of(type(make(options.technique)))}
        typed = _pairs(options.set, "--set")
        params = {key: known[key].parse(value) if key in known else value for key, value in typed.items()}
        recipe = Recipe(options.technique, params, options.rows, options.seed, options.holdout, options.target,
                        _pairs(options.kind, "--kind"), tuple(options.leave_out), missing=_words(options.missing, "--missing"),
                        conditions=record(parse(options.where)) if options.where else {}, **_changes(options),
                        rules=[of_record(rule).record() for rule in options.rule])
    recipe.make()
    reading = read_apart(options.file, options=Options(rows=options.sample))
    run = recipe.run(reading.dataset, part(progress, 0.05, 0.95))
    table, hard, told = stressed(options, run.synthetic, recipe.seed)
    write(table, options.out, defuse=not options.raw)
    progress(1.0, f"wrote {options.out}")
    record = {"out": str(options.out), "rows": len(run.table), "columns": len(run.table.columns), "cpu_seconds": run.seconds,
              "recipe": json.loads(recipe.changed(data=reading.dataset.digest).to_json()),
              **({"reach": run.reach.to_record()} if run.reach else {}), **hard}
    _print(options, record, f"{options.out}: {len(run.table):,} rows, {len(run.table.columns)} columns by {recipe.technique}, "
           f"learned in {run.seconds['fit']:.1f} and drawn in {run.seconds['sample']:.1f} CPU seconds"
           + "".join(f"\n  {line}" for line in (run.reach.lines if run.reach else ())) + told)


def _changes(options) -> dict[str, list[dict]]:
    """balance and shift of a recipe, as they were typed."""
    from synth.scenarios import record, typed_balance, typed_equal, typed_shift

    balance = [*map(typed_balance, options.balance), *map(typed_equal, options.equal)]
    return {"balance": list(map(record, balance)), "shift": [record(typed_shift(each)) for each in options.shift]}


def invent(options, progress: Progress) -> None:
    import numpy as np

    from synth.inventing import Schema, write
    from synth.writing import FORMATS, write as write_file

    schema = Schema.from_json(options.schema.read_text(encoding="utf-8")).with_rows(options.rows, options.table)
    chosen = [schema.table(options.table)] if options.table or len(schema.tables) == 1 else list(schema.tables)
    into_folder = options.out.is_dir() or (len(chosen) > 1 and not options.out.suffix)
    if not into_folder and (len(chosen) > 1 or options.out.suffix.lstrip(".") not in FORMATS):
        raise ValueError(f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}"
                         f"{', or be a folder: there are several tables' if len(chosen) > 1 else ''}.")
    written = write(schema, np.random.default_rng(options.seed), part(progress, 0.0, 0.8))
    if into_folder:
        options.out.mkdir(parents=True, exist_ok=True)
    records = []
    for table in chosen:
        out = options.out / f"{_file_name(table.name)}.csv" if into_folder else options.out
        write_file(written.tables[table.name], out)
        records.append({"table": table.name, "out": str(out), "rows": len(written.tables[table.name]),
                        "columns": len(written.tables[table.name].columns)})
    progress(1.0, f"wrote {options.out}")
    lines = [f"{each['out']}: {each['rows']:,} rows, {each['columns']} columns" for each in records]
    _print(options, {"tables": records, "notes": list(written.notes)}, "\n".join([*lines, *written.notes]))


def _file_name(table: str) -> str:
    """The name without what leads out of a folder."""
    return "".join(c if c.isalnum() or c in " -_" else "_" for c in table).strip() or "table"


def evaluate(options, progress: Progress) -> None:
    from synth.evaluating import Demanded, run

    record, text = run(options, progress)
    _print(options, record, text)
    if record["failures"]:
        raise Demanded(" ".join(record["failures"]))


def augment(options, progress: Progress) -> None:
    from synth.augmenting.command import run

    _print(options, *run(options, progress))


def benchmark(options, progress: Progress) -> None:
    from synth.benchmarks.run import run

    _print(options, *run(options, progress))
