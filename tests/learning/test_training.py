"""How networks are trained."""

import numpy as np
import pytest
import torch

from synth.learning.training import FEW, SHORT, Plan, plan, seeded, train
from synth.progress import Cancelled, quiet


class Line(torch.nn.Module):
    """One weight, to be found."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1))


def fitted(values: list[float], made: Plan, progress=quiet) -> float:
    table = torch.tensor(values)
    with seeded(np.random.default_rng(0)):
        line = train(Line(), lambda model, rows: ((model.weight - table[rows]) ** 2).mean(), len(values), made,
                     progress)
    return float(line.weight.detach())


def test_the_least_squares_line_is_found():
    assert fitted([2.0, 4.0] * 100, Plan(400, 32, 0.1, 0.0, 100)) == pytest.approx(3.0, abs=0.1)


def test_steps_keep_within_epochs_and_seconds_and_small_tables_get_few():
    assert plan(1000, 2, 1e9, 100, 1.0, 0.1, 5).steps == 20
    short, long = (plan(1000, 10**6, seconds, 100, 1e6, 0.1, 5).steps for seconds in (1.0, 10.0))
    assert 10 < short and long == pytest.approx(10 * short, rel=0.1)
    assert plan(FEW - 1, 10**6, 1e9, 100, 1.0, 0.1, 5).steps == SHORT
    assert plan(FEW - 1, 1, 1, 100, 1.0, 0.1, 5).decay > plan(FEW, 1, 1, 100, 1.0, 0.1, 5).decay


def test_training_stops_where_held_out_rows_gain_no_more():
    told = []
    fitted([1.0, -1.0] * 100, Plan(4000, 32, 0.1, 0.0, 3), lambda share, note: told.append(note))
    assert len(told) < 4000 and "unseen rows" in told[-1] and told[-1].endswith(" s left")


def test_it_ends_at_any_step_that_progress_says():
    def stop(share, note):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        fitted([1.0] * 200, Plan(10, 32, 0.1, 0.0, 3), stop)


def test_the_state_and_the_threads_of_torch_are_put_back():
    state, threads = torch.get_rng_state(), torch.get_num_threads()
    with seeded(np.random.default_rng(0)):
        first = torch.rand(3)
        assert torch.get_num_threads() == 1
    assert torch.equal(torch.get_rng_state(), state) and torch.get_num_threads() == threads
    with seeded(np.random.default_rng(0)):
        assert torch.equal(torch.rand(3), first)
