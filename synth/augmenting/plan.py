"""What a lab is to try: which class, by which techniques, how many rows, how often."""

from dataclasses import dataclass

from synth.technique import shelf

TIMES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Synthetic rows of the rare class, as multiples of the real ones learned from."""
MOST_TIMES, SEEDS = 10.0, (3, 5)
FEWEST = 20
"""Rows of the rare class, and of all others, that it takes: a third of fewer, held out, would tell nothing."""


@dataclass(frozen=True)
class Plan:
    """rare: the class as text; ways: keys of techniques; share: of a mixed table that is synthetic, 0 for none;
    thin: the share of rows that the rare class is cut down to beforehand, 0 to leave it as it is; rules: what holds in
    every row that is made, each as its record or as it is typed.

    Raises: ValueError with a sentence for what cannot be tried.
    """

    rare: str
    ways: tuple[str, ...] = ("sequential_trees", "smote")
    times: tuple[float, ...] = TIMES
    seeds: int = SEEDS[1]
    share: float = 0.0
    thin: float = 0.0
    rules: tuple = ()

    def __post_init__(self):
        if unknown := [way for way in self.ways if way not in shelf()]:
            raise ValueError(f"There is no technique '{unknown[0]}'; choose from {', '.join(shelf())}.")
        if len(set(self.ways)) != len(self.ways) or not self.ways:
            raise ValueError("Name at least one technique to make rows by, and each once.")
        if not self.times or not all(0 < each <= MOST_TIMES for each in self.times):
            raise ValueError(f"How many times the rare rows: above 0, up to {MOST_TIMES:g}; not {list(self.times)}.")
        if list(self.times) != sorted(set(self.times)):
            raise ValueError(f"How many times the rare rows must grow from one to the next, unlike {list(self.times)}.")
        if not SEEDS[0] <= self.seeds <= SEEDS[1]:
            raise ValueError(f"seeds must lie in [{SEEDS[0]}, {SEEDS[1]}], not {self.seeds}.")
        for name, value in (("share", self.share), ("thin", self.thin)):
            if not 0 <= value < 1:
                raise ValueError(f"{name} must lie in [0, 1), not {value}.")

    @property
    def models(self) -> int:
        """How many models a round fits: real rows alone, class weights, three to move the threshold, and each point."""
        return 5 + len(self.ways) * (len(self.times) + bool(self.share))
