"""What a given result says of the sources it follows from: solved for one of them, or codes and values that agree."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.learning.chances import Tilt
from synth.learning.given import Given, Model, put
from synth.learning.relations.formula import Formula
from synth.learning.relations.inverse import agrees, answers, solved
from synth.learning.relations.relation import Relation

NEVER = np.log(1e-6)
"""What a particle weighs that contradicts a given cell: where all do, one of them stands in the end."""
INSIDE, TRIES, CELLS = 16, 8, 4_000_000
"""Values tried inside a code to see which part of it agrees with what is given, how often a value is drawn anew to
agree, and cells at most that are looked at for that."""


def solves(rule: Relation, name: str) -> bool:
    """Whether the rule's result tells the value of that source, not only which are likely."""
    return isinstance(rule, Formula) or name == getattr(rule, "kept", None)


@dataclass(frozen=True)
class Evidence:
    """model: the columns and their rules. settled: columns that another one settles, as a chain has them."""

    model: Model
    settled: Mapping[str, tuple[str, np.ndarray]]

    def solve(
        self, name: str, rule: Relation, at: np.ndarray, given: Given, own: pd.Series, values: dict
    ) -> tuple[pd.Series, np.ndarray]:
        """The column with what the rule's result asks for in it, and where that could be had, bool (rows,)."""
        rows = np.flatnonzero(at)
        table, result = self._sources(rule, name, rows, given, values), given.results[rule.column][0].take(rows)
        value = solved(rule, name, table, result.set_axis(table.index), self.model)
        fits = value.notna().to_numpy()
        own, rows = own.copy(), rows[fits]
        own.iloc[rows] = pd.Series(list(value[fits])).astype(own.dtype).array
        kept = agrees(rule, self._sources(rule, None, rows, given, values | {name: own}), result[fits])
        found = np.zeros(len(at), dtype=bool)
        found[rows[kept]] = True
        return own, found

    def _sources(self, rule: Relation, but: str | None, rows: np.ndarray, given: Given, values: dict) -> pd.DataFrame:
        """The rule's sources in these rows: as drawn, and those that come later as given."""
        found = {}
        for each in rule.sources:
            if each != but:
                known = values[each] if each in values else given.values[each]
                found[each] = self.model.whole(each, pd.Series(known).take(rows).reset_index(drop=True))
        return pd.DataFrame(found, index=range(len(rows)))

    def seen(self, name: str, values: pd.Series) -> np.ndarray:
        """Whether each value lies in a stretch that was learned."""
        made = self.model.codecs[name]
        points, _ = made.grid_.points(values)
        at = np.maximum(np.searchsorted(made.low_, points, side="right") - 1, 0)
        low = made.low_[at]
        return (points >= low) & (made.grid_.steps(low, np.maximum(points, low)) <= made.steps_[at])

    def tilted(
        self, name: str, given: Given, codes: dict, values: dict, gap: np.ndarray, rng: np.random.Generator
    ) -> Tilt | None:
        """What given cells that follow from this one say of its codes."""
        tilts, size = [], self.model.codecs[name].size
        for other, (source, of) in self.settled.items():
            if source == name:
                gone = getattr(self.model.codecs[other], "missing_", False)
                seen = given.codes[other][gap & given.there[other]]
                asked = np.concatenate([[-1], np.unique(seen)])
                table = (of[None, :size] == asked[:, None]).astype(float)
                table[0] = np.where(gone & (of[:size] == 0), 0.0, 1.0)
                asks = np.where(gap & given.there[other], np.searchsorted(asked, given.codes[other]), 0)
                tilts.append(Tilt(np.maximum(table, np.exp(NEVER)), asks))
        for rule, at in given.decided.get(name, ()):
            if not solves(rule, name):
                tilts += self._answered(name, rule, at, given, codes, values, rng)
        found = None
        for tilt in tilts:
            found = tilt if found is None else found.and_(tilt)
        return found

    def _answered(
        self,
        name: str,
        rule: Relation,
        at: np.ndarray,
        given: Given,
        codes: dict,
        values: dict,
        rng: np.random.Generator,
    ) -> list[Tilt]:
        """How much of each code agrees with the answer given, for each answer and each code of the other source."""
        made, result = self.model.codecs[name], given.results[rule.column][0]
        others = [each for each in rule.sources if each not in (name, getattr(rule, "kept", None))]
        asked = pd.factorize(result)[0].astype(np.int64)
        for each in others:
            asked = asked * self.model.codecs[each].size + np.where(
                given.there[each], given.codes[each], codes.get(each, 0)
            )
        rows = np.flatnonzero(at)
        _, first, of = np.unique(asked[rows], return_index=True, return_inverse=True)
        tried = INSIDE if made.ordered else 1
        if not len(rows) or len(first) * made.size * tried > CELLS:
            return []
        values_of = pd.Series(made.decode(np.repeat(np.arange(made.size), tried), rng))
        table = self._sources(rule, name, np.repeat(rows[first], len(values_of)), given, values)
        table[name] = self.model.whole(name, pd.concat([values_of] * len(first), ignore_index=True))
        met = answers(rule, table[table.columns], result.take(np.repeat(rows[first], len(values_of))))
        share = met.reshape(len(first), made.size, tried).mean(axis=2)
        id = np.zeros(len(at), dtype=np.int64)
        id[rows] = of + 1
        return [Tilt(np.vstack([np.ones(made.size), np.maximum(share, np.exp(NEVER))]), id)]

    def inside(
        self,
        name: str,
        given: Given,
        codes: dict,
        values: dict,
        there: np.ndarray,
        own: pd.Series,
        rng: np.random.Generator,
    ) -> np.ndarray:
        """Puts values inside the codes drawn, again and again where what is given follows from the value."""
        made = self.model.codecs[name]
        drawn, added = pd.Series(made.decode(codes[name], rng)), np.zeros(len(there))
        for rule, at in given.decided.get(name, ()):
            if solves(rule, name):
                continue
            wrong = np.flatnonzero(at & ~there)
            for _ in range(TRIES if made.ordered else 1):
                table = self._sources(rule, None, wrong, given, values | {name: drawn}) if len(wrong) else None
                if table is None:
                    break
                wrong = wrong[~answers(rule, table, given.results[rule.column][0].take(wrong))]
                if made.ordered and len(wrong):
                    drawn = drawn.copy()
                    drawn.iloc[wrong] = pd.Series(made.decode(codes[name][wrong], rng)).array
            added[wrong] += NEVER
        values[name] = put(drawn, there, own)
        return added
