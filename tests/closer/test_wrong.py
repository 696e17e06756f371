import json

import numpy as np
import pandas as pd
import pytest

from synth.closer.rule import meets
from synth.closer.wrong import wrong
from synth.dataset import Dataset
from synth.metric import Skip
from synth.progress import Cancelled, quiet
from tests.tables import dataset, people

rng = np.random.default_rng


def staff(rows: int, seed: int, young_women: float = 1.0) -> Dataset:
    """Ages, sexes and hours that know nothing of each other, but that women under 30 are kept by that share."""
    draw = np.random.default_rng(seed)
    age, sex, hours = draw.integers(20, 60, rows), draw.choice(["Female", "Male"], rows), draw.integers(10, 45, rows)
    kept = (draw.random(rows) < young_women) | (age >= 30) | (sex == "Male")
    made = dataset({"age": age, "sex": sex, "hours": hours})
    return made.take(np.flatnonzero(kept))


def test_a_planted_hole_is_found_and_told_in_words():
    found = wrong(staff(4000, 0), None, staff(4000, 1, 0.2), rng(0), quiet)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    worst = found["groups"][0]
    assert worst["words"] == "age below 30 and sex Female"
    assert worst["sentence"].startswith(worst["words"] + ": ") and "times too few" in worst["sentence"]
    # an eighth of real rows, and a fifth of that among 0.9 of the synthetic ones: 0.028 / 0.125 = 0.22
    assert worst["ratio"]["low"] < 0.2 / 0.9 < worst["ratio"]["high"] < 0.35
    assert worst["real"] == pytest.approx(0.125, abs=0.02) and worst["synthetic"] == pytest.approx(0.028, abs=0.01)


def test_the_examples_are_synthetic_rows_of_the_group_and_no_real_ones():
    real, made = staff(4000, 0), staff(4000, 1, 0.2)
    group = wrong(real, None, made, rng(0), quiet)["groups"][0]
    rows = pd.DataFrame(group["examples"])
    assert 0 < len(rows) <= 20 and meets(group["conditions"], made.with_table(rows)).all()
    assert len(rows.merge(made.table)) >= len(rows) and not len(rows.merge(real.table))
    copies = wrong(real, None, real.take(np.flatnonzero(real.table["age"] < 30)), rng(0), quiet)
    assert copies["groups"] and not any(each["examples"] for each in copies["groups"])


def test_levels_of_few_people_are_not_named():
    real = staff(1000, 0)
    odd = np.where(np.arange(len(real)) < 4, "only four", real.table["sex"])
    real = real.with_table(real.table.assign(sex=odd))
    made = real.with_table(real.table.assign(sex=np.where(np.arange(len(real)) < 500, "only four", "Male")))
    found = wrong(real, None, made, rng(0), quiet)
    assert found["groups"]
    for group in found["groups"]:
        assert "only four" not in json.dumps({name: group[name] for name in ("words", "sentence", "conditions")})


def test_a_second_sample_is_hardly_ever_found_wrong():
    """All groups of a table hold together with 95 %: of 20 tables, more than 4 with a false one come up once in 400."""
    false = [bool(wrong(people(600, 2 * i), None, people(600, 2 * i + 1), rng(i), quiet)["groups"]) for i in range(20)]
    assert sum(false) <= 4


def test_values_beyond_all_real_ones_are_a_group():
    real = dataset({"n": [float(i % 100) for i in range(2000)], "c": list("ab") * 1000})
    made = real.with_table(real.table.assign(n=np.where(np.arange(2000) % 10 == 0, 500.0, real.table["n"])))
    worst = wrong(real, None, made, rng(0), quiet)["groups"][0]
    assert worst["words"] == "n 100 or more" and worst["real"] is None and "fewer than 5 real rows" in worst["sentence"]


def test_missing_values_make_groups():
    real = people(2000, 0)
    made = real.with_table(real.table.assign(income=real.table["income"].fillna(1000.0)))
    assert any("income missing" in group["sentence"] and "times too few" in group["sentence"]
               for group in wrong(real, None, made, rng(0), quiet)["groups"])


def test_small_tables_are_refused_and_a_cancel_is_obeyed():
    with pytest.raises(Skip, match="100 rows or more"):
        wrong(people(99, 0), None, people(500, 1), rng(0), quiet)

    def stop(share, note):
        raise Cancelled

    with pytest.raises(Cancelled):
        wrong(people(200, 0), None, people(200, 1), rng(0), stop)
