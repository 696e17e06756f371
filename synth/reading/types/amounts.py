"""Texts -> shares and amounts: '12%' is 0.12, '$1,200.50' is 1200.5; only where no other reading is possible."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synth.reading.types.numerals import INTEGER, LONG, REAL, every, integers_of, some
from synth.reading.result import Raw

_SIGN = (
    r"[$€£¥₹₩₽₺₪₫฿]|(?:USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|US\$|A\$|C\$|R\$)"
)
_MONEY = (
    rf"^(?P<open>\(?)(?P<minus>-?)(?P<before>(?:{_SIGN})?) ?(?P<inner>-?)"
    rf"(?P<number>\d[\d.,]*|\.\d+) ?(?P<after>(?:{_SIGN})?)(?P<close>\)?)$"
)
_COMMAS = r"^(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)(\.\d{1,2})?$"
_POINTS = r"^(0|[1-9]\d*|[1-9]\d{0,2}(\.\d{3})+)(,\d{1,2})?$"


def amounts_of(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    """Shares as float64 where all are percentages, amounts as int64 or float64 where all have one currency, else None.

    What was read so, and why a column of amounts stays text, is told.
    """
    if every(values, r"^[+-]?(\d+(\.\d+)?|\.\d+) ?%$"):
        return _shares(values, name, raw)
    if not re.match(_MONEY, values[0].as_py()):
        return None
    parts = pc.extract_regex(values, pattern=_MONEY)
    if parts.null_count:
        return None
    fields = {
        field: pc.struct_field(parts, field)
        for field in ("open", "minus", "before", "inner", "number", "after", "close")
    }
    signs = set(pc.unique(_joined(fields["before"], fields["after"])).to_pylist())
    if "" in signs or not _paired(fields):
        return None
    if len(signs) > 1:
        raw.tell(
            f"column '{name}' kept as text", f"its amounts are in several currencies: {', '.join(sorted(signs)[:5])}"
        )
        return None
    return _amounts(values, fields, signs.pop(), name, raw)


def _joined(*parts: pa.Array | pa.Scalar) -> pa.Array:
    return pc.binary_join_element_wise(*parts, pa.scalar("", parts[0].type))


def _shares(values: pa.Array, name: str, raw: Raw) -> pd.Series:
    bare = pc.replace_substring_regex(values, r"^\+| ?%$", "")
    shares = pc.cast(_joined(bare, pa.scalar("e-2", bare.type)), pa.float64())
    why = "all its values are percentages; they become shares of 1"
    raw.tell(f"column '{name}': '{values[0].as_py()}' read as {shares[0].as_py():g}", why)
    return pd.Series(shares.to_numpy())


def _paired(fields: dict[str, pa.Array]) -> bool:
    """Whether brackets, which mark negative amounts, come in pairs and nothing is negative twice."""
    pairs = set(zip(*(fields[key].to_pylist() for key in ("open", "close", "minus", "inner"))))
    return all(
        bool(opened) == bool(closed) and sum(map(bool, (opened, minus, inner))) <= 1
        for opened, closed, minus, inner in pairs
    )


def _amounts(values: pa.Array, fields: dict[str, pa.Array], sign: str, name: str, raw: Raw) -> pd.Series | None:
    bare = _plain(fields["number"], sign)
    if bare is None:
        raw.tell(
            f"column '{name}' kept as text", "its amounts can be read two ways, with decimals or with thousands marked"
        )
        return None
    if some(bare, LONG):
        raw.tell(f"column '{name}' kept as text", "its amounts have more digits than can be stored exactly")
        return None
    less = pc.not_equal(_joined(fields["open"], fields["minus"], fields["inner"]), "")
    bare = pc.if_else(less, _joined(pa.scalar("-", bare.type), bare), bare)
    found = integers_of(bare, name, raw) if every(bare, INTEGER) else pd.Series(pc.cast(bare, pa.float64()).to_numpy())
    if found is not None:
        raw.tell(f"column '{name}': '{values[0].as_py()}' read as {found[0]}", f"all its values are amounts in {sign}")
    return found


def _plain(numbers: pa.Array, sign: str) -> pa.Array | None:
    """The numbers with a point for decimals and no thousands marked; None where a mark can be read as either.

    Amounts have at most two decimals; three digits behind a comma are thousands where dollars and pounds are written.
    """
    thrice = {mark: some(numbers, rf"^\d{{1,3}}[{mark}]\d{{3}}$") for mark in ".,"}
    english = sign in ("$", "£", "USD", "GBP", "US$", "A$", "C$", "AUD", "CAD", "NZD")
    sure = some(numbers, r",\d{3}[.,]|\.\d{1,2}$")
    if every(numbers, _COMMAS) and (not thrice[","] or english or sure):
        return pc.replace_substring(numbers, ",", "")
    if every(numbers, _POINTS) and (not thrice["."] or some(numbers, r"\.\d{3}[.,]|,\d{1,2}$")):
        return pc.replace_substring(pc.replace_substring(numbers, ".", ""), ",", ".")
    return numbers if every(numbers, REAL) and not thrice["."] else None
