"""SDV 2.0 behind one door: what it is given, how it is seeded, watched and stopped, and what comes back."""

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.params import param
from synth.progress import Progress, part
from synth.learning.sdv_columns import Coded
from synth.learning.sdv_epochs import Best, apart, watched
from synth.technique import Technique

TABLE = "table"
LICENCE = "BUSL-1.1 (DataCebo): free to use, but not inside a commercial synthetic-data service for third parties"
DISTRIBUTIONS = ("beta", "norm", "truncnorm", "gamma", "uniform", "gaussian_kde")
BATCH = 50_000


class SDVTechnique(Technique):
    """A technique that an SDV synthesizer does; a subclass says which, in `synthesizer`.

    SDV sees numbers and categories under names of our own (c0, c1 ...), so that it neither guesses personal data from
    a column called 'city' nor meets a dtype it refuses. `Coded` says how a column is
    sent; one with a single value is not sent at all.
    """

    licence = LICENCE
    patience = 0

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.codecs_ = {f"c{i}": Coded(data.table[c.name], c.kind.numeric) for i, c in enumerate(data.columns)}
        self.names_ = dict(zip(self.codecs_, data.names))
        coded = pd.DataFrame()
        for name, codec in self.codecs_.items():
            coded = coded.assign(**codec.encode(name))
        self.synthesizer_ = None
        if not len(coded.columns):
            return
        progress(0.01, "loading SDV")
        with _surroundings(rng):
            self.synthesizer_ = synthesizer = self.synthesizer(_metadata(coded))
            progress(0.05, "preparing the columns")
            # Wide tables make SDV print advice, which has no place on a standard output that may carry JSON.
            with contextlib.redirect_stdout(io.StringIO()):
                prepared = synthesizer.preprocess({TABLE: coded})
            progress(0.1, "fitting the columns")
            learned, held = apart(len(data), self.patience, rng)
            best = Best(prepared[TABLE], held, self.patience, partial(at_once, synthesizer)) if len(held) else None
            with watched(synthesizer, best, part(progress, 0.1, 1.0)):
                synthesizer.fit_processed_data({TABLE: prepared[TABLE].iloc[learned]})
        self.notes_ = [best.told()] if best else []
        progress(1.0, "learned")

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        drawn = pd.DataFrame(index=range(rows))
        if self.synthesizer_ is not None:
            with _surroundings(rng):
                self.synthesizer_.reset_sampling()
                # SDV has no public seed; without this line every first sample would be the same.
                self.synthesizer_._set_random_state(int(rng.integers(2**31)))
                sizes = [min(BATCH, rows - start) for start in range(0, rows, BATCH)]
                drawn = pd.concat([self.synthesizer_.sample(size)[TABLE] for size in sizes], ignore_index=True)
        return pd.DataFrame({self.names_[name]: codec.decode(name, drawn, rng) for name, codec in self.codecs_.items()})

    def synthesizer(self, metadata):
        """The SDV synthesizer with this technique's parameters, not yet fitted."""
        raise NotImplementedError


@dataclass
class SDVNetwork(SDVTechnique):
    """The parameters that SDV's networks share. They run on the CPU, so that the same seed gives the same rows."""

    epochs: int = param(100, low=1, high=5000, fast=2, help="How often the network sees the whole table.")
    batch_size: int = param(500, choices=(50, 100, 200, 500, 1000, 2000), fast=50, help="Rows in each training step.")
    embedding_size: int = param(128, low=2, high=1024, fast=8, help="Length of the random vector a row is made from.")
    layer_size: int = param(256, low=8, high=2048, fast=16, help="Width of each of the two hidden layers.")
    # On adult CTGAN's likeness goes up and down by 0.03 from look to look and gains after pauses of up to 42 epochs.
    patience: int = param(50, low=0, high=5000, help="Epochs without gain on rows held apart until training stops; the "
                          "best epoch's network is used. 0 learns from all rows, to the last epoch.")

    family = "neural"

    def steps(self, rows: int) -> int:
        """Training steps in all."""
        return self.epochs * max(rows // self.batch_size, 1)


@dataclass
class SDVGan(SDVNetwork):
    """The parameters of the two that play a generator against a discriminator."""

    generator_learning_rate: float = param(2e-4, low=1e-6, high=0.1, help="Step size of the generator.")
    discriminator_learning_rate: float = param(2e-4, low=1e-6, high=0.1, help="Step size of the discriminator.")

    def options(self) -> dict:
        """The parameters under the names that SDV gives them."""
        return dict(epochs=self.epochs, batch_size=self.batch_size, embedding_dim=self.embedding_size,
                    generator_dim=(self.layer_size,) * 2, discriminator_dim=(self.layer_size,) * 2,
                    generator_lr=self.generator_learning_rate, discriminator_lr=self.discriminator_learning_rate,
                    enable_gpu=False)


def at_once(synthesizer, rows: int) -> pd.DataFrame:
    """Rows of a synthesizer still in training, coded as those it learns from; always from the same noise."""
    with _surroundings(np.random.default_rng(0)):
        return synthesizer._sample(rows)


def _metadata(coded: pd.DataFrame):
    from sdv.metadata import Metadata

    sdtypes = {name: "numerical" if values.dtype == float else "categorical" for name, values in coded.items()}
    columns = {name: {"sdtype": sdtype} for name, sdtype in sdtypes.items()}
    return Metadata.load_from_dict({"tables": {TABLE: {"columns": columns}}, "relationships": []})


@contextlib.contextmanager
def _surroundings(rng: np.random.Generator) -> Iterator[None]:
    """Seeds numpy and torch from rng and puts their state back; one thread; nothing logged.

    joblib runs in sequence: its own processes outlive a killed job, and threads would race for numpy's global state.
    """
    import joblib
    import torch

    import sdv.single_table  # noqa: F401  (its logger exists once it is imported)

    logging.getLogger("SingleTableSynthesizer").setLevel(logging.CRITICAL)
    states, threads = (np.random.get_state(), torch.get_rng_state()), torch.get_num_threads()
    np.random.seed(int(rng.integers(2**32)))
    torch.manual_seed(int(rng.integers(2**32)))
    torch.set_num_threads(1)
    try:
        with joblib.parallel_config(backend="sequential"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(states[0])
        torch.set_rng_state(states[1])
        torch.set_num_threads(threads)
