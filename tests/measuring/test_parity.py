import numpy as np
import pytest

from synth.measuring.parity import ODDS, PARITY, gap, parity, tallied


def test_figures_of_decisions_by_hand():
    group, truth = np.repeat([0, 1], 8), np.tile([True, True, True, True, False, False, False, False], 2)
    one = np.array(
        [1, 1, 1, 1, 0, 0, 0, 0] + [1, 1, 0, 0, 0, 0, 0, 0], bool
    )  # yes to 1/2 and 1/4; of those with it to 1 and 1/2
    two = np.array(
        [1, 1, 1, 0, 0, 0, 0, 0] + [1, 1, 1, 1, 1, 1, 0, 0], bool
    )  # yes to 3/8 and 3/4; without it to 0 and 1/2
    counts = tallied(group, truth, one, two)
    for figure, expected in ((PARITY, (0.25, 0.375)), (ODDS, (0.5, 0.5))):
        for model in (0, 1):
            assert parity(figure, counts, model) == pytest.approx(expected[model])
            assert gap(figure, counts[None], model) == pytest.approx([expected[model]])


def test_a_group_without_rows_in_a_draw_does_not_count():
    counts = np.zeros((1, 3, 2, 2, 2))
    counts[0, 0, 0, 1, 1] = counts[0, 1, 1, 1, 1] = 4
    assert gap(PARITY, counts, 0) == pytest.approx([0.0])
