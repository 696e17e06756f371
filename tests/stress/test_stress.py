"""Hard rows among others: how many, where, and that nothing else changes."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.stress import stress
from synth.stress.case import BLOCK
from synth.stress.texts import NOT_IN
from tests.tables import dataset, people


def shop(rows: int) -> Dataset:
    """A key, a text, a moment, a number, a category and a flag, without gaps."""
    at = np.arange(rows)
    return dataset(
        {
            "order": at + 1000,
            "note": [f"note {i}" for i in at],
            "on": pd.Timestamp("2024-01-01") + pd.to_timedelta(at, "D"),
            "price": at / 4,
            "state": np.where(at % 3, "Ohio", "Utah"),
            "gift": at % 2 == 0,
        },
        order="id",
        note="text",
    )


def stressed(data: Dataset, share: float, seed: int = 0):
    return stress(data, share, np.random.default_rng(seed))


def test_as_many_rows_are_hard_as_were_asked_for_and_the_others_are_as_before():
    data = shop(400)
    found = stressed(data, 0.3)
    normal = found.tags.isna()
    assert len(found.data) == 400 and (~normal).sum() == 120 and sum(found.counts.values()) == 120
    before, after = (table[normal].astype(object) for table in (data.table, found.data.table))
    assert before.eq(after).all().all()
    assert list(found.data.table) == data.names and found.data.table["price"].dtype == float


def test_each_tag_says_what_its_row_holds():
    found = stressed(shop(600), 0.4)
    table, tags = found.data.table, found.tags
    assert not found.left_out
    assert (table.loc[tags == "leap day: on", "on"] == pd.Timestamp(2024, 2, 29)).all() and (
        tags == "leap day: on"
    ).any()
    assert (table.loc[tags == "highest value: price", "price"] == 599 / 4).all() and (
        tags == "highest value: price"
    ).any()
    assert (table.loc[tags == "long unicode: note", "note"].str.len() == 4000).all() and (
        tags == "long unicode: note"
    ).any()
    assert (
        not table.loc[tags == "unknown level: state", "state"].isin(["Ohio", "Utah"]).any()
        and (tags == "unknown level: state").any()
    )
    assert table[tags == "row without any value"].isna().all().all() and (tags == "row without any value").any()


def test_keys_stand_twice_where_tagged_and_nowhere_else():
    found = stressed(shop(300), 0.2)
    table, tags = found.data.table, found.tags
    normal = set(table.loc[tags.isna(), "order"])
    again, twice = table[tags == "duplicate key: order"], table[tags == "row twice"]
    assert len(again) and set(again["order"]) <= normal and len(twice)
    assert set(map(tuple, twice.to_numpy())) <= set(map(tuple, table[tags.isna()].to_numpy()))
    rest = table.loc[tags.isna() | ~tags.isin(["duplicate key: order", "row twice"]), "order"].dropna()
    assert rest.is_unique


def test_missing_values_stand_in_blocks_and_types_are_kept_as_near_as_can_be():
    """Of six columns two neighbours are empty, in runs of four rows."""
    found = stressed(shop(400), 0.5)
    rows = np.flatnonzero(found.tags == "missing block")
    assert len(rows) >= BLOCK and (rows[:BLOCK] == np.arange(rows[0], rows[0] + BLOCK)).all()
    gaps = found.data.table.loc[rows].isna()
    assert (gaps.sum(axis=1) == 2).all()
    assert (gaps.iloc[:BLOCK] == gaps.iloc[0]).all().all()
    assert str(found.data.table["order"].dtype) == "Int64" and str(found.data.table["gift"].dtype) == "boolean"
    assert found.data.column("gift").missing > 0


def test_few_rows_hold_some_of_each_and_say_what_found_no_room():
    found = stressed(shop(100), 0.08)
    assert len(found.tags.dropna()) == 8 and {"duplicate key", "missing block"} <= set(found.counts)
    columns = {tag.partition(": ")[2] for tag in found.tags.dropna()}
    assert {"order", "note", "on", "price", "state"} <= columns
    assert found.left_out and not set(found.left_out) & set(found.tags.dropna()) - {"missing block"}


def test_the_same_seed_gives_the_same_rows_and_another_others():
    one, same, other = (stressed(people(200, 0), 0.2, seed) for seed in (1, 1, 2))
    assert one.data.digest == same.data.digest != other.data.digest and one.tags.equals(same.tags)


@pytest.mark.parametrize(
    "columns",
    [
        {"x": [1]},
        {"x": [None, None]},
        {"x": [1.0, 1.0, 1.0]},
        {"x": pd.Categorical(["a", "b"])},
        {"ключ": ["ä", "b"], "stress": [True, False]},
        {"x": pd.to_datetime([None, None])},
    ],
)
def test_odd_tables_keep_their_rows(columns):
    data = dataset(columns)
    for share in (0.3, 1.0):
        found = stressed(data, share)
        assert len(found.data) == len(data) and 1 <= found.tags.notna().sum() <= len(data)
    tagged = stressed(data, 1.0).tagged()
    assert tagged.columns.is_unique and list(tagged)[:-1] == data.names and tagged.iloc[:, -1].notna().all()


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5])
def test_no_share_is_a_sentence(share):
    with pytest.raises(ValueError, match=r"must lie in \(0, 1\], not"):
        stressed(shop(10), share)
    with pytest.raises(ValueError, match="has no rows to put hard cases in"):
        stressed(shop(10).take(np.array([], dtype=int)), 0.5)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx", "jsonl"])
def test_every_format_takes_them_and_gives_them_back(ending, tmp_path):
    from synth.reading import read
    from synth.writing import write

    found = stress(shop(300), 0.5, np.random.default_rng(0), NOT_IN.get(ending, ()))
    assert ("empty text" in found.counts) == (ending != "xlsx")
    path = write(found.tagged(), tmp_path / f"hard.{ending}")[0]
    back = read(path).dataset.table
    for name, values in found.tagged().items():
        assert back[name].isna().tolist() == values.isna().tolist()
        assert back[name].dropna().tolist() == values.dropna().tolist(), name
