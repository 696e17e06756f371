"""Gaps of rows drawn from a chain of columns given all that is given, before a gap in the order and behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.learning.chain import Chain
from synth.learning.chances import NONE, Chances, Tilt
from synth.learning.given import Given, Model, agrees, answers, solved
from synth.learning.regression import scores, terms
from synth.learning.relations.daytime import Daytime
from synth.learning.relations.formula import Formula
from synth.learning.relations.relation import Relation
from synth.progress import Progress

FEW, GROWTH, MOST = 64, 4, 1024
"""Particles of a row at first; times as many where they were too few; and at most."""
ENOUGH = 10.0
"""Particles, in effect, that must be left of a row's at all times, or it is begun anew with more."""
BLOCK = 2**16
"""Particles that are drawn together."""
NEVER = np.log(1e-6)
"""What a particle weighs that contradicts a given cell: where all do, one of them stands in the end."""
INSIDE, TRIES, CELLS = 16, 8, 4_000_000
"""Values tried inside a code to see which part of it agrees with what is given, how often a value is drawn anew to agree,
and cells at most that are looked at for that."""


@dataclass
class Filter:
    """chain: learned; model: the same as given cells know it; settled: columns that another one settles.

    Column after column is drawn for `count` particles a row. Where a cell is given, particles are weighed by its chance
    given what they drew before; a row whose weights are uneven is resampled before its next gap. What stands in the end
    is a draw from the model's distribution of the gaps given the given cells, the better the more particles.

    Source: Kong, Liu and Wong, "Sequential imputations and Bayesian missing data problems", Journal of the American
    Statistical Association 89 (1994); Doucet, de Freitas and Gordon, "Sequential Monte Carlo methods in practice" (2001).
    """

    chain: Chain
    model: Model

    def __post_init__(self):
        self.chances_ = {name: Chances(link, self.chain.codecs[name]) for name, link in self.chain.links_.items()}
        self.echoes_ = {rule.column: rule for rule in self.chain.echoes}
        self.valued_ = {each for rule in self.model.rules if self.model.tied(rule) for each in rule.sources}
        self.valued_ |= self.chain.valued_

    def draw(
        self, given: Given, draws: int, rng: np.random.Generator, progress: Progress
    ) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, pd.Series]]:
        """The row of each draw, (rows * draws,), in blocks; codes by column, and values of those that have them already."""
        rows = len(next(iter(given.there.values())))
        parts, waiting, count = [], self._told(given), max(FEW, 4 * draws)
        alone, done = np.setdiff1d(np.arange(rows), waiting), 0
        queue = [(alone, draws), (waiting, count)]
        while queue:
            at, each = queue.pop(0)
            again = []
            for block in np.array_split(at, -(-len(at) * each // BLOCK)) if len(at) else ():
                progress(min(done / max(rows, 1), 1.0), f"filling {rows:,} rows, {each} particles each")
                codes, values, log_weight, least = self._walk(given.at(np.repeat(block, each)), len(block), each, rng)
                short = (least < ENOUGH) & (each > draws) & (each < MOST)
                again.append(block[short])
                done += len(block) - short.sum()
                picked = _picked(log_weight, draws, rng)[~short].ravel()
                parts.append((np.repeat(block[~short], draws), _taken(codes, picked), _taken(values, picked)))
            if again and len(more := np.concatenate(again)):
                queue.append((more, min(each * GROWTH, MOST)))
        at = np.concatenate([part[0] for part in parts])
        return at, *({name: _joined([part[i][name] for part in parts]) for name in parts[0][i]} for i in (1, 2))

    def _told(self, given: Given) -> np.ndarray:
        """Rows in which something is given behind a gap: all others need no weighing."""
        there = np.array([given.there[name] for name in self.chain.order_])
        behind = np.cumsum(there[::-1], axis=0)[::-1] > 0
        told = (~there & behind).any(axis=0)
        for each in given.decided.values():
            for _, rows in each:
                told |= rows
        return np.flatnonzero(told)

    def _walk(self, given: Given, rows: int, count: int, rng: np.random.Generator):
        """Codes, values, log weights (rows, count), and the fewest effective particles that each row ever had."""
        chain, codes, values, lines = self.chain, {}, {}, {}
        log_weight, least = np.zeros(rows * count), np.full(rows, float(count))
        for name in chain.order_:
            there = given.there[name]
            if name not in chain.settled_ and name not in self.echoes_ and count > 1:
                least = np.minimum(least, _effective(log_weight, rows))
                _resample(log_weight, ~there, rows, count, rng, codes, values, lines)
            log_weight += self._column(name, given, codes, values, lines, rng)
            if name in self.valued_ and name not in values:
                drawn = pd.Series(chain.codecs[name].decode(codes[name], rng))
                values[name] = _put(drawn, there, given.values[name])
            if name in chain.wanted_:
                score = scores(chain.codecs[name].levels(values[name])) if name in chain.numbers_ else None
                lines[name] = terms(codes[name], score, chain.shown_[name]) if name in chain.shown_ else []
        return codes, values, log_weight.reshape(rows, count), np.minimum(least, _effective(log_weight, rows))

    def _column(
        self, name: str, given: Given, codes: dict, values: dict, lines: dict, rng: np.random.Generator
    ) -> np.ndarray:
        """Puts the column in, and says what it adds to the log weights."""
        there, chain = given.there[name], self.chain
        if name in chain.settled_:
            source, of = chain.settled_[name]
            follows = of[codes[source]]
            codes[name] = np.where(there, given.codes[name], follows)
            return np.where(there & (follows != given.codes[name]), NEVER, 0.0)
        if name in self.echoes_:
            rule = self.echoes_[name]
            said = pd.Series(rule.undo(pd.DataFrame({each: values[each] for each in rule.sources}, copy=False)))
            values[name] = _put(said, there, given.values[name])
            codes[name] = self.model.coded(name, values[name])
            return np.zeros(len(there))
        return self._linked(name, given, codes, values, lines, rng)

    def _linked(
        self, name: str, given: Given, codes: dict, values: dict, lines: dict, rng: np.random.Generator
    ) -> np.ndarray:
        there, rows, chances = given.there[name].copy(), len(given.there[name]), self.chances_[name]
        own, code, added = given.values[name], given.codes[name].copy(), np.zeros(len(given.there[name]))
        for rule, at in given.decided.get(name, ()):
            if at.any() and (isinstance(rule, Formula) or name == getattr(rule, "kept", None)):
                own, found = self._solve(name, rule, at, given, own, values)
                there |= found
                code[found] = self.model.coded(name, own[found])
                added[at & ~found] += NEVER
                added[found] += np.where(self._seen(name, own[found]), 0.0, NEVER)
        if there.any() and not chances.void:
            levels = None
            if chances.line is not None:
                levels = np.where(there, self.model.codecs[name].levels(own), 0.5)
            added += np.where(there, chances.weigh(codes, lines, rows, code, levels), 0.0)
        if there.all():
            codes[name] = code
            if name in self.valued_ or chances.line is not None:
                values[name] = _put(pd.Series(self.model.codecs[name].decode(code, rng)), there, own)
            return added
        tilt = self._tilted(name, given, codes, values, ~there, rng) if chances.line is None else None
        drawn, levels, took = chances.draw(codes, lines, rows, rng, tilt)
        added += np.where(there, 0.0, took)
        if levels is not None:
            values[name] = _put(pd.Series(self.model.codecs[name].at(levels)), there, own)
            codes[name] = np.where(there, code, self.model.coded(name, values[name]))
            return added
        codes[name] = np.where(there, code, drawn)
        if name in self.valued_:
            added += self._inside(name, given, codes, values, there, own, rng)
        return added

    def _solve(
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

    def _seen(self, name: str, values: pd.Series) -> np.ndarray:
        """Whether each value lies in a stretch that was learned."""
        made = self.model.codecs[name]
        points, _ = made.grid_.points(values)
        at = np.maximum(np.searchsorted(made.low_, points, side="right") - 1, 0)
        low = made.low_[at]
        return (points >= low) & (made.grid_.steps(low, np.maximum(points, low)) <= made.steps_[at])

    def _tilted(
        self, name: str, given: Given, codes: dict, values: dict, gap: np.ndarray, rng: np.random.Generator
    ) -> Tilt | None:
        """What given cells that follow from this one say of its codes."""
        tilts, size = [], self.model.codecs[name].size
        for other, (source, of) in self.chain.settled_.items():
            if source == name:
                gone = getattr(self.model.codecs[other], "missing_", False)
                seen = given.codes[other][gap & given.there[other]]
                asked = np.concatenate([[-1], np.unique(seen)])
                table = (of[None, :size] == asked[:, None]).astype(float)
                table[0] = np.where(gone & (of[:size] == 0), 0.0, 1.0)
                asks = np.where(gap & given.there[other], np.searchsorted(asked, given.codes[other]), 0)
                tilts.append(Tilt(np.maximum(table, np.exp(NEVER)), asks))
        for rule, at in given.decided.get(name, ()):
            if not isinstance(rule, Formula) and name != getattr(rule, "kept", None):
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

    def _inside(
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
            if isinstance(rule, Formula) or name == getattr(rule, "kept", None):
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
        values[name] = _put(drawn, there, own)
        return added


def filled(trees, rows: pd.DataFrame, draws: int, rng: np.random.Generator, progress: Progress) -> list[pd.DataFrame]:
    """That many tables of these rows, the gaps drawn by a technique that learned codecs, clocks, rules and a chain."""
    chain = trees.chain_
    model = Model(trees.codecs_, chain.order_, chain.last_, trees.clocks_, trees.rules_)
    at, codes, values = Filter(chain, model).draw(model.given(rows), draws, rng, progress)
    order = np.argsort(at, kind="stable")
    table = _followed(trees.finished(codes, values, rng), rows.take(at).reset_index(drop=True), trees.rules_)
    return [table.iloc[order[draw::draws]].reset_index(drop=True) for draw in range(draws)]


def _followed(table: pd.DataFrame, given: pd.DataFrame, rules: Sequence[Relation]) -> pd.DataFrame:
    """The table with what is given, however far from what was learned, and with what follows from that."""
    written, table = {rule.column for rule in rules if isinstance(rule, Daytime)}, table[list(given)]
    for name in table:
        table[name] = _put(table[name], given[name].notna().to_numpy(), given[name])
    for rule in reversed(rules):
        if not written.intersection((rule.column, *rule.sources)) and set(rule.sources) <= set(given):
            said = pd.Series(rule.undo(table), name=rule.column)
            table[rule.column] = _put(said, given[rule.column].notna().to_numpy(), given[rule.column])
    return table


def _put(drawn: pd.Series, there: np.ndarray, given: pd.Series) -> pd.Series:
    """What was drawn, with what is given in its place."""
    if not there.any():
        return drawn
    made = drawn.copy()
    made.iloc[np.flatnonzero(there)] = given[there].astype(made.dtype).array
    return made


def _effective(log_weight: np.ndarray, rows: int) -> np.ndarray:
    """Each row's effective number of particles (Kish), (rows,)."""
    weight = np.exp(log_weight.reshape(rows, -1) - log_weight.reshape(rows, -1).max(axis=1, keepdims=True))
    return weight.sum(axis=1) ** 2 / (weight**2).sum(axis=1)


def _resample(
    log_weight: np.ndarray, gap: np.ndarray, rows: int, count: int, rng: np.random.Generator, *columns: dict
) -> None:
    """Particles of rows that are uneven and about to draw are taken as often as they weigh, to within one; in place."""
    uneven = np.flatnonzero((_effective(log_weight, rows) < count / 2) & gap.reshape(rows, count)[:, 0])
    if not len(uneven):
        return
    logs = log_weight.reshape(rows, count)[uneven]
    weight = np.exp(logs - logs.max(axis=1, keepdims=True))
    below = np.cumsum(weight, axis=1) / np.maximum(weight.sum(axis=1, keepdims=True), NONE)
    at = (np.arange(count) + rng.random((len(uneven), 1))) / count
    picked = np.searchsorted(
        (below + 2.0 * np.arange(len(uneven))[:, None]).ravel(), (at + 2.0 * np.arange(len(uneven))[:, None]).ravel()
    )
    picked = np.clip(picked - np.repeat(np.arange(len(uneven)), count) * count, 0, count - 1)
    at = np.arange(rows * count)
    at.reshape(rows, count)[uneven] = (uneven[:, None] * count) + picked.reshape(len(uneven), count)
    log_weight.reshape(rows, count)[uneven] = 0.0
    for column in columns:
        for name, drawn in column.items():
            column[name] = [each[at] for each in drawn] if isinstance(drawn, list) else _at(drawn, at)


def _picked(log_weight: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Positions among all particles, (rows, draws): those of each row by weight, drawn independently of one another."""
    rows, count = log_weight.shape
    if count == draws:
        return np.arange(rows * count).reshape(rows, count)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    below = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    picked = (below[:, None, :] <= rng.random((rows, draws, 1))).sum(axis=2)
    return np.minimum(picked, count - 1) + count * np.arange(rows)[:, None]


def _at(values, rows: np.ndarray):
    return values.take(rows).reset_index(drop=True) if isinstance(values, pd.Series) else values[rows]


def _taken(columns: dict, rows: np.ndarray) -> dict:
    return {name: _at(values, rows) for name, values in columns.items()}


def _joined(parts: list):
    return pd.concat(parts, ignore_index=True) if isinstance(parts[0], pd.Series) else np.concatenate(parts)
