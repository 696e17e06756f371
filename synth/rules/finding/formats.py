"""Texts and ids that are all written alike."""

import re

import numpy as np

from synth.dataset import Dataset, Kind
from synth.rules.form import LONGEST, OPEN, Format
from synth.rules.rule import EVIDENCE, SUPPORT, Rule

LOOKED_AT = 2_000
"""Distinct values that a form is found in; it is then held against all."""
FREE = ("name", "address", "e-mail")
"""What has no form of its own: people's names only look alike."""
_RUN = re.compile(r"[A-Z]+|[a-z]+|[0-9]+|[^A-Za-z0-9]", re.DOTALL)
_CLASSES = (("[A-Z]", "[A-Z]+"), ("[a-z]", "[a-z]+"), (r"\d", "[0-9]+"))


def formats(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """A pattern of runs of capitals, small letters and digits, and of the marks between them, that all values share."""
    found = []
    for name in data.of_kind(Kind.ID, Kind.TEXT):
        values = data.table[name].dropna()
        if values.dtype.kind in "iufbM" or len(values) < EVIDENCE or data.column(name).pii in FREE:
            continue
        distinct = [str(value) for value in values.drop_duplicates()]
        pattern = (
            _pattern([distinct[i] for i in rng.permutation(len(distinct))[:LOOKED_AT]])
            if len(distinct) >= EVIDENCE
            else None
        )
        if pattern:
            found.append(Format(name, pattern))
    return found


def _pattern(values: list[str]) -> str | None:
    """The form of nearly all values; None where there is none, or where it says nothing but "letters"."""
    runs = [_RUN.findall(value) for value in values]
    forms = [tuple(_class(run) for run in each) for each in runs]
    form = max(set(forms), key=lambda each: (forms.count(each), each)) if len(set(forms)) <= 20 else ()
    alike = [each for each, its in zip(runs, forms) if its == form]
    if not form or len(alike) < SUPPORT * len(values):
        return None
    parts, lengths = [], []
    for place, sort in enumerate(form):
        written = {each[place] for each in alike}
        sizes = sorted({len(each) for each in written})
        lengths.append(sizes)
        fixed = len(written) == 1
        size = "" if sizes == [1] else f"{{{sizes[0]}}}" if len(sizes) == 1 else f"{{{sizes[0]},{sizes[-1]}}}"
        parts.append(_literal(next(iter(written))) if fixed else sort + size)
    loose = sum(len(sizes) > 1 for sizes in lengths)
    telling = len(form) > 1 or loose == 0 and lengths[0][0] > 1
    pattern = "".join(parts)
    return pattern if telling and loose <= OPEN and len(pattern) <= LONGEST else None


def _class(run: str) -> str:
    return next((sort for sort, runs in _CLASSES if re.fullmatch(runs, run)), _literal(run))


def _literal(run: str) -> str:
    """The characters as a pattern says them."""
    return re.sub(r"([\\\[\](){}*+?|^$.])", r"\\\1", run)
