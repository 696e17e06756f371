"""Parts of a table that lie farther off than unseen rows do are found, and no others."""

import numpy as np

from synth.benchmarks.nearer import parts
from tests.tables import dataset

RNG = np.random.default_rng


def found(train, holdout, synthetic) -> dict:
    tables = [dataset({"level": ["a"] * len(next(iter(each.values())))} | each) for each in (train, holdout, synthetic)]
    return {part.names: part for part in parts(*tables, "level", RNG(0))}


def test_distances_are_total_variation_from_the_rows_learned_from():
    """Half are cooks; of those held out 60 of 100 are, of synthetic ones all: 0.1 and 0.5 away."""
    part = found(*({"job": ["cook"] * cooks + ["clerk"] * (100 - cooks)} for cooks in (50, 60, 100)))[("job",)]
    assert (round(part.held, 9), round(part.made, 9), round(part.farther, 9)) == (0.1, 0.5, 0.4)
    assert part.low < 0.4 < part.high and part.clearly


def test_as_many_rows_are_held_against_those_learned_from_of_either():
    """Ten of a thousand synthetic rows lie about as far off as the ten held out do."""
    draw = RNG(1)
    part = found(*({"x": draw.integers(0, 10, rows)} for rows in (2000, 20, 2000)))[("x",)]
    assert abs(part.made - part.held) < 0.3 and part.made > 0.1 and not part.clearly


def test_a_tie_that_is_lost_is_found_though_its_columns_are_right():
    def tied(seed: int) -> dict:
        x, other = RNG(seed).integers(0, 4, 1500), RNG(seed + 9).integers(0, 3, 1500)
        return {"x": x, "y": (x + RNG(seed + 5).integers(0, 2, 1500)) % 4, "other": other}

    lost = tied(2) | {"y": RNG(7).permutation(tied(2)["y"])}
    assert [names for names, part in found(tied(0), tied(1), lost).items() if part.clearly] == [("x", "y")]
    assert not any(part.clearly for part in found(tied(0), tied(1), tied(2)).values())


def test_one_and_the_same_table_is_not_farther_than_itself():
    same = {"x": list(range(10)) * 20}
    part = found(same, same, same)[("x",)]
    assert part.made == part.held == 0 and not part.clearly
