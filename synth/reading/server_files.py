"""Files that lie in a folder on the server, to be picked instead of uploaded: LOOKALIKE_FILES names the folder."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

LISTED = 1_000
"""Files at most that are listed; others can still be named."""


@dataclass(frozen=True)
class ServerFile:
    """name: its path below the folder, with slashes; size in bytes; changed in seconds since 1970."""

    name: str
    size: int
    changed: float


def files_folder() -> Path | None:
    """The folder, None where none is set. Raises: ValueError where it is set but is no folder."""
    named = os.environ.get("LOOKALIKE_FILES")
    if not named:
        return None
    folder = Path(named).expanduser().resolve()
    if not folder.is_dir():
        raise ValueError(f"LOOKALIKE_FILES names '{named}', which is no folder; correct the setting.")
    return folder


def server_files() -> list[ServerFile]:
    """The ordinary files in the folder and below, by name, at most LISTED; none that is hidden or reached by a link."""
    folder, found = files_folder(), []
    if folder is None:
        return found
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(each for each in names if not each.startswith(".")):
            about = os.lstat(Path(place) / name)
            if stat.S_ISREG(about.st_mode):
                found.append(ServerFile((Path(place) / name).relative_to(folder).as_posix(), about.st_size,
                                        about.st_mtime))
            if len(found) == LISTED:
                return found
    return found


def server_file(name: str) -> Path:
    """Where the file of that name lies. Raises: ValueError unless it is an ordinary file in the folder, not hidden, and
    neither dots nor links lead out of it."""
    folder = files_folder()
    if folder is None:
        raise ValueError("No folder of files is set on this server; upload the file, or set LOOKALIKE_FILES.")
    wrong = ValueError("There is no such file in the server's folder; choose one of the list.")
    parts = Path(name).parts
    if not parts or "\0" in name or Path(name).is_absolute() or any(part.startswith(".") for part in parts):
        raise wrong
    path = folder.joinpath(*parts)
    if path.resolve() != path or not path.is_file():
        raise wrong
    return path
