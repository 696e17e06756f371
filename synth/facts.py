"""What choosing a technique hangs on: size and kinds of a table, its target, personal data, keys, and the purpose."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from synth.dataset import Kind
from synth.measuring.binning import FEWEST


class Purpose(StrEnum):
    """What synthetic rows are for; the value stands in settings and links, `told` on the screen."""

    SHARE = "share"
    TEST = "test"
    TRAIN = "train"
    FILL = "fill"
    DEMO = "demo"

    @property
    def told(self) -> str:
        return WORDS[self]


WORDS = {
    Purpose.SHARE: "Share it",
    Purpose.TEST: "Test software",
    Purpose.TRAIN: "Train a model",
    Purpose.FILL: "Fill a gap",
    Purpose.DEMO: "Show a demo",
}


@dataclass(frozen=True)
class Facts:
    """rows; columns, how many are learned; kinds, how many of each among those; target, with the share (0..1) of rows
    that its rarest class has, None where it has no classes; learned and replaced, columns of personal data; keys,
    columns that tell rows apart or refer to others.
    """

    rows: int
    columns: int
    purpose: Purpose = Purpose.SHARE
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    target: str | None = None
    rarest: float | None = None
    learned: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def numeric(self) -> int:
        """Columns learned as numbers or moments."""
        return sum(count for kind, count in self.kinds.items() if kind.numeric)

    @classmethod
    def of(cls, profile: Mapping, purpose: Purpose = Purpose.SHARE, target: str | None = None,
           kinds: Mapping[str, str] | None = None, leave_out: Collection[str] = ()) -> "Facts":
        """From a profile as `synth.profile` gives it, with what was decided since; kinds are by column name."""
        columns = {each["name"]: each for each in profile["columns"] if each["name"] not in leave_out}
        kind_of = {name: Kind((kinds or {}).get(name, each["kind"])) for name, each in columns.items()}
        modelled = [kind for kind in kind_of.values() if kind.modelled]
        personal = [name for name, each in columns.items() if each.get("pii")]
        target = target if target in columns else None
        classes = target is not None and kind_of[target] in (Kind.CATEGORY, Kind.FLAG)
        told = profile.get("keys") or {}
        named = {*told.get("key", ()), *told.get("references", ())}
        return cls(
            profile["rows"],
            len(modelled),
            purpose,
            {kind: modelled.count(kind) for kind in dict.fromkeys(modelled)},
            target,
            rarest(columns[target], profile["rows"]) if classes else None,
            tuple(name for name in personal if kind_of[name].modelled),
            tuple(name for name in personal if not kind_of[name].modelled),
            tuple(name for name in columns if kind_of[name] is Kind.ID or name in named),
        )


def rarest(column: Mapping, rows: int) -> float | None:
    """The share of rows of a column's rarest class, in 0..1; where the profile does not show it, the most it can be.

    None for fewer than two classes.
    """
    bars = column.get("bins")
    if column["distinct"] < 2:
        return None
    if not bars or bars.get("edges") is not None:
        return 1 / column["distinct"]
    shares = [(FEWEST - 1) / max(rows, 1) if share is None else share for share in bars["shares"][:-1]]
    joined = column["distinct"] - len(shares) + 1
    if joined > 1:
        shares[-1] /= joined
    return min(share for share in shares if share > 0)
