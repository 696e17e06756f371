"""Rows are drawn with the chances of their leaf, weighed by their group and by what is wanted."""

import numpy as np
import pytest

from synth.learning import cells
from synth.learning.cells import from_cells

CHANCES = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])
WEIGHTS = np.array([[1.0, 1.0, 1.0], [3.0, 1.0, 1.0]])
LEAF, GROUP = np.repeat([0, 0, 1, 1], 400), np.repeat([0, 1, 0, 1], 400)
DRAWN = [[200, 200, 0], [300, 100, 0], [80, 120, 200], [400 * 0.6 / 1.4, 400 * 0.3 / 1.4, 400 * 0.5 / 1.4]]
"""Rows of each code in each cell: in the second 3 * 0.5 to 0.5, in the last 3 * 0.2 to 0.3 to 0.5."""


def counted(codes) -> np.ndarray:
    return np.array([np.bincount(codes[at:at + 400], minlength=3) for at in range(0, 1600, 400)])


@pytest.mark.parametrize("at_once", [cells.CHANCES, 3])
def test_each_cell_has_its_chances_to_within_a_row_however_many_are_worked_out_at_once(monkeypatch, at_once):
    monkeypatch.setattr(cells, "CHANCES", at_once)
    mixed = np.random.default_rng(0).permutation(1600)
    codes = np.empty(1600, dtype=int)
    drawn, left = from_cells(CHANCES, WEIGHTS, LEAF[mixed], GROUP[mixed], np.random.default_rng(1))
    codes[mixed] = drawn
    assert np.abs(counted(codes) - DRAWN).max() <= 1 and (left == 1).all()


def test_what_is_wanted_is_drawn_and_what_it_takes_is_told():
    """Of even rows code 0 is wanted, of odd ones all but code 1, by a half."""
    wanted, of = np.array([[1.0, 0.0, 0.0], [0.5, 0.0, 0.5]]), np.arange(1600) % 2
    codes, left = from_cells(CHANCES, WEIGHTS, LEAF, GROUP, np.random.default_rng(1), wanted, of)
    assert (codes[of == 0] == 0).all() and (codes[of == 1] != 1).all()
    assert left[[0, 400, 800, 1200]] == pytest.approx([0.5, 0.75, 0.2, 0.6 / 1.4])
    assert left[[1, 401, 801, 1201]] == pytest.approx([0.25, 0.375, 0.35, 0.55 / 1.4])


def test_cells_are_found_alike_by_sorting_and_by_counting():
    cell = np.array([7, 2, 7, 10**7])
    sparse, dense = cells._found(cell, 10**7 + 1), cells._found(cell[:3], 8)
    assert sparse[0].tolist() == [2, 7, 10**7] and sparse[1].tolist() == [1, 0, 1, 2]
    assert dense[0].tolist() == [2, 7] and dense[1].tolist() == [1, 0, 1]


def test_a_row_of_which_nothing_is_wanted_has_no_part_left():
    codes, left = from_cells(CHANCES, WEIGHTS[:1], np.array([0]), np.array([0]), np.random.default_rng(0),
                             np.eye(3)[2:])
    assert left.tolist() == [0.0] and 0 <= codes[0] <= 2
