"""How networks of our own are trained: seeded, by a plan known beforehand, watched on rows held out, stopped in time.

Imported only by what is itself imported inside functions: torch takes seconds to load.
"""

import contextlib
import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch

from synth.progress import Progress

HELD, MOST = 0.1, 2000
"""Share of rows that are held out, and how many at most."""
FEW = 100
"""Tables with fewer rows hold none out: what some ten rows say is chance."""
SHORT = 20
"""Steps at most for tables that hold no rows out: nothing would tell when rows begin to be remembered."""
CHECKS = 40
"""How often in a full training the held-out rows are looked at."""
WARM = 0.05
"""Share of the steps in which the rate rises."""
SPEED, STEP = 4e10, 3e-3
"""Multiplications with additions a second that a core is taken to do, and seconds that a step takes besides. Turning a
budget of seconds into steps by numbers that never change keeps a promise that a clock would break: the same seed gives
the same rows on every machine."""


@dataclass(frozen=True)
class Plan:
    """steps in all, rows in each, the highest rate, weight decay, and checks without gain until training stops."""

    steps: int
    batch: int
    rate: float
    decay: float
    patience: int


def plan(rows: int, epochs: int, seconds: float, batch: int, work: float, rate: float, patience: int) -> Plan:
    """The plan within both budgets; work: multiplications for one row, forward only."""
    batch = max(min(batch, rows // 8), min(rows, 16))
    steps = max(epochs * rows // batch, 1)
    affordable = max(int(seconds / (STEP + 3 * work * batch / SPEED)), 1)
    few = rows < FEW
    return Plan(min(steps, affordable, SHORT if few else steps), batch, rate, 0.3 if few else 0.01, patience)


@contextlib.contextmanager
def seeded(rng: np.random.Generator) -> Iterator[None]:
    """While it lasts torch draws from a seed of rng, on one thread; its own state and threads are put back."""
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(rng.integers(2**62)))
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)


def train(model: torch.nn.Module, loss: Callable[[torch.nn.Module, torch.Tensor], torch.Tensor], rows: int, plan: Plan,
          progress: Progress) -> torch.nn.Module:
    """A copy of the model with the running average of its weights, as it was when held-out rows fared best.

    loss(model, positions): the mean over the rows at these positions, int64 (batch,). Weights follow AdamW, the rate
    rises and falls as a cosine; progress is told after every step and may end it there.
    Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (2019); Polyak and Juditsky, "Acceleration of
    stochastic approximation by averaging" (1992).
    """
    order = torch.randperm(rows)
    held = min(int(rows * HELD), MOST) if rows >= FEW else 0
    unseen, learned = order[:held], order[held:]
    average = copy.deepcopy(model).requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98))
    best, kept, since, every, begun = float("inf"), None, 0, max(plan.steps // CHECKS, 1), time.monotonic()
    told, batches = "", _batches(learned, plan.batch)
    for step in range(plan.steps):
        optimizer.param_groups[0]["lr"] = plan.rate * _share_of_rate(step / plan.steps)
        optimizer.zero_grad(set_to_none=True)
        value = loss(model, next(batches))
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        _follow(average, model, step, plan.steps)
        if held and (step + 1) % every == 0:
            now = _unseen(average, loss, unseen)
            told, since = f", unseen rows {now:.3g}", since + 1
            if now < best:
                best, kept, since = now, copy.deepcopy(average.state_dict()), 0
        progress((step + 1) / plan.steps, _note(step + 1, plan, len(learned), float(value.detach()), told, begun))
        if since > plan.patience:
            break
    if kept is not None:
        average.load_state_dict(kept)
    return average.eval()


def _batches(rows: torch.Tensor, size: int) -> Iterator[torch.Tensor]:
    """Batches without end, every row once before any comes again."""
    left = rows[:0]
    while True:
        while len(left) < min(size, len(rows)):
            left = torch.cat([left, rows[torch.randperm(len(rows))]])
        yield left[:size]
        left = left[size:]


def _share_of_rate(done: float) -> float:
    return min(done / WARM + 0.01, 1.0) * 0.5 * (1 + np.cos(np.pi * done))


def _follow(average: torch.nn.Module, model: torch.nn.Module, step: int, steps: int) -> None:
    """Moves the average towards the model: it spans about the last twentieth of the steps so far."""
    span = 1 / (1 + 0.05 * min(step, steps / 2))
    torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), span)


@torch.no_grad()
def _unseen(model: torch.nn.Module, loss: Callable, rows: torch.Tensor) -> float:
    """The loss of held-out rows, with the same noise at every check."""
    model.eval()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return float(loss(model, rows))


def _note(step: int, plan: Plan, rows: int, loss: float, told: str, begun: float) -> str:
    """"epoch 3 of 40, loss 1.2, unseen rows 1.3, 12 s left"."""
    left = (time.monotonic() - begun) / step * (plan.steps - step)
    epochs = [int(np.ceil(n * plan.batch / rows)) for n in (step, plan.steps)]
    return f"epoch {epochs[0]} of {epochs[1]}, loss {loss:.3g}{told}, {left:.0f} s left"
