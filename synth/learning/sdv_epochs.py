"""The training loops of SDV's networks, epoch by epoch: told of, stopped in time, put back to the best epoch.

ctgan offers no callback; the place of its progress bar is taken for the time of a fit.
"""

import contextlib
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.progress import Progress

HELD, MOST, FEW = 0.1, 2000, 100
"""Share of rows held apart, how many at most, and the rows under which none are: what ten rows say is chance."""
LOOKS = 50
"""How often in a full training the rows drawn are held against those held apart."""


@contextlib.contextmanager
def watched(synthesizer, best: "Best | None", progress: Progress) -> Iterator[None]:
    """While it lasts, each epoch of ctgan's two training loops reports, and ends the training where best says so.

    What progress raises goes through the loop, so a cancel ends it after the epoch at hand. Once the loop ends, the
    network is as best remembers it.
    """
    import ctgan.synthesizers.ctgan as gan
    import ctgan.synthesizers.tvae as vae

    class Epochs:
        def __init__(self, epochs, **_):
            self.epochs = len(epochs)

        def __iter__(self):
            progress(0.0, f"epoch 0 of {self.epochs}")
            for epoch in range(self.epochs):
                yield epoch
                told = best.look(synthesizer._model, epoch + 1, self.epochs) if best else ""
                progress((epoch + 1) / self.epochs,
                         f"epoch {epoch + 1} of {self.epochs}, {_losses(synthesizer._model.loss_values)}{told}")
                if best and best.over:
                    break
            if best:
                best.restore(synthesizer._model)

    bars = gan.tqdm, vae.tqdm
    gan.tqdm = vae.tqdm = Epochs
    try:
        yield
    finally:
        gan.tqdm, vae.tqdm = bars


class Best:
    """The state of a network at the epoch whose rows were most like rows held apart, and when to stop looking.

    rows are all there are, numbers and labels as SDV's networks take them; held, the positions of those not learned.
    Likeness is 1 - total variation on deciles, over columns and pairs (`measuring.similarity`). draw(n) gives n rows,
    from the same noise each time: from look to look only the network differs.
    Source: Prechelt, "Early stopping - but when?", Neural Networks: Tricks of the Trade (1998).
    """

    def __init__(self, rows: pd.DataFrame, held: np.ndarray, patience: int, draw: Callable[[int], pd.DataFrame]):
        kinds = {name: Kind.REAL if values.dtype.kind == "f" else Kind.CATEGORY for name, values in rows.items()}
        apart = rows.iloc[held].reset_index(drop=True)
        self.held = Dataset("held", apart, tuple(Column(name, kind) for name, kind in kinds.items()))
        self.numbers = {name: (values.min(), values.max(), bool((values % 1 == 0).all()))
                        for name, values in rows.items() if kinds[name] is Kind.REAL}
        self.patience, self.draw = patience, draw
        self.score, self.epoch, self.last, self.epochs, self.state = -np.inf, 0, 0, 0, None

    def look(self, model, epoch: int, epochs: int) -> str:
        """What is seen at the end of an epoch, counted from 1: ", 0.83 like unseen rows"; "" where it does not look."""
        self.last, self.epochs = epoch, epochs
        if epoch % max(epochs // LOOKS, 1) and epoch < epochs:
            return ""
        score = self.likeness()
        if score > self.score:
            state = _network(model).state_dict()
            self.score, self.epoch, self.state = score, epoch, {name: each.clone() for name, each in state.items()}
        return f", {score:.3f} like unseen rows"

    def likeness(self) -> float:
        """How alike the rows that the network draws now are to those held apart, in 0..1."""
        from synth.measuring.similarity import Deciles, average, pairs_of

        drawn = self.draw(len(self.held))
        # As `sdv_columns.Numbers` reads them: without it no number would fall on a frequent value, such as 0.
        for name, (low, high, whole) in self.numbers.items():
            within = drawn[name].clip(low, high)
            drawn[name] = within.round() if whole else within
        tables = Deciles(self.held, self.held.with_table(drawn))
        parts = [average(tables.column(name) for name in tables.names)]
        if pairs := pairs_of(tables.names):
            parts.append(average(tables.pair(*pair) for pair in pairs))
        return average(parts).value

    @property
    def over(self) -> bool:
        return self.last - self.epoch >= self.patience

    def restore(self, model) -> None:
        if self.state is not None:
            _network(model).load_state_dict(self.state)

    def told(self) -> str:
        """What became of the training, as a sentence."""
        early = self.last < self.epochs
        ended = f"stopped after epoch {self.last} of {self.epochs}" if early else f"ran all {self.epochs} epochs"
        return (f"Training {ended}; the network of epoch {self.epoch} is used, whose rows were most like "
                f"{len(self.held):,} real ones held apart ({self.score:.1%} on columns and pairs).")


def apart(rows: int, patience: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the rows to learn and of those held apart, each in order; none without patience or of few rows."""
    held = min(round(rows * HELD), MOST) if patience and rows >= FEW else 0
    order = rng.permutation(rows) if held else np.arange(rows)
    return np.sort(order[held:]), np.sort(order[:held])


def _network(model):
    """What draws the rows: CTGAN's generator, TVAE's decoder."""
    return model._generator if hasattr(model, "_generator") else model.decoder


def _losses(values: pd.DataFrame) -> str:
    """"generator loss -0.53, discriminator loss 0.12", or "loss 4.20" as the mean over the last epoch."""
    last = values[values["Epoch"] == values["Epoch"].max()].dropna(axis=1)
    return ", ".join(f"{name.lower()} {last[name].mean():.3g}" for name in last if name.endswith("Loss"))
