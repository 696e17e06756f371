"""What a question gave: real and synthetic figures beside each other, and whether they agree within chance."""

from dataclasses import asdict, dataclass, replace

NUMBER, SHARE, ROWS, EFFECT = "number", "share", "rows", "effect"
"""What a figure is: any number; a share in 0..1; rows, as many as if both tables had the real one's; an effect, whose
sign counts."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """One figure of the answer: key are the values of the answer's keys, measure what was measured there.

    real is None where no real row is behind it, synthetic where no synthetic one is. What fewer than 5 real rows are
    behind is no finding.
    """

    key: tuple[str, ...]
    measure: str
    real: Estimate | None
    synthetic: Estimate | None
    form: str = NUMBER

    @property
    def survives(self) -> bool:
        """Both are there, their intervals overlap, and an effect that is clear in the real rows has the same sign."""
        if self.real is None or self.synthetic is None:
            return False
        overlap = self.real.low <= self.synthetic.high and self.synthetic.low <= self.real.high
        clear = self.form == EFFECT and (self.real.low > 0 or self.real.high < 0)
        return overlap and not (clear and self.real.value * self.synthetic.value < 0)

    @property
    def apart(self) -> float:
        """How far both lie from each other, in widths of their intervals; infinite where one is not there."""
        if self.real is None or self.synthetic is None:
            return float("inf")
        width = (self.real.high - self.real.low + self.synthetic.high - self.synthetic.low) / 2
        return (
            abs(self.real.value - self.synthetic.value) / width
            if width
            else float("inf") * (self.real != self.synthetic or 0.0)
        )

    @property
    def called(self) -> str:
        return ", ".join(self.key) or self.measure


@dataclass(frozen=True)
class Answer:
    """title: the question in words; keys: what tells findings apart; hidden: findings not shown, as fewer than 5 real
    rows are behind each; notes: sentences on how it was answered."""

    title: str
    keys: tuple[str, ...]
    findings: tuple[Finding, ...]
    hidden: int = 0
    notes: tuple[str, ...] = ()
    what: str = "group"

    @property
    def measures(self) -> list[str]:
        """In the order of the findings."""
        return list(dict.fromkeys(each.measure for each in self.findings))

    @property
    def sentence(self) -> str:
        """ "6 of 7 groups agree within chance; 'judge' is off by 0.13: 0.61 real, 0.48 synthetic."."""
        total, kept = len(self.findings), sum(each.survives for each in self.findings)
        if not total:
            return (
                "Nothing can be shown: fewer than 5 real rows are behind every figure."
                if self.hidden
                else "There is no answer: no row fits."
            )
        if kept == total:
            return (
                f"The one {self.what} agrees within chance."
                if total == 1
                else f"All {total} {self.what}s agree within chance."
            )
        worst = max((each for each in self.findings if not each.survives), key=lambda each: (each.apart, each.called))
        head = f"{kept} of {total} {self.what}s agree within chance" if total > 1 else f"The {self.what} does not agree"
        return f"{head}; {self._off(worst)}."

    def _off(self, worst: Finding) -> str:
        name = f"'{worst.called}'" + (f" ({worst.measure})" if len(self.measures) > 1 and worst.key else "")
        if worst.real is None:
            return f"{name} is not among the real rows"
        if worst.synthetic is None:
            return f"{name} is missing from the synthetic rows"
        real, made = worst.real.value, worst.synthetic.value
        off, real, made = (told(value, worst.form) for value in (abs(real - made), real, made))
        return f"{name} is off by {off}: {real} real, {made} synthetic"

    def to_record(self) -> dict:
        """Plain JSON: the fields, each finding's survives, and the sentence."""
        found = [asdict(each) | {"key": list(each.key), "survives": each.survives} for each in self.findings]
        return asdict(replace(self, findings=())) | {
            "keys": list(self.keys),
            "notes": list(self.notes),
            "findings": found,
            "sentence": self.sentence,
        }

    @classmethod
    def from_record(cls, record: dict) -> "Answer":
        found = [
            Finding(
                tuple(each["key"]),
                each["measure"],
                *(Estimate(**each[side]) if each[side] else None for side in ("real", "synthetic")),
                each["form"],
            )
            for each in record["findings"]
        ]
        return cls(
            record["title"],
            tuple(record["keys"]),
            tuple(found),
            record["hidden"],
            tuple(record["notes"]),
            record["what"],
        )


def told(value: float, form: str) -> str:
    """A figure as it is read: percent, whole rows, else four digits."""
    if form == SHARE:
        return f"{100 * value:.1f} %"
    if form == ROWS:
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.4g}"


def shortened(value: float) -> float:
    """To five digits, so that no figure is one person's value to the last digit."""
    return float(f"{value:.5g}")
