"""What is made keeps rules: put right, drawn anew within bounds, or refused in a sentence."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import parse
from synth.dataset import Column, Dataset, Kind
from synth.rules import on
from synth.rules.enforcing import kept
from synth.technique import make
from tests.tables import dataset

REAL = dataset({"a": [1, 2, 3, 4] * 10, "b": [4, 5, 6, 7] * 10, "s": [5, 7, 9, 11] * 10})


def uniform(count: int, rng: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(
        {"a": rng.integers(1, 9, count), "b": rng.integers(1, 9, count), "s": rng.integers(2, 17, count)}
    )


def test_rows_that_break_no_rule_are_left_as_they_were_drawn():
    rules = on(["a <= 9 or b > 9"], REAL)
    pd.testing.assert_frame_equal(
        kept(uniform, 50, np.random.default_rng(1), rules), uniform(50, np.random.default_rng(1))
    )


def test_rows_that_cannot_be_put_right_are_drawn_anew_and_sums_follow():
    rules = on(["s == a + b", "a < b", "s <= 12 or a == 5"], REAL)
    table = kept(uniform, 400, np.random.default_rng(1), rules)
    assert len(table) == 400 and (table["s"] == table["a"] + table["b"]).all() and (table["a"] < table["b"]).all()
    assert ((table["s"] <= 12) | (table["a"] == 5)).all() and list(table.index) == list(range(400))


def test_a_condition_still_holds_after_rows_were_put_right():
    def under(count, rng):
        table = uniform(count, rng)
        return table.assign(s=7)  # every row meets the condition as it is drawn

    table = kept(under, 100, np.random.default_rng(1), on(["s == a + b"], REAL), parse("s == 7"))
    assert (table["a"] + table["b"] == 7).all() and len(table) == 100


def test_unique_holds_across_all_draws():
    table = kept(uniform, 60, np.random.default_rng(1), on(["unique(a, b)"], REAL))
    assert len(table) == 60 and not table.duplicated(["a", "b"]).any()  # of 64 pairs there are


@pytest.mark.parametrize("rule, rows", [("unique(a, b)", 65), ("a + b > 90", 10)])
def test_what_cannot_be_kept_ends_in_a_sentence_that_names_the_rule(rule, rows):
    with pytest.raises(ValueError, match="too few to make") as caught:
        kept(uniform, rows, np.random.default_rng(1), on([rule], REAL))
    assert ("no two rows" in str(caught.value)) or ("a + b is above 90" in str(caught.value))


def test_where_rows_cost_few_are_drawn():
    asked = []

    def dear(count, rng):
        asked.append(count)
        return uniform(count, rng)

    with pytest.raises(ValueError, match="a \\+ b is above 90"):
        kept(dear, 10, np.random.default_rng(1), on(["a + b > 90"], REAL), dear=True)
    assert sum(asked) <= 200


def orders() -> Dataset:
    rng = np.random.default_rng(4)
    table = pd.DataFrame(
        {
            "code": [f"AB-{i:03d}" for i in range(0, 400, 2)],
            "old": rng.choice([f"x{i}" for i in range(90)], 200),
            "n": rng.integers(0, 9, 200),
        }
    )
    kinds = (Kind.ID, Kind.ID, Kind.INTEGER)
    return Dataset("orders", table, tuple(Column(name, kind) for name, kind in zip(table, kinds)))


def test_made_up_ids_keep_forms_and_do_not_repeat():
    data = orders()
    technique = make("shuffle").fit(data, np.random.default_rng(0))
    rules = on(["unique(old)", "unique(code)", r'format(code, "AB-\d{3}")', r'format(code, "AB-\d\d[0-4]")'], data)
    table = technique.sample(60, np.random.default_rng(1), rules=rules)
    assert table["old"].is_unique and table["code"].is_unique and table["code"].str.fullmatch(r"AB-\d\d[0-4]").all()
    assert not set(table["code"]) & set(data.table["code"])


def test_a_form_that_made_up_values_never_have_is_refused():
    data = orders()
    technique = make("shuffle").fit(data, np.random.default_rng(0))
    with pytest.raises(ValueError, match="made up for 'code'"):
        technique.sample(20, np.random.default_rng(1), rules=on([r'format(code, "[a-z]{9}")'], data))
