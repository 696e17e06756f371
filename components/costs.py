"""What runs on a dataset would take, by all that was seen on this machine."""

from dataclasses import dataclass

import streamlit as st

from components.settings import shape_of
from components.state import catalogue
from components.text import escape_markdown
from synth.estimating.estimate import Estimate, estimate
from synth.estimating.observation import SCORES, Observation
from synth.estimating.wording import beyond, cost, time_range
from synth.jobs.catalogue import Job
from synth.jobs.ledger import at_once
from synth.jobs.measured import Measured
from synth.jobs.process import memory_cap
from synth.technique import shelf


@dataclass(frozen=True)
class Costs:
    """rows and modelled columns of a dataset, and the runs seen on this machine."""

    rows: int
    columns: int
    seen: tuple[Observation, ...]

    def of(self, technique: str, params: dict | None = None, count: int | None = None,
           holdout: float | None = None) -> Estimate:
        """Of one run: count rows drawn, by default as many as are learned;
        holdout is the technique's own share unless given."""
        learned = self._learned(shelf()[technique].holdout if holdout is None else holdout)
        return estimate(technique, params or {}, learned, self.columns, count or learned, self.seen)

    def of_scores(self, count: int, holdout: float) -> Estimate:
        """Of measuring that many rows."""
        return estimate(SCORES, {}, self._learned(holdout), self.columns, count, self.seen)

    def _learned(self, holdout: float) -> int:
        return max(round(self.rows * (1 - holdout)), 1)


def costs_of(data: Job) -> Costs:
    """To be asked for once a rerun."""
    return Costs(*shape_of(data), tuple(Measured(catalogue().database).seen()))


def cost_line(of: Estimate, scores: Estimate | None = None) -> str:
    """As in "About 20 to 40 s of work and 600 MB, then about 5 s for the scores"."""
    line = cost(of) + (f", then {time_range(scores.low, scores.high)} for the scores" if scores else "")
    return escape_markdown(line[:1].upper() + line[1:])


def warn_of_memory(of: Estimate) -> None:
    """Before a start that would end in "out of memory"."""
    if why := beyond(of, memory_cap(at_once())):
        st.warning(escape_markdown(why), icon=":material/memory:")
