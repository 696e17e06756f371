import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.learning.chain import Chain
from synth.learning.encoding import codec
from synth.learning.regression import scores


def test_what_a_rare_value_hangs_on_is_kept_though_no_leaf_could_split_on_it():
    rng = np.random.default_rng(0)
    size = rng.integers(0, 50, 2000)
    rare = ((size >= 48) & (rng.random(2000) < 0.8)).astype(int)
    assert 40 < rare.sum() < 100
    drawn, _ = Chain(100, 1.5, 0.1, frozenset(["size"])).fit({"rare": rare, "size": size}, rng).draw(4000, rng)
    assert drawn["rare"][drawn["size"] >= 48].mean() > 0.5
    assert drawn["rare"][drawn["size"] < 40].mean() < 0.01


def test_columns_are_drawn_from_few_values_to_many_and_nearly_constant_ones_last():
    rng = np.random.default_rng(0)
    codes = {"many": rng.integers(0, 9, 500), "few": rng.integers(0, 2, 500), "rare": (np.arange(500) < 10).astype(int)}
    assert Chain(50, 1.5, 0.1, frozenset()).fit(codes, rng).order_ == ["few", "many", "rare"]


def test_a_number_along_a_line_comes_with_its_values_which_agree_with_its_codes():
    rng = np.random.default_rng(0)
    left = rng.normal(size=2000)
    table = pd.DataFrame({"left": left, "right": 3 * left + 0.1 * rng.normal(size=2000), "side": left > 0})
    codecs = {each.name: codec(table[each.name], each) for each in describe(table)}
    numbers = {name: codecs[name] for name in ("left", "right")}
    codes = {name: made.codes(table[name]) for name, made in codecs.items()}
    scored = {name: scores(made.levels(table[name])) for name, made in numbers.items()}
    chain = Chain(100, 1.0, 0.1, frozenset(numbers), numbers).fit(codes, rng, scored=scored)
    drawn, values = chain.draw(1000, rng)
    assert len(chain.along_) == 1 and set(values) == {"left", "right"}
    assert (numbers["right"].codes(pd.Series(values["right"])) == drawn["right"]).all()
    assert np.std(values["right"] - 3 * values["left"]) < 0.2
    none = Chain(100, 1.0, 0.1, frozenset(numbers), numbers, frozenset()).fit(codes, rng, scored=scored)
    assert none.along_ == frozenset()


def test_a_value_that_was_not_learned_takes_the_nearest_code_that_was():
    table = pd.DataFrame({"left": np.random.default_rng(0).normal(size=2000)})
    table["right"] = 3 * table["left"] + 0.1 * np.random.default_rng(1).normal(size=2000)
    codecs = {each.name: codec(table[each.name], each) for each in describe(table)}
    low = {name: made.codes(table[name]) <= 60 for name, made in codecs.items()}
    part = table[low["left"] & low["right"]]
    codes = {name: made.codes(part[name]) for name, made in codecs.items()}
    scored = {name: scores(made.levels(part[name])) for name, made in codecs.items()}
    chain = Chain(100, 1.0, 0.1, frozenset(codecs), codecs).fit(codes, np.random.default_rng(2), scored=scored)
    drawn, values = chain.draw(3000, np.random.default_rng(3))
    name = next(iter(chain.along_))
    assert codecs[name].codes(pd.Series(values[name])).max() > codes[name].max() == drawn[name].max()
