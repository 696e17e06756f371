"""Which technique suits a table, with the reason in words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Advice:
    """A technique's key, settings that differ from its defaults, and the reason as a sentence."""

    technique: str
    reason: str
    params: dict = field(default_factory=dict)


FEW_ROWS = 150
MANY_COLUMNS = 250


def recommend(rows: int, columns: int) -> Advice:
    """The technique for a table of that many rows and modelled columns."""
    if rows < FEW_ROWS:
        return Advice("gaussian_copula", f"With {rows} rows there is little to split on: a Gaussian copula, its correlations "
                      "drawn towards none, learns the main trends and memorises nobody.", {"shrinkage": 0.2})
    if columns > MANY_COLUMNS:
        return Advice("gaussian_copula", f"With {columns} columns a tree for each would take long; "
                      "a Gaussian copula keeps all pairs in one step.")
    return Advice("sequential_trees", "Closest to the real table in our benchmarks while its rows are no nearer to the rows it "
                  "learned from than to rows it never saw, and it takes seconds.")
