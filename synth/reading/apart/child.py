"""`python -m synth.reading.apart.child`: reads files for another process,
each in a fork that cannot take more than its limits.

One request a line on stdin, one answer a line on stdout, both JSON. What is read lies in the folder that the request
names; where standard input ends, so does the process, with all that it does.
"""

import contextlib
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from synth.jobs import process
from synth.jobs.failure import own_words, place, ran_out_of_memory
from synth.reading.limits import PATIENCE, Limits
from synth.reading.result import Locked, ReadError


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it reaches the whole terminal; who asked decides
    _warm()
    for line in iter(sys.stdin.buffer.readline, b""):
        request = json.loads(line)
        answer = _in_a_fork(request)
        if answer.get("full") and not request["many"]:
            answer = _in_a_fork({**request, "from_disk": True})
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _warm() -> None:
    """Reads a small table, so that no fork has to import and prepare again what nearly every file needs."""
    from synth.reading import read
    from synth.reading.apart.handed import save_reading

    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Exception):
        (Path(folder) / "t.csv").write_text("name,day,n,x\nAda Lovelace,2020-01-01,1,0.5\nAlan "
                                            "Turing,2020-01-02,,1.5,\n")
        save_reading(Path(folder), read(Path(folder) / "t.csv"))


def _in_a_fork(request: dict) -> dict:
    """The fork's answer, or how it ended where it gave none."""
    limits = Limits.given()
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _serve(request, limits, theirs)
    os.close(theirs)
    try:
        told = _told(ours, limits.seconds * PATIENCE)
    finally:
        os.close(ours)
        os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    spent = {"seconds": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}
    if told:
        return {**json.loads(told), **spent}
    how = signal.SIGXCPU if told is None else os.WTERMSIG(status) if os.WIFSIGNALED(status) else signal.SIGKILL
    return {**_ended(how, limits, request["called"]), **spent}


def _ended(how: int, limits: Limits, called: str) -> dict:
    """What a reader that fell silent died of. Libraries in Rust and C++ abort where they get no memory."""
    if how == signal.SIGXCPU:
        return {"error": "ReadError", "text": limits.out_of_time(called)}
    if how in (signal.SIGABRT, signal.SIGKILL):
        return _full(limits, called)
    return {"error": "ReadError",
            "text": f"'{called}' broke the program that reads such files ({signal.Signals(how).name}): it is "
            "damaged, or made to do harm. Nothing else was touched; save it again with a program you trust."}


def _full(limits: Limits, called: str) -> dict:
    return {"error": "ReadError", "text": limits.out_of_memory(called), "full": True}


def _told(pipe: int, seconds: float) -> bytes | None:
    """All that comes through the pipe, None where it is not through in time. Raises:
    SystemExit where nobody waits for it."""
    told, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ready = select.select([pipe, 0], [], [], left)[0]
        if pipe in ready:
            if not (part := os.read(pipe, 65536)):
                return told
            told += part
        elif ready:
            raise SystemExit("Nobody waits for the answer any more.")
    return None


def _serve(request: dict, limits: Limits, pipe: int) -> None:
    """Reads under the limits and answers; never returns."""
    answer = None
    try:
        _confine(limits)
        tempfile.tempdir = request["folder"]
        answer = _read(request, Path(request["folder"]))
    except ReadError as error:
        answer = {"error": "Locked" if isinstance(error, Locked) else "ReadError", "text": str(error)}
    except BaseException as error:
        answer = _failed(error, limits, request["called"])
    finally:
        if answer is not None:
            os.write(pipe, json.dumps(answer).encode())
        os._exit(0)


def _confine(limits: Limits) -> None:
    process.confine(limits.memory)
    for limit, most in ((resource.RLIMIT_CPU, int(limits.seconds) + 1), (resource.RLIMIT_FSIZE, limits.unpacked)):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _read(request: dict, folder: Path) -> dict:
    from synth.reading import read
    from synth.reading.apart.handed import save_reading
    from synth.reading.options import Options

    options = Options.from_record(request["options"], request["password"])
    if request.get("from_disk"):
        _insist_on_disk(Path(request["paths"][0]))
    if request["many"]:
        from synth.reading.several.many import read_many

        reading = read_many([Path(path) for path in request["paths"]], request["names"], options)
    else:
        reading = read(Path(request["paths"][0]), (request["names"] or [None])[0], request["target"], options)
    save_reading(folder, reading)
    return {}


def _insist_on_disk(path: Path) -> None:
    """Has a table that did not fit into memory be sampled from disk. Raises: MemoryError where that cannot be done."""
    from synth.reading.large.table import suits
    from synth.reading.source import open_source

    os.environ["LOOKALIKE_LARGE"] = "1e-6"
    if not suits(open_source(path)):
        raise MemoryError


def _failed(error: BaseException, limits: Limits, called: str) -> dict:
    """Our own ValueErrors speak for themselves; what a library says may quote values,
    so only type and place are told."""
    if ran_out_of_memory(error):
        return _full(limits, called)
    if isinstance(error, OSError) and error.filename is None and error.errno is not None:
        return {"error": "ReadError", "text": limits.out_of_disk(called)}
    if told := own_words(error):
        return {"error": "ValueError", "text": told}
    return {"error": "ReadError",
            "text": f"'{called}' could not be read: an unexpected error ({type(error).__name__}) in "
            f"{place(error)}. Save it in another format, as plain CSV or Parquet say, and try again."}


if __name__ == "__main__":
    main()
