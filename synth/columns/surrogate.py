"""Made-up values for columns that are never modelled: keys, free text and personal data."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
from pandas.api import types

from synth.columns import invented
from synth.dataset import Column
from synth.columns.mask import LEARNED, Mask
from synth.columns.pii import words_of

_REUSED = 20
"""From this many rows per distinct value on, values are a vocabulary of fixed size, not keys that grow in number."""


class Surrogate:
    """Learns the form of a column and draws values of that form, none of them a real one.

    Kept: dtype, missing share, uniqueness or how often values repeat, the form (digits, letters, lengths, prefix), and
    for personal data what it is: an e-mail address stays one. Only where integers leave no number free does a real
    one return.
    """

    def __init__(self, values: pd.Series, column: Column):
        self.column_, self.dtype_ = column, values.dtype
        self.missing_ = float(values.isna().mean()) if len(values) else 0.0
        known = values.dropna()
        self.numeric_ = types.is_numeric_dtype(values.dtype) and not types.is_bool_dtype(values.dtype)
        self.timed_ = types.is_datetime64_any_dtype(values.dtype)
        if not self.numeric_ and not self.timed_:
            known = known.astype(str).astype(object)
            known = known.str.replace("\0", " ", regex=False)  # pandas compares texts up to a NUL only
        counts = known.value_counts(sort=False)
        self.real_, self.counts_ = counts.index, counts.to_numpy(dtype=np.int64)
        if len(counts) and not self.numeric_ and not self.timed_:
            chosen = np.random.default_rng(0).permutation(len(counts))[:LEARNED]
            self.like_ = [str(value) for value in self.real_[chosen]]
            self.masks_ = [Mask(self.like_, keep) for keep in ("places", "prefix", "none")]

    def draw(self, rows: int, rng: np.random.Generator) -> pd.Series:
        """That many made-up values, missing ones in the share learned."""
        missing = rows if not len(self.counts_) else round(self.missing_ * rows)
        drawn = np.full(rows, None, dtype=object)
        if missing < rows:
            drawn[np.sort(rng.permutation(rows)[missing:])] = self._repeated(rows - missing, rng)
        return pd.Series(drawn, dtype=object).astype(self.dtype_)

    def different(self, count: int, rng: np.random.Generator) -> pd.Series:
        """About that many made-up values, none missing, all different; none where none was learned."""
        return pd.Series(self._fresh(count if len(self.counts_) else 0, rng), dtype=object).astype(self.dtype_)

    def _repeated(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Fresh values, repeated as often as real ones are; all different where real ones are."""
        distinct, rows = len(self.counts_), self.counts_.sum()
        if distinct == rows:
            return self._fresh(count, rng)
        if rows >= _REUSED * distinct:
            return self._fresh(distinct, rng)[rng.choice(distinct, count, p=self.counts_ / rows)]
        times = rng.choice(self.counts_, count)
        times = times[:np.searchsorted(np.cumsum(times), count) + 1]
        return rng.permutation(np.repeat(self._fresh(len(times), rng), times)[:count])

    def _fresh(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Different values, none of them real, shape (count,), dtype object."""
        if self.timed_:
            return self._moments(count, rng)
        if self.numeric_:
            return (self._integers if types.is_integer_dtype(self.dtype_) else self._reals)(count, rng)
        made = self._until(count, self._maker(rng), [])
        for mask in self.masks_[1:]:
            made = self._until(count, lambda n: mask.draw(n, rng), made)
        made = self._until(count, self._numbered(), made)
        return np.array(made, dtype=object)

    def _until(self, count: int, make: Callable[[int], np.ndarray], made: list) -> list:
        """Values added from make, real ones and repeats left out, until enough or until little new comes."""
        while len(made) < count:
            before = len(made)
            wanted = count - before
            drawn = pd.Index(pd.unique(make(wanted + wanted // 5 + 20)))
            made = list(dict.fromkeys([*made, *drawn[~drawn.isin(self.real_)]]))[:count]
            if len(made) - before < 0.1 * wanted:
                break
        return made

    def _maker(self, rng: np.random.Generator) -> Callable[[int], np.ndarray]:
        """What makes values of this column's sort; called with how many."""
        like, called = self.like_, words_of(self.column_.name)
        makers = {
            "name": lambda n: invented.names(n, rng, like, called),
            "e-mail": lambda n: invented.emails(n, rng, like),
            "address": lambda n: invented.addresses(n, rng, like),
            "ip": lambda n: invented.ips(n, rng, like),
            "card": lambda n: invented.cards(self.masks_[2].draw(n, rng), like),
            "national id": lambda n: invented.national_ids(self.masks_[0].draw(n, rng)),
            "iban": lambda n: invented.ibans(self.masks_[2].draw(n, rng), like),
        }
        if self.column_.pii in makers:
            return makers[self.column_.pii]
        wordy = np.mean([len(re.findall(r"[^\W\d_]{2,}", text)) >= 3 for text in like]) > 0.5
        return (lambda n: invented.sentences(n, rng, like)) if wordy else (lambda n: self.masks_[0].draw(n, rng))

    def _numbered(self) -> Callable[[int], np.ndarray]:
        """Continues numbering where the form is used up: 'X' gives 'X1', 'X2' ..."""
        stem, start = re.sub(r"\d+$", "", self.like_[0]), 1

        def make(count: int) -> np.ndarray:
            nonlocal start
            start += count
            return np.array([f"{stem}{i}" for i in range(start - count, start)], dtype=object)
        return make

    def _integers(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Numbers with as many digits as real ones; running numbers, and full ranges, are continued after the last."""
        real = self.real_.to_numpy(dtype=object)
        low, high = int(real.min()), int(real.max())
        running = high - low < 1.25 * len(real)
        small, large = _limits(self.dtype_)
        start = -(10 ** len(str(-low)) - 1) if low < 0 else 10 ** (len(str(low)) - 1) if low >= 10 else 0
        end = min(10 ** len(str(max(high, 1))) - 1, large)
        if not running and end - start > 2 * (len(real) + count):
            made = self._until(count, lambda n: rng.integers(max(start, small), end, n, endpoint=True), [])
            if len(made) == count:
                return np.array(made, dtype=object)
        after = range(high + 1, min(high + count, large) + 1)
        before = range(low - 1, max(low - 1 - (count - len(after)), small - 1), -1)
        made = [*after, *before]
        if len(made) < count:
            made += rng.integers(small, large, count - len(made), endpoint=True).tolist()
        return np.array(made, dtype=object)

    def _reals(self, count: int, rng: np.random.Generator) -> np.ndarray:
        low, high = float(self.real_.min()), float(self.real_.max())
        made = self._until(count, lambda n: rng.uniform(low, max(high, low + 1), n), [])
        return np.array(made, dtype=object)

    def _moments(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Moments within the range; whole days where real ones are, from before the range where those in it are used
        up."""
        low, high = self.real_.min(), self.real_.max()
        clock, made = self.real_.tz_localize(None).to_numpy(), []
        if (clock.astype("datetime64[D]") == clock).all():
            days = max((high - low).days, 1)
            made = self._until(count, lambda n: low + pd.to_timedelta(rng.integers(days, size=n), unit="D"), made)
            before = min(days + 4 * count, 365 * (low.year - 1700))
            if before > 0:
                made = self._until(count,
                                   lambda n: low - pd.to_timedelta(rng.integers(1, before + 1, size=n), unit="D"), made)
        seconds = max(int((high - low).total_seconds()), 10 * count)
        made = self._until(count, lambda n: low + pd.to_timedelta(rng.integers(seconds, size=n), unit="s"), made)
        return np.array(made, dtype=object)


def _limits(dtype) -> tuple[int, int]:
    limits = np.iinfo(getattr(dtype, "numpy_dtype", dtype))
    return int(limits.min), min(int(limits.max), 2**63 - 1)
