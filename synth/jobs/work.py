"""What a task is given, and the list of all tasks."""

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from synth.dataset import Dataset
from synth.jobs.catalogue import Catalogue
from synth.jobs.files import load_dataset
from synth.jobs.job import Job
from synth.progress import Progress


@dataclass(frozen=True)
class Work:
    """What a task gets: its job, the folder to write into, its parent's folder, and whom to tell how far it is.

    secret: a password that came with the job, which no file may hold.
    """

    job: Job
    folder: Path
    parent: Path | None
    progress: Progress
    result: dict
    _keep: Callable[[], None]
    secret: str | None = field(default=None, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """For work that starts more jobs; they are looked after as any others."""
        return Catalogue(self.folder.parents[1])

    def add(self, *files: str, **facts) -> None:
        """Files and facts that count once the job has succeeded."""
        self.result["files"] = [*dict.fromkeys([*self.result.get("files", ()), *files])]
        self.result.update(facts)

    def keep(self) -> None:
        """What was added so far counts from now on, even where the rest fails or is cancelled. Raises: Fenced."""
        self._keep()

    def dataset(self) -> Dataset:
        """The table that the parent job read. Raises: ValueError where it did not."""
        if self.parent is None:
            raise ValueError(f"A job of kind '{self.job.kind}' needs a table to work on; choose one first.")
        return load_dataset(self.parent)

    def steered(self) -> Dataset:
        """That table with the kinds, leave_out, target and missing of the request."""
        asked = self.job.request
        return self.dataset().steer(asked.get("kinds"), asked.get("leave_out") or (), asked.get("target"),
                                    asked.get("missing"))


MODULES = ("synth.jobs.tasks", "synth.jobs.calibration", "synth.jobs.racing", "synth.jobs.questions",
           "synth.jobs.matching", "synth.jobs.ruling", "synth.jobs.rippling", "synth.jobs.augmenting",
           "synth.jobs.stressing", "synth.jobs.filling")
"""Where the tasks are."""
_tasks: dict[str, Callable[[Work], None]] = {}


def task(kind: str) -> Callable:
    def registered(do: Callable[[Work], None]) -> Callable[[Work], None]:
        return _tasks.setdefault(kind, do)
    return registered


def extra_modules() -> tuple[str, ...]:
    """LOOKALIKE_TASKS: modules with more tasks, by name, separated by commas."""
    return tuple(filter(None, os.environ.get("LOOKALIKE_TASKS", "").split(",")))


def perform(work: Work) -> None:
    """Does the job. Raises: ValueError for an unknown kind and for what the task finds wrong; Cancelled."""
    for module in (*MODULES, *extra_modules()):
        importlib.import_module(module)
    if work.job.request.get("secret") and work.secret is None:
        work.add(locked=True)
        work.keep()
        raise ValueError("The password was not kept; enter it again.")
    if work.job.kind not in _tasks:
        raise ValueError(f"There is no job of kind '{work.job.kind}'; there are {', '.join(_tasks)}.")
    _tasks[work.job.kind](work)
