"""A line with stray quotes -> its values, none lost: the right number of them with the fewest strays."""

from synth.reading.text.dialect import Dialect

LONGEST = 100_000
"""Characters of a line beyond which it is not tried."""


def mend(line: str, dialect: Dialect, wide: int) -> list[str] | None:
    """Exactly wide values, stray quotes kept as part of them; None where the line cannot be read so.

    The cheapest way through the line: a value ends at a delimiter or, if it begins with a quote, at a quote before
    one. A quoted value that holds a quote not doubled costs 2, one that never closes 3.
    """
    if dialect.delimiter is None or len(line) > LONGEST or line.count(dialect.delimiter) > 40 * wide:
        return None
    best = {(0, 0): (0, [])}
    starts = [0, *(i + 1 for i, c in enumerate(line) if c == dialect.delimiter)]
    for start in starts:
        for cells in range(wide):
            if (start, cells) not in best:
                continue
            cost, values = best.pop((start, cells))
            for value, extra, after in _values(line, start, dialect):
                reached = (after, cells + 1)
                if reached not in best or cost + extra < best[reached][0]:
                    best[reached] = (cost + extra, [*values, value])
    return best.get((len(line) + 1, wide), (0, None))[1]


def _values(line: str, start: int, dialect: Dialect):
    """Each way to read the value that begins there: the value, its cost, and where the next one begins."""
    quote, delimiter = dialect.quote, dialect.delimiter
    end = line.find(delimiter, start)
    end = len(line) if end < 0 else end
    yield line[start:end], 3 * line[start:end].lstrip(" ").startswith(quote), end + 1
    opened = start
    while dialect.padded and line[opened:opened + 1] == " ":
        opened += 1
    if line[opened:opened + 1] != quote:
        return
    closing = line.find(quote, opened + 1)
    while closing >= 0:
        if closing + 1 == len(line) or line[closing + 1] == delimiter:
            inside = line[opened + 1:closing]
            yield inside.replace(quote * 2, quote), 2 * (quote in inside.replace(quote * 2, "")), closing + 2
        closing = line.find(quote, closing + 1)
