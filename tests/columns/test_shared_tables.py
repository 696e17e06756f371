"""Verdicts on real tables, beside the repository, that nobody has shaped for us."""

from pathlib import Path

import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.columns.missing import missing_codes
from synth.dataset import Column

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the shared tables are not at {DATA}")


def described(file: str) -> tuple[pd.DataFrame, dict[str, Column]]:
    table = pd.read_csv(DATA / file, keep_default_na=False, na_values=[""], skipinitialspace=True)
    table = table.astype({name: object for name in table.select_dtypes(["object", "string"])})
    return table, {column.name: column for column in describe(table)}


def test_the_census():
    table, columns = described("adult_trn.csv.gz")
    codes = {
        name: [value for value, _, _ in missing_codes(table[name], column.kind)] for name, column in columns.items()
    }
    assert {name: found for name, found in codes.items() if found} == {
        "workclass": ["?"],
        "occupation": ["?"],
        "native-country": ["?"],
        "capital-gain": ["99999"],
    }
    assert {name for name, column in columns.items() if column.pii or not column.kind.modelled} == set()
    assert columns["income"].order == ("<=50K", ">50K")
    assert (
        columns["education"].order[0] == "Preschool"
        and columns["education"].order[-1] == "Doctorate"
        and len(columns["education"].order) == 16
    )
    assert columns["native-country"].meaning == "country"


def test_the_listings():
    table, columns = described("airbnb.csv.gz")
    assert (columns["latitude"].meaning, columns["longitude"].meaning) == ("latitude", "longitude")
    assert not any(column.pii for column in columns.values())
    assert not any(missing_codes(table[name], column.kind) for name, column in columns.items())


def test_the_purchases():
    _, users = described("users.csv.gz")
    _, purchases = described("purchases.csv.gz")
    assert (
        users["id"].kind == "id" and purchases["users_id"].kind == "id" and purchases["users_id"].meaning == "reference"
    )
