"""Exceptions -> sentences for people, and a log for developers; neither ever holds a value of the data."""

import errno
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def out_of_memory(peak: int, cap: int) -> str:
    return (f"Out of memory: the job reached {peak / 1e9:.1f} GB and may use {cap / 1e9:.1f} GB. Take fewer rows "
            "or columns, choose a lighter technique, or raise the cap (LOOKALIKE_MEMORY, in GB).")


def sentence(error: BaseException, peak: int, cap: int, home: Path, modules: tuple[str, ...] = ()) -> str:
    """Why a job failed. Our own ValueErrors speak for themselves; of any other only type and place are told.

    modules: more modules than synth's whose sentences may be shown.
    """
    if ran_out_of_memory(error):
        return out_of_memory(peak, cap)
    if isinstance(error, OSError) and error.errno in _FULL:
        return (f"The disk is full: nothing more could be written to '{home}'. Free space or delete old runs, "
                "then try again.")
    return own_words(error, modules) or (
        f"An unexpected error ({type(error).__name__}) in {place(error)}; nothing that was saved before is "
        "lost. Try other settings or another technique; the job's log says where it happened.")


def own_words(error: BaseException, modules: tuple[str, ...] = ()) -> str | None:
    """The sentence that our own code raised, None where a library raised: its messages quote values."""
    text = str(error.args[0]) if error.args else ""
    known = isinstance(error, (ValueError, LookupError)) and text.endswith((".", "?")) and _raised_by_us(error, modules)
    return text if known else None


def place(error: BaseException) -> str:
    """File and line of ours that the error came through last."""
    ours = [(frame, line) for frame, line in _frames(error) if _ours(frame, ())]
    return f"{_path(ours[-1][0])} line {ours[-1][1]}" if ours else "a library"


def ran_out_of_memory(error: BaseException) -> bool:
    """numpy and pyarrow raise MemoryError, torch a RuntimeError that says so,
    as Python does where a thread finds no room."""
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and any(
        words in str(error) for words in ("can't allocate memory", "can't start new thread")))


def _frames(error: BaseException) -> list:
    return list(traceback.walk_tb(error.__traceback__))


def _path(frame) -> str:
    path = Path(frame.f_code.co_filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _ours(frame, modules: tuple[str, ...]) -> bool:
    name = frame.f_globals.get("__name__", "")
    return name == "__main__" or name.split(".")[0] == "synth" or name in modules


def _raised_by_us(error: BaseException, modules: tuple[str, ...]) -> bool:
    """Whether the raise stands in our code: messages of libraries quote values."""
    frames = _frames(error)
    return bool(frames) and _ours(frames[-1][0], modules)


def write_log(path: Path, error: BaseException) -> None:
    """Appends the type and the files, lines and functions of the traceback, without messages and values."""
    lines = [f"{f.f_code.co_filename}:{n} {f.f_code.co_qualname}" for f, n in _frames(error)]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join([type(error).__name__, *lines, ""]))
