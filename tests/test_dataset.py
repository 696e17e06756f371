from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.dataset import Column, Dataset, Kind
from synth.columns.kinds import describe


@pytest.fixture
def people() -> Dataset:
    table = pd.DataFrame({"age": [20, 30, 40, 50], "city": ["Bonn", None, "Ulm", "Ulm"], "pay": [1.0, 2.0, 3.0, 4.0]})
    return Dataset("people", table, describe(table), "pay")


def test_columns_by_kind(people):
    assert people.names == ["age", "city", "pay"] and people.column("city").missing == 0.25
    assert people.of_kind(Kind.REAL, Kind.CATEGORY) == ["city", "pay"]
    with pytest.raises(ValueError, match="no column 'x'; the columns are"):
        people.column("x")


@pytest.mark.parametrize("change, words", [
    (dict(columns=(Column("a", Kind.REAL), Column("a", Kind.REAL))), "Column names repeat: \\['a'\\]"),
    (dict(columns=(Column("b", Kind.REAL),)), "are not those of the table"),
    (dict(target="z"), "The target 'z' is not a column"),
    (dict(table=pd.DataFrame({"a": [np.inf]})), "Column 'a' holds infinite values")])
def test_what_cannot_be_a_dataset(change, words):
    parts = dict(name="t", table=pd.DataFrame({"a": [1.0]}), columns=(Column("a", Kind.REAL),), target=None) | change
    with pytest.raises(ValueError, match=words):
        Dataset(**parts)


def test_the_digest_follows_the_content(people):
    same = Dataset("other name", people.table.copy(), people.columns, "pay")
    assert same.digest == people.digest
    changed = people.with_table(people.table.assign(age=[20, 30, 40, 51]))
    others = [
        changed,
        people.take(np.array([1, 0, 2, 3])),
        people.steer(target="age"),
        people.steer({"age": "real"}),
        people.only(["age", "city"]),
    ]
    assert len({other.digest for other in [*others, people]}) == 6


def test_steering(people):
    steered = people.steer({"age": "category"}, leave_out=["pay"], target="city")
    assert steered.names == ["age", "city"] and steered.column("age").kind is Kind.CATEGORY and steered.target == "city"
    assert people.names == ["age", "city", "pay"] and people.table.age.dtype == "int64"
    assert people.steer({"age": "real"}).table.age.dtype == "float64"
    with pytest.raises(ValueError, match="Column 'city' holds 'Bonn'"):
        people.steer({"city": "integer"})
    with pytest.raises(ValueError, match="no column 'x'"):
        people.steer(leave_out=["x"])


def test_steering_drops_a_target_that_is_left_out(people):
    assert people.steer(leave_out=["pay"], target="pay").target is None


@given(st.integers(4, 60), st.floats(0, 0.99), st.integers(0, 5))
def test_a_split_loses_nothing(rows, share, seed):
    data = Dataset("n", pd.DataFrame({"x": np.arange(rows)}), (Column("x", Kind.INTEGER),))
    held = round(rows * share)
    if share and (held < 2 or rows - held < 2):
        with pytest.raises(ValueError, match="too few for a holdout"):
            data.split(share, np.random.default_rng(seed))
        return
    train, holdout = data.split(share, np.random.default_rng(seed))
    parts = [part.table.x.tolist() for part in (train, holdout) if part is not None]
    assert sorted(sum(parts, [])) == list(range(rows)) and all(part == sorted(part) for part in parts)
    assert (holdout is None) == (share == 0)


def test_a_share_out_of_bounds(people):
    with pytest.raises(ValueError, match=r"must lie in \[0, 1\), not 1"):
        people.split(1, np.random.default_rng(0))


def test_what_is_known_of_a_column_is_not_part_of_the_digest(people):
    known = tuple(replace(column, confidence=0.5, reason="why", pii_reason="who", meaning="what", order=("a",))
                  for column in people.columns)
    assert Dataset("people", people.table, known, "pay").digest == people.digest


def test_a_kind_chosen_by_hand_is_sure(people):
    column = people.steer({"age": "real"}).column("age")
    assert (column.confidence, column.reason) == (1.0, "chosen by hand")
