"""Words for the screen: data-derived text made harmless, numbers, shares, durations and sizes made readable."""

import html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|$~>:<&])")


def escape_markdown(text: object) -> str:
    """The text as literal markdown: no link, formula, emoji code, colour or HTML can come of it."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def escape_plotly(text: object) -> str:
    """The text as literal Plotly text: neither its subset of HTML nor a %{template} can come of it."""
    return html.escape(str(text), quote=False).replace("%{", "%&#123;").replace("$", "&#36;")


def shorten(text: object, length: int = 24) -> str:
    """The text on one line, cut in the middle to at most that many characters."""
    line = " ".join(str(text).split()) or "(empty)"
    if len(line) <= length:
        return line
    head = (length - 1) * 2 // 3
    return f"{line[:head]}…{line[-(length - 1 - head):]}"


def name(text: object, length: int = 40) -> str:
    """A column's or level's name for markdown: shortened, then escaped."""
    return escape_markdown(shorten(text, length))


def share(value: float) -> str:
    """A share in 0..1 as percent, with as many digits as it takes."""
    percent = 100 * value
    digits = 0 if percent in (0, 100) or 10 <= abs(percent) < 99 else 1
    return f"{percent:.{digits}f} %"


def duration(seconds: float | None) -> str:
    """Seconds in the words of a clock on the wall."""
    if seconds is None:
        return ""
    if seconds < 1:
        return "under a second"
    for limit, unit, size in ((90, "second", 1), (5400, "minute", 60), (129600, "hour", 3600)):
        if seconds < limit:
            count = round(seconds / size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{round(seconds / 86400)} days"


def size(count: float) -> str:
    """Bytes in the unit that reads best."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
