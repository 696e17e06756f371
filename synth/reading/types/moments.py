"""Texts -> dates and times: ISO 8601, and days, months and years between points or slashes."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synth.reading.result import Raw

_ISO = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(:?\d{2})?)?)?$"
_DATED = r"^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}( \d{1,2}:\d{2}(:\d{2})?)?$"


def moments_of(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    """datetime64[ns] where every value is a date or time in one form, else None; what is guessed is told."""
    if _all(values, _ISO):
        return _parsed(values, "ISO8601", name, raw)
    if not _all(values, _DATED):
        return None
    dates = [tuple(map(int, re.split(r"[/.]", text.split(" ")[0]))) for text in values.to_pylist()]
    mark = "/" if "/" in values[0].as_py() else "."
    clock = re.sub(r"\d+", "", values[0].as_py().partition(" ")[2]).count(":")
    order = _order(dates, mark, name, raw)
    return order and _parsed(values, order.replace("/", mark) + ("", " %H:%M", " %H:%M:%S")[clock], name, raw)


def _order(dates: list[tuple[int, int, int]], mark: str, name: str, raw: Raw) -> str | None:
    """Which part is which: by size; where sizes leave it open, as is usual with that mark, and told."""
    if all(a > 31 for a, _, _ in dates):
        return "%Y/%m/%d"
    if not all(c > 999 for _, _, c in dates):
        return None
    if any(a > 12 for a, _, _ in dates):
        return "%d/%m/%Y"
    if all(b <= 12 for _, b, _ in dates):
        day_first = mark == "."
        raw.tell(f"column '{name}': dates read {'day' if day_first else 'month'} first",
                 f"the values leave it open; this is the usual order with '{mark}'")
        return "%d/%m/%Y" if day_first else "%m/%d/%Y"
    return "%m/%d/%Y"


def _parsed(values: pa.Array, form: str, name: str, raw: Raw) -> pd.Series | None:
    """datetime64[ns], with its zone where all share one, in UTC where they differ; None where one is no date."""
    text = pd.Series(values.to_pylist(), dtype=object)
    zones = _zones(values)
    if "" in zones and len(zones) > 1:
        raw.tell(f"column '{name}' kept as text", "only some of its times say their time zone")
        return None
    try:
        moments = pd.to_datetime(text, format=form, utc=len(zones) > 1)
    except (ValueError, OverflowError):
        raw.tell(f"column '{name}' kept as text", "some of its dates do not exist or lie outside 1678 to 2261")
        return None
    if len(zones) > 1:
        raw.tell(f"column '{name}': times put into UTC", f"they come from {len(zones)} time zones")
    return moments.astype("datetime64[ns]") if not zones - {""} else moments.dt.as_unit("ns")


def _zones(values: pa.Array) -> set[str]:
    """The zones as written, "" for times without one; a day alone ends like one but is none."""
    found = pc.extract_regex(values, r"^.{10}.*\d\s?(?P<zone>Z|[+-]\d{2}|[+-]\d{2}:?\d{2})$")
    return {"" if zone is None else zone for zone in pc.unique(pc.struct_field(found, "zone")).to_pylist()}


def _all(values: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(values, pattern)).as_py())
