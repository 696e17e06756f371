"""No two rows are alike in some columns."""

import numpy as np
import pandas as pd

from synth.rules.rule import Quote, Rule, kind, need_names, there


@kind("unique")
class Unique(Rule):
    """No two rows have the same values in all of the columns; rows in which one is missing do not count."""

    together: tuple[str, ...]

    def __post_init__(self):
        need_names("unique", self.together, 1)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.together

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        """bool (rows,): those that repeat an earlier one."""
        values = there(table, self.columns)
        return values.notna().all(axis=1).to_numpy() & values.duplicated().to_numpy()

    def words(self, quote: Quote = str) -> str:
        if len(self.together) == 1:
            return f"{quote(self.together[0])} never repeats"
        return f"no two rows have the same {', '.join(map(quote, self.together[:-1]))} and {quote(self.together[-1])}"
