"""What the network itself must obey."""

import numpy as np
import pytest
import torch

from synth.learning.training import seeded
from synth.learning.transformer import RowGPT, _pick

SHARES = [np.array([0.25, 0.75]), np.array([0.1, 0.2, 0.7]), np.array([0.5, 0.5])]


def network() -> RowGPT:
    with seeded(np.random.default_rng(0)):
        made = RowGPT(SHARES, [False, True, False], 16, 2, 4)
        for weight in made.parameters():  # not as it starts: nothing would flow through the layers
            weight.data += 0.3 * torch.randn(weight.shape)
    return made


def test_untrained_it_knows_the_shares_of_each_column():
    with seeded(np.random.default_rng(0)):
        loss = RowGPT(SHARES, [False, True, False], 16, 2, 4).loss(torch.tensor([[1, 2, 0]] * 8)).item()
    assert loss == pytest.approx(-np.log(0.75) - np.log(0.7) - np.log(0.5), abs=0.1)


def test_a_token_is_foretold_by_those_before_it_only():
    made = network()
    every = torch.cartesian_prod(*(torch.arange(len(share)) for share in SHARES))
    total = sum(np.exp(-made.loss(row[None]).item()) for row in every)
    assert total == pytest.approx(1.0, abs=1e-4)  # so only if no token sees itself or what follows


def test_rows_are_drawn_as_likely_as_they_are_learned():
    made = network()
    with seeded(np.random.default_rng(1)):
        drawn = made.draw(20_000, 1.0)
    for row in ([1, 2, 0], [0, 1, 1], [1, 0, 1]):
        likely = np.exp(-made.loss(torch.tensor([row])).item())
        assert (drawn == row).all(1).mean() == pytest.approx(likely, abs=0.012)


def test_levels_spread_evenly_pick_each_code_as_often_as_its_share():
    with seeded(np.random.default_rng(0)):
        picked = _pick(torch.tensor([[0.2, 0.5, 0.3]]).expand(100, 3))
    assert np.bincount(picked.numpy()).tolist() == pytest.approx([20, 50, 30], abs=1)
