"""MOSTLY AI's autoregressive network, where its engine is installed."""

import importlib.util
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

SIZES = {"small": "MOSTLY_AI/Small", "medium": "MOSTLY_AI/Medium", "large": "MOSTLY_AI/Large"}
INSTALL = ("pip install --no-deps mostlyai-engine==2.7.3 xgrammar, then pip install accelerate datasets json-repair "
           "'psutil<6' peft opacus tokenizers transformers apache-tvm-ffi pydantic; without torchvision and "
           "torchaudio, which break it beside a CPU build of torch.")


@register
class TabularARGN(Technique):
    """Learns each column given those before it, in any order of columns, with one network for all of them.

    It stops where rows held out fare no better. Columns are sent as numbers and labels under names of our own; rare
    labels are replaced by the engine and drawn from the others.

    Source: Tiwald et al., "TabularARGN: a flexible and efficient auto-regressive framework for generating high-fidelity
    synthetic data" (2025), https://arxiv.org/abs/2501.12012; MOSTLY AI's engine 2.7.
    """

    title = "TabularARGN"
    summary = "MOSTLY AI's network draws column after column, each given those before it."
    when = ("For tables of some thousand rows on where minutes do not matter; not for a few hundred rows, "
            "of which it hides most labels as rare.")
    family = "neural"
    licence = "Apache-2.0 (MOSTLY AI); an extra that is installed apart"

    minutes: float = param(30.0, low=0.05, high=600.0,
                           help="How long to train at most, in minutes by the clock. Where this ends "
                           "the training, the same seed need not give the same rows.")
    epochs: int = param(100, low=1, high=10_000, fast=1, help="How often the network sees the whole table at most.")
    size: str = param("medium", choices=tuple(SIZES), help="Size of the network.")

    @classmethod
    def unavailable(cls) -> str:
        found = importlib.util.find_spec("mostlyai") and importlib.util.find_spec("mostlyai.engine")
        return "" if found else f"MOSTLY AI's engine is not installed: {INSTALL}"

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        if why := self.unavailable():
            raise ValueError(why)
        from synth.learning.sdv_columns import Coded

        self.codecs_ = {f"c{i}": Coded(data.table[c.name], c.kind.numeric) for i, c in enumerate(data.columns)}
        self.names_ = dict(zip(self.codecs_, data.names))
        coded = pd.DataFrame({sent: values for name, codec in self.codecs_.items()
                              for sent, values in codec.encode(name).items()})
        self.workspace_ = None
        if len(coded.columns):
            progress(0.01, "loading MOSTLY AI's engine")
            self.workspace_ = TemporaryDirectory(prefix="argn-")
            self._train(coded, rng, progress)

    def _train(self, coded: pd.DataFrame, rng: np.random.Generator, progress: Progress) -> None:
        from mostlyai import engine

        kinds = {name: "TABULAR_NUMERIC_AUTO" if values.dtype.kind == "f" else "TABULAR_CATEGORICAL"
                 for name, values in coded.items()}
        where = {"workspace_dir": self.workspace_.name}
        engine.set_random_state(int(rng.integers(2**31)))
        engine.split(coded, tgt_encoding_types=kinds, **where)
        engine.analyze(**where)
        engine.encode(**where)
        engine.train(model=SIZES[self.size], max_training_time=self.minutes, max_epochs=float(self.epochs),
                     device="cpu", update_progress=_told(part(progress, 0.1, 1.0), "training the network"), **where)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        drawn = pd.DataFrame(index=range(rows)) if self.workspace_ is None else self._generate(rows, rng)
        return pd.DataFrame({self.names_[name]: codec.decode(name, drawn, rng) for name, codec in self.codecs_.items()})

    def _generate(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        from mostlyai import engine

        engine.set_random_state(int(rng.integers(2**31)))
        engine.generate(sample_size=rows, rare_category_replacement_method="SAMPLE", device="cpu",
                        workspace_dir=self.workspace_.name)
        parts = sorted((Path(self.workspace_.name) / "SyntheticData").glob("*.parquet"))
        drawn = pd.concat([pd.read_parquet(each) for each in parts], ignore_index=True).iloc[:rows]
        if drawn.isna().any(axis=None) or (drawn == "_RARE_").any(axis=None):
            raise ValueError("The engine hides what few rows hold, and of a column of this table that is all of it; "
                             "take more rows, leave columns with many rare values out, or choose another technique.")
        return drawn

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        learning = min(60 * self.minutes, 10 + 4e-6 * rows * columns * self.epochs
                       * {"small": 0.5, "medium": 1.0, "large": 3.0}[self.size])
        return 10 + learning + 3e-5 * sampled * columns


def _told(progress: Progress, note: str):
    """The engine's own callback, which it calls at every step, as ours; what ours raises ends the training."""
    def tell(total: int | None = None, completed: int | None = None, advance: int | None = None,
             message: dict | None = None, **more) -> dict:
        progress((completed or 0) / total if total else 0.0, note)
        return {}
    return tell
