"""Which techniques fill gaps."""

from synth.technique import Technique


def unfit(cls: type[Technique]) -> str:
    """Why a technique fills no gaps, in a sentence; "" where it does."""
    if not cls.shareable or cls.family == "masking":
        return f"{cls.title} hands out real rows or rows right beside them: gaps would hold other people's values."
    if cls.family == "baseline":
        return f"{cls.title} is a yardstick: what it draws hangs on nothing else in the row."
    if cls.remote:
        return f"{cls.title} asks another machine, which would have to be sent the rows."
    return cls.unavailable()
