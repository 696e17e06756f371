"""How long-running work tells how far it is, and where it notices that nobody wants it any more."""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Called as progress(share, note) with share in 0..1; may raise Cancelled."""


class Cancelled(Exception):
    """Raised by a progress callback to stop the work that called it; never caught by techniques or metrics."""


def quiet(share: float, note: str = "") -> None:
    """A progress that nobody watches."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """A progress for one stage: its 0..1 is start..end of the whole."""
    return lambda share, note="": progress(start + (end - start) * min(max(share, 0.0), 1.0), note)
