"""Hard rows as fixtures of tests: JSON for any language, and a module for pytest."""

import json
import re
from pprint import pformat

import pandas as pd

from synth.stress.case import BREAKS
from synth.stress.stress import Stressed

MOST = 500
"""Rows in a fixture, at most: of each case the first ones."""
_HEAD = '''"""Hard rows of the table {name}, made by Lookalike: all of them synthetic. A test
that takes the fixture `hard_row` runs once for each; a value that is missing is None, a moment is ISO text."""

import pytest

CASES = {cases}


@pytest.fixture(params=CASES, ids=[case["id"] for case in CASES])
def hard_row(request):
    """{{"id", "case", "column", "row"}}: what is hard, about which column (None: the whole row), the row by column."""
    return request.param
'''


def cases_of(stressed: Stressed) -> list[dict]:
    """id (unique, for a test's name), case, column and row of each hard row, and the rule that it breaks on purpose, if
    one: of every tag one before any has two."""
    tags = stressed.tags[stressed.tags.notna()]
    order = tags.groupby(tags).cumcount().sort_values(kind="stable").index[:MOST]
    found, seen = [], {}
    for at in order:
        what, _, column = tags[at].partition(": ")
        stem = re.sub(r"\W+", "-", tags[at]).strip("-").lower()
        seen[stem] = seen.get(stem, 0) + 1
        about = {"column": None, "rule": column} if what == BREAKS else {"column": column or None}
        found.append(
            {
                "id": f"{stem}-{seen[stem]}",
                "case": what,
                **about,
                "row": {name: _plain(value) for name, value in stressed.data.table.loc[at].items()},
            }
        )
    return found


def as_json(stressed: Stressed) -> str:
    about = {
        "table": stressed.data.name,
        "synthetic": True,
        "kinds": {c.name: str(c.kind) for c in stressed.data.columns},
    }
    return json.dumps(about | {"cases": cases_of(stressed)}, ensure_ascii=False, indent=1, allow_nan=False)


def as_pytest(stressed: Stressed) -> str:
    """A Python module without anything of Lookalike's in it."""
    name = repr(stressed.data.name).replace("\\", "").replace('"', "'")
    return _HEAD.format(name=name, cases=pformat(cases_of(stressed), width=130, sort_dicts=False))


def _plain(value: object) -> object:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
