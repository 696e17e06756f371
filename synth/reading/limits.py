"""What reading one file may take, from the environment, and the sentences for files that want more."""

import os
from dataclasses import dataclass

from synth.jobs.ledger import at_once
from synth.jobs.process import memory_cap
from synth.reading.result import ReadError

COLUMNS = 20_000
"""Columns at most: each costs a page and a model something, whatever is in it."""
LINE = 2**25
"""Bytes at most in one line of a delimited text."""
ENTRIES = 10_000
"""Files at most in an archive."""
SWOLLEN, RATIO = 2**28, 100
"""A packed file may grow to SWOLLEN bytes as it likes; beyond, to RATIO times its own size: no table packs better."""
SWELLING = 40
"""Times its size that a delimited text may need in memory, and room to spare: 7 where it is clean,
22 where it is mended."""
PATIENCE = 4
"""Seconds on the clock per CPU second: a machine may be busy, or a disk far away."""


class Swollen(ReadError):
    """A file that unpacks to too much: nothing else in it is worth a try."""


@dataclass(frozen=True)
class Limits:
    """memory, unpacked and large are bytes: what a process may hold, what packed files may unpack to on disk, and the
    size from which a file is sampled from disk instead of loaded; seconds are CPU seconds."""

    memory: int
    seconds: float
    unpacked: int
    large: int

    @classmethod
    def given(cls) -> "Limits":
        """LOOKALIKE_MEMORY, LOOKALIKE_UNPACKED, LOOKALIKE_LARGE in GB and LOOKALIKE_READ_SECONDS, else the defaults.

        Raises: ValueError for a setting that is no number above 0.
        """
        memory = memory_cap(at_once())
        return cls(memory, _setting("LOOKALIKE_READ_SECONDS", 900), int(_setting("LOOKALIKE_UNPACKED", 20) * 1e9),
                   int(_setting("LOOKALIKE_LARGE", memory / SWELLING / 1e9) * 1e9))

    def refuse_swollen(self, name: str, size: int, packed: int) -> None:
        """Raises: Swollen where packed bytes unpack to too many; called while unpacking, not after."""
        if size > max(SWOLLEN, RATIO * packed):
            raise Swollen(f"'{name}' has {packed:,} bytes and unpacks to more than {size:,}, as no table "
                          "does; unpack it "
                            "yourself if you trust it.")
        if size > self.unpacked:
            raise Swollen(f"'{name}' unpacks to more than {self.unpacked / 1e9:g} GB; cut it into smaller "
                          "files or raise "
                            "LOOKALIKE_UNPACKED (in GB).")

    def out_of_time(self, name: str) -> str:
        return (f"Reading '{name}' took more than the {self.seconds:g} seconds it may take and was ended. Cut it "
                "into smaller files, save it as Parquet or plain CSV, or raise LOOKALIKE_READ_SECONDS.")

    def out_of_memory(self, name: str) -> str:
        return (f"Reading '{name}' takes more than the {self.memory / 1e9:.1f} GB of memory it may have and was "
                "ended. Take fewer rows or columns, save it as Parquet or plain CSV, or raise "
                "LOOKALIKE_MEMORY (in GB).")

    def out_of_disk(self, name: str) -> str:
        return (f"'{name}' needs more room on disk than there is, or than the {self.unpacked / 1e9:g} GB it may "
                "take; free space, cut the file into smaller ones, or raise LOOKALIKE_UNPACKED (in GB).")


def refuse_wide(columns: int, name: str) -> None:
    """Raises: ReadError for more columns than COLUMNS."""
    if columns > COLUMNS:
        raise ReadError(f"'{name}' has {columns:,} columns and {COLUMNS:,} are the most that can be taken; leave "
                        "some out, or turn it so that they become rows.")


def refuse_endless(data: bytes, name: str) -> None:
    """Raises: ReadError where a delimited text has a line of more than LINE bytes (found from half that on)."""
    for start in range(0, len(data) - LINE // 2 + 1, LINE // 2):
        end = start + LINE // 2
        if data.find(b"\n", start, end) < 0 and data.find(b"\r", start, end) < 0:
            raise ReadError(f"'{name}' has more than {LINE // 2:,} bytes without a line end from byte {start:,} "
                            "on, so it is no table; write one row a line.")


def _setting(name: str, default: float) -> float:
    given = os.environ.get(name)
    try:
        value = float(given) if given else default
    except ValueError:
        value = 0.0
    if not value > 0:
        raise ValueError(f"{name} must be a number above 0, not '{given}'; correct the setting.")
    return value
