"""A recipe as a Python script that gives the same rows again."""

from dataclasses import asdict
from pprint import pformat

from synth.recipe import Recipe

_SCRIPT = '''\
"""Makes the synthetic table again, row for row.

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


def script(recipe: Recipe, sample: str | None = None, file: str = "make.py") -> str:
    """The text of a script that takes the real table's file (or loads the sample named) and writes the synthetic one."""
    loads = f"load_sample({sample!r})" if sample else "read(Path(sys.argv[1])).dataset"
    imports = "from synth.reading.samples import load_sample" if sample else "from synth.reading import read"
    body = f"run = RECIPE.run({loads})\nwrite(run.table, Path(sys.argv[{1 if sample else 2}]))"
    return _SCRIPT.format(file=file, usage="" if sample else "REAL_TABLE ", imports=imports, body=body,
                          recipe=pformat(asdict(recipe), sort_dicts=False, width=110))
