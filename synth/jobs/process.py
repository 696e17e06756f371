"""What the operating system knows of a worker: whether it still lives, its memory, how it is ended."""

import contextlib
import os
import resource
import signal
from pathlib import Path

import psutil

SHARE_OF_MEMORY = 0.8
"""Of the machine's memory, to be divided among the jobs that may run at once."""


def identity(pid: int | None) -> str | None:
    """A text that no other process ever has, not even with the same pid after a restart; None where it is dead.

    A zombie is dead. Start times are taken in ticks since boot, since the clock may be put right while a job runs.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return None if fields[0] in "ZX" else f"{boot}:{fields[19]}"
    except (FileNotFoundError, ProcessLookupError):
        if pid is None or Path("/proc/self/stat").exists():
            return None
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else str(process.create_time())
    return None


def alive(pid: int | None, born: str | None) -> bool:
    return born is not None and identity(pid) == born


def end_group(pid: int, born: str | None, how: signal.Signals) -> None:
    """Signals the process and all it started, if it is still the one that was meant."""
    if alive(pid, born):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, how)


def memory() -> int:
    """Bytes resident now."""
    return psutil.Process().memory_info().rss


def forget_peak() -> None:
    """The peak counts anew from what is resident now, where the system can do that."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The most bytes that were resident since this program began or the last `forget_peak`."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def memory_cap(at_once: int) -> int:
    """Bytes a job may have: LOOKALIKE_MEMORY in GB, else its part of what the machine or the container has."""
    if named := os.environ.get("LOOKALIKE_MEMORY"):
        return int(float(named) * 1e9)
    total = psutil.virtual_memory().total
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            total = min(total, int(Path(file).read_text()))
    return int(total * SHARE_OF_MEMORY / at_once)


def confine(cap: int) -> None:
    """Makes allocations beyond the cap fail, the kernel choose this process where memory runs out,
    and cores stay unwritten.

    What is mapped already does not count: RLIMIT_DATA is on address space, of which libraries reserve plenty.
    """
    mapped = getattr(psutil.Process().memory_info(), "data", 0)
    for limit, soft in ((resource.RLIMIT_DATA, cap + mapped), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
