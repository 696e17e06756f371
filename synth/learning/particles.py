"""Gaps of rows drawn from a chain of columns given all that is given, before a gap in the order and behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.learning.chain import Chain
from synth.learning.chances import Chances
from synth.learning.cloud import effective, joined, picked, resample, taken
from synth.learning.evidence import NEVER, Evidence, solves
from synth.learning.given import Given, Model, put
from synth.learning.regression import scores, terms
from synth.learning.relations.daytime import Daytime
from synth.learning.relations.relation import Relation
from synth.progress import Progress

FEW, GROWTH, MOST = 64, 4, 1024
"""Particles of a row at first; times as many where they were too few; and at most."""
ENOUGH = 10.0
"""Particles, in effect, that must be left of a row's at all times, or it is begun anew with more."""
BLOCK = 2**16
"""Particles that are drawn together."""


@dataclass
class Filter:
    """chain: learned; model: the same as given cells know it; settled: columns that another one settles.

    Column after column is drawn for `count` particles a row. Where a cell is given, particles are weighed by its chance
    given what they drew before; a row whose weights are uneven is resampled before its next gap. What stands in the end
    is a draw from the model's distribution of the gaps given the given cells, the better the more particles.

    Source: Kong, Liu and Wong, "Sequential imputations and Bayesian missing data problems", Journal of the American
    Statistical Association 89 (1994); Doucet, de Freitas and Gordon, "Sequential Monte Carlo methods in practice"
    (2001).
    """

    chain: Chain
    model: Model

    def __post_init__(self):
        self.chances_ = {name: Chances(link, self.chain.codecs[name]) for name, link in self.chain.links_.items()}
        self.echoes_ = {rule.column: rule for rule in self.chain.echoes}
        self.valued_ = {each for rule in self.model.rules if self.model.tied(rule) for each in rule.sources}
        self.valued_ |= self.chain.valued_
        self.evidence_ = Evidence(self.model, self.chain.settled_)

    def draw(
        self, given: Given, draws: int, rng: np.random.Generator, progress: Progress
    ) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, pd.Series]]:
        """The row of each draw, (rows * draws,), in blocks; codes by column, and values of those that have them."""
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
                kept = picked(log_weight, draws, rng)[~short].ravel()
                parts.append((np.repeat(block[~short], draws), taken(codes, kept), taken(values, kept)))
            if again and len(more := np.concatenate(again)):
                queue.append((more, min(each * GROWTH, MOST)))
        at = np.concatenate([part[0] for part in parts])
        return at, *({name: joined([part[i][name] for part in parts]) for name in parts[0][i]} for i in (1, 2))

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
                least = np.minimum(least, effective(log_weight, rows))
                resample(log_weight, ~there, rows, count, rng, codes, values, lines)
            log_weight += self._column(name, given, codes, values, lines, rng)
            if name in self.valued_ and name not in values:
                drawn = pd.Series(chain.codecs[name].decode(codes[name], rng))
                values[name] = put(drawn, there, given.values[name])
            if name in chain.wanted_:
                score = scores(chain.codecs[name].levels(values[name])) if name in chain.numbers_ else None
                lines[name] = terms(codes[name], score, chain.shown_[name]) if name in chain.shown_ else []
        return codes, values, log_weight.reshape(rows, count), np.minimum(least, effective(log_weight, rows))

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
            values[name] = put(said, there, given.values[name])
            codes[name] = self.model.coded(name, values[name])
            return np.zeros(len(there))
        return self._linked(name, given, codes, values, lines, rng)

    def _linked(
        self, name: str, given: Given, codes: dict, values: dict, lines: dict, rng: np.random.Generator
    ) -> np.ndarray:
        there, rows, chances = given.there[name].copy(), len(given.there[name]), self.chances_[name]
        own, code, added = given.values[name], given.codes[name].copy(), np.zeros(len(given.there[name]))
        for rule, at in given.decided.get(name, ()):
            if at.any() and solves(rule, name):
                own, found = self.evidence_.solve(name, rule, at, given, own, values)
                there |= found
                code[found] = self.model.coded(name, own[found])
                added[at & ~found] += NEVER
                added[found] += np.where(self.evidence_.seen(name, own[found]), 0.0, NEVER)
        if there.any() and not chances.void:
            levels = None
            if chances.line is not None:
                levels = np.where(there, self.model.codecs[name].levels(own), 0.5)
            added += np.where(there, chances.weigh(codes, lines, rows, code, levels), 0.0)
        if there.all():
            codes[name] = code
            if name in self.valued_ or chances.line is not None:
                values[name] = put(pd.Series(self.model.codecs[name].decode(code, rng)), there, own)
            return added
        tilt = self.evidence_.tilted(name, given, codes, values, ~there, rng) if chances.line is None else None
        drawn, levels, took = chances.draw(codes, lines, rows, rng, tilt)
        added += np.where(there, 0.0, took)
        if levels is not None:
            values[name] = put(pd.Series(self.model.codecs[name].at(levels)), there, own)
            codes[name] = np.where(there, code, self.model.coded(name, values[name]))
            return added
        codes[name] = np.where(there, code, drawn)
        if name in self.valued_:
            added += self.evidence_.inside(name, given, codes, values, there, own, rng)
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
        table[name] = put(table[name], given[name].notna().to_numpy(), given[name])
    for rule in reversed(rules):
        if not written.intersection((rule.column, *rule.sources)) and set(rule.sources) <= set(given):
            said = pd.Series(rule.undo(table), name=rule.column)
            table[rule.column] = put(said, given[rule.column].notna().to_numpy(), given[rule.column])
    return table
