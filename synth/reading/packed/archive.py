"""Zip archives of several files -> a raw table."""

from collections.abc import Callable
from zipfile import ZipFile, ZipInfo

from synth.reading.several.gather import Member, gather
from synth.reading.limits import Limits
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source, files_in, from_archive, unpacked

MEMBERS = 200
"""Tables at most in one archive."""
_NO_TABLES = ("pdf", "png", "jpg", "jpeg", "gif", "svg", "html", "htm", "md", "rst", "doc", "docx", "ppt", "pptx", "py",
              "r", "ipynb", "sql", "css", "js", "exe", "dll", "so", "mp4", "mp3", "wav")
_SPOKEN = ("readme", "license", "licence", "copying", "changelog", "manifest", "notice")


def suits(source: Source) -> bool:
    """Whether it is a zip file that was not unpacked for holding several files; a workbook is no such file."""
    return source.data[:4] == b"PK\3\4" and not source.book


def read(source: Source, options: Options = Options()) -> Raw:
    """The table in it; alike ones stacked, else the one asked for or the largest. Raises: ReadError."""
    if "zip" in source.understood.get("compression", ""):
        raise ReadError(f"'{source.name}' is an archive of several files in another archive; unpack it first.")
    archive, entries = files_in(source)
    raw = Raw("zip", understood=dict(source.understood))
    tables = [entry for entry in entries if _may_be_table(entry.filename)]
    if not tables or len(tables) > MEMBERS:
        raise ReadError(f"'{source.name}' holds {len(tables):,} files that could be tables, of {len(entries):,}; at "
                        f"least one and at most {MEMBERS} can be read at once.")
    beside = [entry.filename for entry in entries if entry not in tables]
    if beside:
        raw.tell(f"left out {', '.join(map(repr, beside[:5]))}{' ...' if len(beside) > 5 else ''}",
                 "by their names they are no tables")
    opened = _opener(source, archive)
    gather([Member(entry.filename, lambda entry=entry: opened(entry)) for entry in tables], options, source.name, raw)
    return raw


def _opener(source: Source, archive: ZipFile) -> Callable[[ZipInfo], Source]:
    """Unpacks an entry; all together they may hold no more than a single file may, since entries can overlap."""
    limits, size = Limits.given(), 0

    def opened(entry: ZipInfo) -> Source:
        nonlocal size
        inside = from_archive(source, archive, entry, limits)
        size += inside.path.stat().st_size if inside.large else len(inside.data)
        limits.refuse_swollen(source.name, size, source.packed)
        return unpacked(inside, limits)
    return opened


def _may_be_table(name: str) -> bool:
    last = name.rpartition("/")[2].casefold()
    return last.rpartition(".")[2] not in _NO_TABLES and not last.startswith(_SPOKEN)
