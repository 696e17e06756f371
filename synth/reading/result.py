"""What reading a file gives: the dataset, what was understood of the file, and every repair."""

from dataclasses import dataclass, field

import pandas as pd

from synth.dataset import Dataset

TOLD = 1_000
"""Repairs of one sort that are told one by one; the rest are told as a number."""

LONGEST = 1_000
"""Characters of a repair: names and values can be of any length."""

ORIGINAL = 2_000
"""Characters of a line that are kept to be shown."""


class ReadError(ValueError):
    """A file that cannot be read as a table; the text says what, where and what to do."""


class Locked(ReadError):
    """A file that is protected by a password, which was not given or is not the right one."""


@dataclass(frozen=True)
class Repair:
    """One thing that was changed, or guessed, to get a table.

    line is counted from 1 in the file, None where it is no one line; original is that line as the file has it, "" where
    no choice is offered for it.
    """

    line: int | None
    what: str
    why: str
    original: str = ""


@dataclass(frozen=True)
class Reading:
    """A dataset with how its file was understood (dialect, encoding, sheet ...) and what was repaired.

    tables: the names one can choose from with Options.table, () where there is one only; links: what ties the table to
    others, (table, column, other table, its column); plain: the cells as the file spells them, None where a format has
    no spelling of its own; whole: figures of the whole table where the dataset is a sample of it, None otherwise.
    """

    dataset: Dataset
    format: str
    understood: dict[str, str]
    repairs: tuple[Repair, ...]
    tables: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str, str], ...] = ()
    plain: pd.DataFrame | None = None
    whole: dict | None = None


@dataclass
class Raw:
    """A table on its way: what a format's reader gives, and where it notes what it understood and repaired."""

    format: str
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    understood: dict[str, str] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    tables: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str, str], ...] = ()
    plain: pd.DataFrame | None = None
    whole: dict | None = None

    def tell(self, what: str, why: str, line: int | None = None, original: str = "") -> None:
        self.repairs.append(Repair(line, what if len(what) <= LONGEST else f"{what[:LONGEST - 3]}...", why, original))

    def tell_lines(self, found: list[tuple], why: str) -> None:
        """A repair per line, the first TOLD of them; then one that counts the rest.

        found: (line, what) or (line, what, the line as the file has it).
        """
        for line, what, *original in found[:TOLD]:
            self.tell(what, why, line, *original)
        if len(found) > TOLD:
            self.tell(f"the same at {len(found) - TOLD:,} more lines, the last of them line {found[-1][0]:,}", why)


def shown(text: str, length: int = 60) -> str:
    """The text in quotes, shortened, on one line."""
    flat = " ".join(str(text).split())
    return f"'{flat}'" if len(flat) <= length else f"'{flat[:length - 3]}...'"
