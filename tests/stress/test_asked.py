"""Hard rows as a recipe asks for them: what is written has them, what is scored has not."""

import json

import numpy as np
import pytest

from synth.recipe import Recipe
from synth.stress import Asked
from tests.tables import people


def test_the_record_and_back_is_the_same():
    asked = Asked(0.25, True, ("empty text",))
    assert Asked.of(json.loads(json.dumps(asked.record()))) == asked
    assert Asked.of({}) is None and Asked.of({"share": 1}) == Asked(1)


@pytest.mark.parametrize("raw", [{"share": 0}, {"share": True}, {"tags": True}, {"share": 0.5, "seed": 1}, [0.5], 0.5])
def test_what_is_no_record_is_a_sentence_before_anything_is_learned(raw):
    told = []
    with pytest.raises(ValueError, match="stress|share of hard cases"):
        Recipe("shuffle", stress=raw).run(people(60, 0), lambda share, note="": told.append(share))
    assert told == []


def test_the_table_has_the_hard_rows_and_the_synthetic_rows_stay_as_they_were():
    data = people(200, 0)
    plain, hard = (Recipe("shuffle", seed=3, stress=asked) for asked in ({}, {"share": 0.1, "tags": True}))
    one, other = plain.run(data), Recipe.from_json(hard.to_json()).run(data)
    assert one.synthetic.digest == other.synthetic.digest and one.table.equals(one.synthetic.table)
    assert list(other.table) == [*data.names, "stress"] and other.table["stress"].notna().sum() == 20
    assert other.table.equals(hard.run(data).table)
    kept = np.flatnonzero(other.table["stress"].isna())
    before, after = (table.iloc[kept][data.names].astype(object) for table in (one.table, other.table))
    assert (before.eq(after) | (before.isna() & after.isna())).all().all()


def test_hard_rows_keep_the_recipes_rules():
    """Shuffled on its own, income would often lie above three thousand."""
    run = Recipe("shuffle", rules=["income <= 3000"], stress={"share": 0.5, "tags": True}).run(people(200, 0))
    broken = run.table["income"] > 3000
    assert broken.any() and set(run.table.loc[broken, "stress"]) == {"breaks rule: income is at most 3000"}
