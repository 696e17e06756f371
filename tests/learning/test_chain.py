import numpy as np

from synth.learning.chain import Chain


def test_what_a_rare_value_hangs_on_is_kept_though_no_leaf_could_split_on_it():
    rng = np.random.default_rng(0)
    size = rng.integers(0, 50, 2000)
    rare = ((size >= 48) & (rng.random(2000) < 0.8)).astype(int)
    assert 40 < rare.sum() < 100
    drawn = Chain(100, 1.5, 0.1, frozenset(["size"])).fit({"rare": rare, "size": size}, rng).draw(4000, rng)
    assert drawn["rare"][drawn["size"] >= 48].mean() > 0.5
    assert drawn["rare"][drawn["size"] < 40].mean() < 0.01


def test_columns_are_drawn_from_few_values_to_many_and_nearly_constant_ones_last():
    rng = np.random.default_rng(0)
    codes = {"many": rng.integers(0, 9, 500), "few": rng.integers(0, 2, 500), "rare": (np.arange(500) < 10).astype(int)}
    assert Chain(50, 1.5, 0.1, frozenset()).fit(codes, rng).order_ == ["few", "many", "rare"]
