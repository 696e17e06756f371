"""One query that only reads, or a sentence that says why not."""

import re

from synth.reading.result import ReadError

_SPACE = r"(?:\s|\(|--[^\n]*(?:\n|$)|/\*.*?\*/)"
_READS = re.compile(rf"{_SPACE}*(select|with|values|table)\b", re.IGNORECASE | re.DOTALL)
_ASIDE = re.compile(r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/""", re.DOTALL)
_WRITES = re.compile(r"\b(outfile|dumpfile)\b", re.IGNORECASE)
"""MySQL lets a SELECT write files on its machine, in a read-only transaction too."""


def only_reads(query: str) -> str:
    """The query without a semicolon at its end. The server is told to refuse writing too; this says so in a sentence.

    Raises: ReadError unless it is one SELECT (or WITH, VALUES, TABLE).
    """
    query = query.strip().rstrip(";").rstrip()
    if not query:
        raise ReadError("The query is empty; write a SELECT.")
    if not _READS.match(query):
        raise ReadError("Only a query that reads can be run; begin it with SELECT or WITH.")
    if ";" in _ASIDE.sub(" ", query):
        raise ReadError("Only one query can be run at a time; take out what follows the semicolon.")
    if _WRITES.search(query) or "/*!" in query or "/*M!" in query:
        raise ReadError("The query would write a file, or hides a part in a comment; take out OUTFILE, "
                        "DUMPFILE and '/*!'.")
    return query
