"""Tasks that only tests have: ones that listen, do not listen, die, or want too much."""

import os
import re
import signal
import time
from pathlib import Path

from synth.atomic import beside
from synth.jobs.work import Work, task


@task("quick")
def quick(work: Work) -> None:
    work.progress(0.5, "half way")
    with beside(work.folder / "out.txt") as file:
        file.write_text(work.job.request.get("text", "done"), encoding="utf-8")
    work.add("out.txt", answer=42)


@task("listening")
def listening(work: Work) -> None:
    (work.folder / "half.tmp").write_text("half")
    for i in range(600):
        work.progress(i / 600, f"step {i}")
        time.sleep(0.05)
    quick(work)


@task("waits_for_file")
def waits_for_file(work: Work) -> None:
    """Goes on as soon as the folder holds a file 'go'."""
    (work.folder / "half.tmp").write_text("half")
    for i in range(1200):
        work.progress(min(i / 1200, 0.9), "waiting for the file")
        if (work.folder / "go").exists():
            return quick(work)
        time.sleep(0.05)


@task("deaf")
def deaf(work: Work) -> None:
    """Hears neither progress nor SIGTERM, with a child that hears as little."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = os.fork()
    (work.folder / "half.tmp").write_text("half")
    if child:
        Path(work.job.request["pids"]).write_text(f"{os.getpid()} {child}")
    while True:
        time.sleep(0.2)


@task("deaf_to_all")
def deaf_to_all(work: Work) -> None:
    """Holds the GIL for good, as a long call into C may: no thread of this process runs any more."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (work.folder / "half.tmp").write_text("half")
    Path(work.job.request["pids"]).write_text(str(os.getpid()))
    re.match(r"(a+)+$", "a" * 60 + "b")


@task("keeps")
def keeps(work: Work) -> None:
    quick(work)
    work.keep()
    (work.folder / "half.tmp").write_text("half")
    what = work.job.request["then"]
    if what == "fail":
        raise ValueError("The second half went wrong.")
    if what == "wait":
        return listening(work)
    os.kill(os.getpid(), signal.SIGKILL)


@task("greedy")
def greedy(work: Work) -> None:
    """Takes memory bit by bit, or all at once."""
    taken = []
    while True:
        taken.append(bytearray(os.urandom(1 << 20)) * (20 if work.job.request["slowly"] else 100_000))
        time.sleep(0.01)


@task("wrong")
def wrong(work: Work) -> None:
    secret = "John Doe"
    if work.job.request["how"] == "ours":
        raise ValueError("Column 'age' holds no values; drop it or fill it.")
    if work.job.request["how"] == "library":
        float(secret)
    raise RuntimeError(f"could not handle {secret}")


@task("writes")
def writes(work: Work) -> None:
    with beside(work.folder / "big.bin") as file:
        file.write_bytes(b"x" * work.job.request["bytes"])
    work.add("big.bin")


@task("whispered")
def whispered(work: Work) -> None:
    """Tells the secret's length, and where in this process others could see it; then fails if asked to."""
    secret = work.secret or ""
    seen = [place for place in ("cmdline", "environ") if secret
            and secret.encode() in Path(f"/proc/self/{place}").read_bytes()]
    (work.folder / "half.tmp").write_text("half")
    while not (work.folder / "go").exists() and work.job.request.get("waits"):
        work.progress(0.5, "waiting")
        time.sleep(0.05)
    if work.job.request.get("fails"):
        raise RuntimeError(f"could not log in with {secret}")
    work.add(length=len(secret), seen=seen)
