"""A recipe as a Python script that gives the same rows again."""

from dataclasses import asdict
from pprint import pformat

from synth.recipe import Recipe

_SCRIPT = '''\
"""{about}

Run it with Lookalike's folder on the path:
    PYTHONPATH=/path/to/lookalike python {file} {usage}OUT.csv
OUT may end in .csv, .parquet, .xlsx or .jsonl.
"""
import sys
from pathlib import Path

{imports}
from synth.recipe import Recipe
from synth.writing import write

RECIPE = Recipe(**{recipe})

{body}
'''


def script(
    recipe: Recipe, request: dict | None = None, file: str = "make.py", rows: dict | None = None
) -> str:
    """The text of a script that takes the real table as its read job was asked to, and writes the synthetic one.

    request: that job's; without one the table is a file named on the command line. Where the recipe fills gaps, rows is
    the request of the job that read the rows to fill; None where they are typed, or the table's own.
    """
    imports, loads, files = _loads(request or {})
    about, body = "Makes the synthetic table again, row for row.", f"run = RECIPE.run({loads})\nwrite(run.table, "
    if recipe.filling:
        about = "Fills the gaps again, cell for cell; the draws stand below one another."
        imports, files, loads = _with_rows(imports, loads, files, rows)
        body = f"filled = RECIPE.fill({loads})\nwrite(filled.stacked, "
    out = len(files.split()) + 1 if "..." not in files else -1
    return _SCRIPT.format(
        about=about,
        file=file,
        usage=files,
        imports=imports,
        body=f"{body}Path(sys.argv[{out}]))",
        recipe=pformat(asdict(recipe), sort_dicts=False, width=110),
    )


def _with_rows(imports: str, loads: str, files: str, rows: dict | None) -> tuple[str, str, str]:
    """Imports, what the command line names before OUT, and the words for the dataset and for the rows to fill."""
    if rows is None:
        return imports, files, loads
    more, filled, named = _loads(rows)
    if named:
        filled = filled.replace("sys.argv[1:-1]", "sys.argv[-2:-1]").replace("sys.argv[1]", "sys.argv[-2]")
        loads = loads.replace("sys.argv[1:-1]", "sys.argv[1:-2]")
        files += "ROWS_TO_FILL "
    return "\n".join(dict.fromkeys([*imports.split("\n"), *more.split("\n")])), files, f"{loads}, {filled}"


def _loads(request: dict) -> tuple[str, str, str]:
    """Imports, the words that give the dataset, and what the command line names before OUT."""
    options = request.get("options", {})
    decided = f"Options.from_record({options!r})" if options else "Options()"
    if request.get("sample"):
        return "from synth.reading.samples import load_sample", f"load_sample({request['sample']!r})", ""
    if request.get("schema"):
        asked = f"{request['schema']!r}, {request.get('rows')!r}, {request.get('seed', 0)!r}, {options.get('table')!r}"
        return "from synth.inventing.request import invented", f"invented({asked}).dataset", ""
    if remote := _address(request):
        query = f", query={request['query']!r}" if request.get("query") else ""
        imports = (
            "from synth.reading import Options\nfrom synth.reading.apart.reader import Reader\n"
            "from synth.reading.sources import source"
        )
        return imports, f"source({remote!r}).read(Reader(), {decided}{query}).dataset", ""
    if request.get("paths"):
        return (
            "from synth.reading import Options\nfrom synth.reading.several.many import read_many",
            f"read_many([Path(each) for each in sys.argv[1:-1]], options={decided}).dataset",
            "REAL_TABLE ... ",
        )
    if not options:
        return "from synth.reading import read", "read(Path(sys.argv[1])).dataset", "REAL_TABLE "
    return (
        "from synth.reading import Options, read",
        f"read(Path(sys.argv[1]), options={decided}).dataset",
        "REAL_TABLE ",
    )


def _address(request: dict) -> str | None:
    """What names the source on a command line too; None where it is no such source."""
    if request.get("openml"):
        return f"openml:{request['openml']}"
    return request.get("url") or request.get("database")
