"""A table with what is known about its columns: the noun that everything else talks about."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd


class Kind(StrEnum):
    """How a column is to be treated; how it is stored is its dtype."""

    INTEGER = "integer"
    REAL = "real"
    CATEGORY = "category"
    FLAG = "flag"
    MOMENT = "moment"
    TEXT = "text"
    ID = "id"

    @property
    def numeric(self) -> bool:
        """Ordered with distances: integer, real and moment."""
        return self in (Kind.INTEGER, Kind.REAL, Kind.MOMENT)

    @property
    def modelled(self) -> bool:
        """Learned by techniques; text and id are replaced by surrogates instead, so that no real one gets out."""
        return self not in (Kind.TEXT, Kind.ID)


@dataclass(frozen=True)
class Column:
    """One column: missing is a share in 0..1; pii says what personal data it seems to hold, None if none.

    confidence (0..1) and reason, a sentence's half, are those of the kind; pii_reason is that of pii, "" without;
    meaning says what the values stand for where that is known ("latitude", "country" ...); order lists the values of an
    ordered category from low to high, () where there is no order.
    """

    name: str
    kind: Kind
    missing: float = 0.0
    pii: str | None = None
    confidence: float = 1.0
    reason: str = ""
    pii_reason: str = ""
    meaning: str | None = None
    order: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """A named table, its columns in table order, and the column to predict, if any.

    Raises: ValueError where names repeat or are not text, columns and table disagree, the target is unknown, or a
    number is infinite.
    """

    name: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    target: str | None = None

    def __post_init__(self):
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"Column names repeat: {sorted({n for n in names if names.count(n) > 1})}; rename them.")
        if names != list(self.table.columns):
            raise ValueError(f"The columns described, {names}, are not those of the table, {list(self.table.columns)}.")
        if self.target is not None and self.target not in names:
            raise ValueError(f"The target '{self.target}' is not a column; choose one of {names}.")
        for name, values in self.table.select_dtypes("float").items():
            if np.isinf(values.to_numpy(dtype=float)).any():
                raise ValueError(f"Column '{name}' holds infinite values; replace them or mark them missing.")

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of names, kinds, target, dtypes and every value in order."""
        sha = hashlib.sha256(repr((self.target, [(c.name, c.kind.value) for c in self.columns])).encode())
        for name in self.table:
            sha.update(str(self.table[name].dtype).encode())
            sha.update(pd.util.hash_pandas_object(self.table[name], index=False).to_numpy().tobytes())
        return sha.hexdigest()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of that name. Raises: ValueError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise ValueError(f"There is no column '{name}'; the columns are {self.names}.")

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Names of the columns of these kinds, in table order."""
        return [column.name for column in self.columns if column.kind in kinds]

    @property
    def modelled(self) -> list[str]:
        """Names of the columns that techniques learn and metrics score."""
        return [column.name for column in self.columns if column.kind.modelled]

    def with_table(self, table: pd.DataFrame) -> "Dataset":
        """The same columns over other rows; missing shares are taken anew."""
        table = table.loc[:, self.names].reset_index(drop=True)
        missing = table.isna().mean() if len(table) else {name: 0.0 for name in self.names}
        columns = tuple(replace(column, missing=float(missing[column.name])) for column in self.columns)
        return replace(self, table=table, columns=columns)

    def take(self, rows: np.ndarray) -> "Dataset":
        """The rows at these positions, in that order."""
        return self.with_table(self.table.iloc[rows])

    def only(self, names: Sequence[str]) -> "Dataset":
        """The dataset cut down to these columns; the target goes if it is not among them."""
        columns = tuple(column for column in self.columns if column.name in set(names))
        target = self.target if self.target in set(names) else None
        return Dataset(self.name, self.table[[column.name for column in columns]], columns, target)

    def steer(self, kinds: Mapping[str, str] | None = None, leave_out: Sequence[str] = (),
              target: str | None = None, missing: Mapping[str, Sequence[str]] | None = None) -> "Dataset":
        """What the user decided: other kinds, columns left out, the target, words that stand for missing.

        Where such words go, the rest is looked at anew: text that now holds numbers only becomes numbers.
        Raises: ValueError for an unknown column, or where values do not fit the kind asked for.
        """
        from synth.columns.recast import recast
        from synth.columns.without import without

        for name in [*(kinds or {}), *leave_out, *([target] if target else []), *(missing or {})]:
            self.column(name)
        table, columns = self.table.copy(deep=False), []
        for column in self.columns:
            if column.name in leave_out:
                continue
            if (missing or {}).get(column.name):
                table[column.name], column = without(table[column.name], column, missing[column.name])
            kind = Kind((kinds or {}).get(column.name, column.kind))
            if kind != column.kind:
                table[column.name] = recast(table[column.name], kind)
                column = replace(column, kind=kind, missing=float(table[column.name].isna().mean()), confidence=1.0,
                                 reason="chosen by hand")
            columns.append(column)
        return Dataset(self.name, table[[c.name for c in columns]], tuple(columns),
                       None if target in leave_out else target)

    def split(self, share: float, rng: np.random.Generator) -> tuple["Dataset", "Dataset | None"]:
        """Train and holdout, each in the original row order; a share of 0 gives no holdout.

        Raises: ValueError unless 0 <= share < 1 and at least two rows stay on either side.
        """
        if not 0 <= share < 1:
            raise ValueError(f"The holdout share must lie in [0, 1), not {share}.")
        if share == 0:
            return self, None
        held = round(len(self) * share)
        if held < 2 or len(self) - held < 2:
            raise ValueError(f"{len(self)} rows are too few for a holdout of {share:.0%}; set it to 0 or "
                             "bring more rows.")
        order = rng.permutation(len(self))
        return self.take(np.sort(order[held:])), self.take(np.sort(order[:held]))

