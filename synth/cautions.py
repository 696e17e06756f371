"""What to mind before generating, in sentences that say what to do, with what a button could do about it."""

from synth.profiling.caution import NOTE, WARNING, Caution, Found, Seen, applied, once
from synth.profiling.checks import checks

__all__ = ["NOTE", "WARNING", "Caution", "Found", "Seen", "applied", "cautions", "once"]


def cautions(found: Found) -> list[Caution]:
    """All that there is to mind, the gravest first."""
    told = [caution for check in checks() for caution in check(found)]
    return sorted(told, key=lambda caution: caution.level != WARNING)
