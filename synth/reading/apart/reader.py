"""Files read in a process of their own, which cannot take more memory, time or disk than it may, nor harm this one."""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from synth.jobs.executor import ENVIRONMENT, ROOT
from synth.progress import Progress, quiet
from synth.reading import result
from synth.reading.apart.handed import load_reading
from synth.reading.options import Options
from synth.reading.result import Reading, ReadError

LOOK = 0.1
"""Seconds between two looks at whether the reading shall be cancelled."""
ENDING = 5
"""Seconds that the process gets to end by itself."""


class Reader:
    """Reads one file after another apart; started with the first, ended by `close` or at the end of a `with`.

    Whatever a file does to the process that reads it, it becomes a ReadError here, and the next file finds a sound one.
    folder: where what is read is put down meanwhile. seconds, peak: CPU seconds and bytes resident that the last file
    took.
    """

    def __init__(self, folder: Path | None = None):
        self.folder = folder
        self.seconds, self.peak = 0.0, 0
        self._child: subprocess.Popen | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why) -> None:
        self.close()

    def read(self, path: Path, name: str | None = None, target: str | None = None, options: Options = Options(),
             progress: Progress = quiet) -> Reading:
        """As synth.reading.read. Raises: as that does; ReadError also where it takes too much; what progress raises."""
        asked = {"paths": [str(Path(path).absolute())], "names": [name], "target": target, "many": False}
        return self._ask(asked, Path(path).name, options, progress)

    def read_many(self, paths: Sequence[Path], names: Sequence[str] | None = None, options: Options = Options(),
                  progress: Progress = quiet) -> Reading:
        """As synth.reading.several.many.read_many. Raises: as `read`."""
        asked = {"paths": [str(Path(path).absolute()) for path in paths], "names": names and list(names),
                 "target": None, "many": True}
        return self._ask(asked, ", ".join(Path(path).name for path in paths[:3]), options, progress)

    def close(self) -> None:
        """Ends the process, and with it what it reads."""
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
            try:
                child.wait(ENDING)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            child.stdout.close()

    def _ask(self, asked: dict, called: str, options: Options, progress: Progress) -> Reading:
        with tempfile.TemporaryDirectory(prefix="reading-", dir=self.folder) as folder:
            answer = self._answer({**asked, "called": called, "folder": folder, "options": options.to_record(),
                                   "password": options.password}, progress)
            self.seconds, self.peak = answer.get("seconds", 0.0), answer.get("peak", 0)
            if "error" in answer:
                raise getattr(result, answer["error"], ValueError)(answer["text"])
            return load_reading(Path(folder))

    def _answer(self, request: dict, progress: Progress) -> dict:
        if self._child is None or self._child.poll() is not None:
            self._child = _taken() or _start()
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
            while not select.select([self._child.stdout], [], [], LOOK)[0]:
                progress(0.0)
            line = self._child.stdout.readline()
        except BaseException as error:
            self.close()
            if not isinstance(error, OSError):
                raise
            line = b""
        if not line:
            self.close()
            raise ReadError(f"'{request['called']}' could not be read: the process that reads files ended. Try again.")
        return json.loads(line)


def read_apart(path: Path, name: str | None = None, target: str | None = None, options: Options = Options(),
               progress: Progress = quiet, folder: Path | None = None) -> Reading:
    """One file, by a Reader of its own. Raises: as Reader.read."""
    with Reader(folder) as reader:
        return reader.read(path, name, target, options, progress)


def warm() -> None:
    """Starts the process of the next Reader now, so that its first file need not wait for it; it ends with this one."""
    if not _warm:
        _warm.append(_start())


def cool() -> None:
    """Ends a process that was started in vain."""
    if (spare := _taken()) is not None:
        spare.kill()
        spare.communicate()


_warm: list[subprocess.Popen] = []


def _taken() -> subprocess.Popen | None:
    """The process that was started beforehand, once, if it lives."""
    spare = _warm.pop() if _warm else None
    return spare if spare is not None and spare.poll() is None else None


def _start() -> subprocess.Popen:
    """Standard error is not kept: what libraries say there may quote values."""
    return subprocess.Popen([sys.executable, "-m", "synth.reading.apart.child"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, cwd=ROOT, env={**os.environ, **ENVIRONMENT})
