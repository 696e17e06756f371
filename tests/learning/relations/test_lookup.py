import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations.lookup import lookups

RNG = np.random.default_rng(0)
START, END = RNG.choice(list("abc"), 1000), RNG.choice(list("stuvwx"), 1000)
MILES = pd.Series([100 * "abc".index(a) + 7 * "stuvwx".index(b) + 50 for a, b in zip(START, END)])


def found(miles: pd.Series):
    table = pd.DataFrame({"start": START, "end": END, "miles": miles})
    return table, lookups(Dataset("made", table, describe(table)), [], np.random.default_rng(0))


def test_a_distance_follows_both_ends():
    table, rule = found(MILES)
    assert rule.relation.column == "miles" and set(rule.relation.by) == {"start", "end"} and rule.column is None
    assert list(rule.relation.undo(table)) == MILES.tolist()


def test_exceptions_are_kept_as_what_is_left_over():
    odd = MILES.where(np.arange(1000) % 100 > 0, MILES + 1)
    table, rule = found(odd)
    assert rule.column.name == "miles (rest)" and rule.values.value_counts().to_dict() == {0: 990, 1: 10}
    assert list(rule.relation.undo(rule.left(Dataset("made", table, describe(table))).table)) == odd.tolist()


def test_numbers_that_only_lean_on_their_sources_are_not_looked_up():
    assert found(MILES + RNG.integers(0, 5, 1000))[1] is None


def test_a_weekday_is_not_given_up_for_the_number_of_the_day_but_a_price_is_for_that_of_a_product():
    number = np.random.default_rng(1).integers(0, 150, 3000)
    price = np.random.default_rng(2).permutation(150)

    def rule(answer):
        table = pd.DataFrame({"number": number, "answer": answer})
        return lookups(Dataset("made", table, describe(table)), [], np.random.default_rng(0))

    assert rule(number % 7) is None
    assert rule(price[number]).relation.column in ("answer", "number")
