"""Columns whose values occur in some combinations only: a city and its state, a product and its category."""

from dataclasses import replace

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.rule import FEWEST, Quote, Rule, column, kind, need_names, there

MOST = 20_000
"""Combinations that are told apart at most."""


@kind("combination")
class Combination(Rule):
    """Together the columns take only combinations that FEWEST real rows or more have, or those listed in `allowed`."""

    together: tuple[str, ...]
    allowed: tuple | None = None
    known_table: pd.DataFrame | None = None
    known_rows: np.ndarray | None = None

    def __post_init__(self):
        need_names("combination", self.together, 2)
        width = len(self.together)
        if self.allowed is not None and not (
            self.allowed and all(isinstance(each, (list, tuple)) and len(each) == width for each in self.allowed)
        ):
            raise ValueError(f"'allowed' of a combination of {width} columns is a list of lists of {width} values.")

    def record(self) -> dict:
        listed = {} if self.allowed is None else {"allowed": [list(each) for each in self.allowed]}
        return {"kind": self.kind, "together": list(self.together), **listed}

    @property
    def columns(self) -> tuple[str, ...]:
        return self.together

    def on(self, data: Dataset) -> Rule:
        """With the combinations allowed and how many real rows have each. Raises: ValueError where there are none."""
        for name in self.together:
            if not column(data, name).kind.modelled:
                raise ValueError(f"Column '{name}' is made up anew, so that it takes part in no combination.")
        counts = data.table[list(self.together)].dropna().value_counts(sort=True)
        if self.allowed is None:
            counts = counts[counts >= FEWEST]
        else:
            wanted = {tuple(map(str, each)) for each in self.allowed}
            counts = counts[[tuple(map(str, each)) in wanted for each in counts.index]]
        if counts.empty or len(counts) > MOST:
            raise ValueError(
                f"The combinations of {', '.join(self.together)} that {FEWEST} real rows or more have are "
                f"{'none' if counts.empty else f'too many, {len(counts):,}'}; no rule can be made of them."
            )
        table = counts.index.to_frame(index=False)
        for name in self.together:
            table[name] = table[name].astype(data.table[name].dtype)
        return replace(self, known_table=table, known_rows=counts.to_numpy(dtype=float))

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        if self.known_table is None:
            raise ValueError("A rule on combinations knows none yet; hold it against the real table first.")
        codes, known = self._codes(there(table, self.columns))
        full = (codes >= -1).all(axis=1)
        return full & ~np.isin(_joined(codes, known), _joined(known, known))

    def _codes(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Per row and column which known value it is, -1 for another, -2 for none; and the same of what is allowed."""
        codes, known = [], []
        for name in self.together:
            levels = pd.Index(self.known_table[name].unique())
            values = table[name]
            codes.append(np.where(values.isna(), -2, levels.get_indexer(pd.Index(values))))
            known.append(levels.get_indexer(pd.Index(self.known_table[name])))
        return np.column_stack(codes), np.column_stack(known)

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """Rows get the allowed combination that agrees with theirs in most columns; of several, one by frequency."""
        wrong = np.flatnonzero(self.broken(table))
        if not len(wrong):
            return table
        codes, known = self._codes(table.iloc[wrong])
        chosen = np.empty(len(wrong), dtype=np.int64)
        distinct, which = np.unique(codes, axis=0, return_inverse=True)
        order = np.argsort(which.ravel(), kind="stable")
        ends = np.cumsum(np.bincount(which.ravel()))[:-1]
        for combination, rows in zip(distinct, np.split(order, ends)):
            agreed = (known == combination).sum(axis=1)
            weights = np.where(agreed == agreed.max(), self.known_rows, 0.0)
            chosen[rows] = rng.choice(len(known), len(rows), p=weights / weights.sum())
        put = self.known_table.iloc[chosen]
        table = table.copy()
        for name in self.together:
            at = table.columns.get_loc(name)
            table.iloc[wrong, at] = put[name].array
        return table

    def words(self, quote: Quote = str) -> str:
        names = " and ".join([", ".join(map(quote, self.together[:-1])), quote(self.together[-1])])
        return (
            f"{names} combine only as in {FEWEST} real rows or more"
            if self.allowed is None
            else f"{names} take only the {len(self.allowed)} combinations listed"
        )


def _joined(codes: np.ndarray, known: np.ndarray) -> np.ndarray:
    """One number per row; rows alike have the same."""
    sizes = known.max(axis=0) + 3
    return np.ravel_multi_index(tuple((codes + 2).T), tuple(int(size) for size in sizes))
