"""Files of SPSS (sav, zsav, por), Stata (dta) and SAS (sas7bdat, xpt) -> raw tables."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from synth.reading.types.cells import column_of
from synth.reading.formats.labels import labelled
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

_SAS = bytes(12) + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c\x18\x1f\x10\x11"
_TITLES = {"sav": "spss", "por": "spss portable", "dta": "stata", "sas7bdat": "sas", "xport": "sas transport"}
_OLD_STATA = range(102, 116)
_DESCRIBED = 20


def suits(source: Source) -> bool:
    return _form(source.data) is not None


def _form(data: bytes) -> str | None:
    """Which of pyreadstat's readers the first bytes ask for."""
    if data[:4] in (b"$FL2", b"$FL3"):
        return "sav"
    if b"SPSSPORT" in data[456:560]:
        return "por"
    if data[:11] == b"<stata_dta>" or (len(data) > 4 and data[0] in _OLD_STATA and data[1] in (1, 2)
                                       and data[2:4] == b"\1\0"):
        return "dta"
    if data[:32] == _SAS:
        return "sas7bdat"
    return "xport" if data[:20] == b"HEADER RECORD*******" else None


def read(source: Source, options: Options = Options()) -> Raw:
    """The table, with what stands for a code in its place. Raises: ReadError for a damaged file."""
    form = _form(source.data)
    raw = Raw(_TITLES[form], understood=dict(source.understood))
    with _on_disk(source) as path:
        table, about = _loaded(path, form, source.name, raw)
    described = [f"{name}: {label}" for name, label in (about.column_names_to_labels or {}).items() if label
                 and label != name]
    if described:
        raw.understood["descriptions"] = "; ".join(described[:_DESCRIBED]) + (" ..." if len(described) > _DESCRIBED
                                                                              else "")
    columns = [_column(table.iloc[:, i], str(name), about, raw) for i, name in enumerate(table.columns)]
    raw.table = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    raw.table.columns = [str(name) for name in table.columns]
    return raw


def _loaded(path: Path, form: str, called: str, raw: Raw) -> tuple[pd.DataFrame, object]:
    """Values and what is known of them; in the Windows alphabet where the file's own does not fit, which is told."""
    import pyreadstat

    opener = getattr(pyreadstat, f"read_{form}")
    missing = {"user_missing": True} if form in ("sav", "dta", "sas7bdat") else {}
    for encoding in (None,) if form == "por" else (None, "WINDOWS-1252"):
        try:
            found = opener(path, **missing, **({"encoding": encoding} if encoding else {}))
            if encoding:
                raw.tell(f"read as {encoding}", "some of its texts are not in the alphabet that the file names")
            return found
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, OSError,
                MemoryError) as error:
            reason = " ".join(str(error).split())[:120].rstrip(". ")
            if "encoding" not in reason:
                break
    raise ReadError(f"'{called}' is a damaged {raw.format} file: {reason}; save it again.")


def _column(values: pd.Series, name: str, about, raw: Raw) -> pd.Series:
    values = _without_codes(values, name, about, raw)
    labels = (about.variable_value_labels or {}).get(name)
    if labels and (texts := labelled(values, labels, name, raw)) is not None:
        return texts
    if values.dtype.kind == "f":
        return _numbers(values)
    return column_of([None if value is pd.NaT else value for value in values.tolist()], name, raw)


def _without_codes(values: pd.Series, name: str, about, raw: Raw) -> pd.Series:
    """User-missing codes made missing, and told: ranges in SPSS, .a to .z and ._ in Stata and SAS."""
    numeric = about.readstat_variable_types.get(name) != "string"
    coded = np.zeros(len(values), dtype=bool)
    if numeric and values.dtype == object:
        coded = np.array([isinstance(value, str) for value in values])
    for span in (about.missing_ranges or {}).get(name, ()):
        known = values.notna()
        coded |= (known & values.where(known, span["lo"]).between(span["lo"], span["hi"])).to_numpy()
    if not coded.any():
        return values
    words = sorted({str(value) for value in values[coded]})
    raw.tell(f"column '{name}': {coded.sum():,} value(s) {', '.join(map(repr, words[:5]))} made missing",
             "the file declares them as missing")
    rest = values.mask(coded)
    numbers = rest.map(lambda value: isinstance(value, (int, float)), na_action="ignore").all()
    return pd.to_numeric(rest) if numeric and numbers else rest


def _numbers(values: pd.Series) -> pd.Series:
    """Whole numbers where all are: these programs store every number as a real."""
    known = values.dropna().to_numpy()
    if len(known) and np.isfinite(known).all() and (known == np.floor(known)).all() and np.abs(known).max() < 2**53:
        return values.astype("int64") if len(known) == len(values) else values.astype("Int64")
    return values.astype("float64")


@contextlib.contextmanager
def _on_disk(source: Source) -> Iterator[Path]:
    if source.path is not None:
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="lookalike-") as folder:
        path = Path(folder) / "table"
        path.write_bytes(source.data)
        yield path
