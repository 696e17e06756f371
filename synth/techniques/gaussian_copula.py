"""Correlated normal numbers behind the columns, each turned into the column's own distribution."""

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.dataset import Dataset
from synth.learning.clock import apart, together
from synth.learning.encoding import codec
from synth.learning.guided import Guided
from synth.learning.ordering import cut, ranks
from synth.learning.steer import Steer
from synth.learning.truncated import truncated
from synth.params import param
from synth.progress import Progress
from synth.technique import Technique, register

TERMS = 40
"""Terms of Mehler's expansion; the last one carries rho ** 40."""
STRONGEST = 0.995
"""Correlations are kept within this, so that the matrix stays invertible."""

BLOCK = 2**14
"""Rows whose normal scores are drawn at a time."""


@register
class GaussianCopula(Technique):
    """Keeps every column's distribution as it is and each pair's correlation, and nothing beyond pairs.

    A column is a normal score cut at its observed shares; categories are ordered so that like levels lie close. The
    correlation of two scores is the one that gives the observed covariance after the cutting (polychoric correlation
    in Mehler's expansion), so that columns with few values lose no strength.

    Source: Nelsen, "An introduction to copulas" (2006); Olsson, "Maximum likelihood estimation of the polychoric
    correlation coefficient", Psychometrika 44 (1979).
    """

    title = "Gaussian copula"
    summary = "Keeps each column's distribution and how each pair moves together, through correlated normal numbers."
    when = "For large tables and quick looks; not where relations bend, or join three columns or more."
    family = "statistics"

    shrinkage: float = param(0.0, low=0.0, high=1.0, help="How far correlations are pulled to 0: 0 not, 1 fully.")
    bins: int = param(200, low=4, high=1000, help="Quantile bins in which correlations are measured.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        data, self.clocks_ = apart(data, rng)
        self.codecs_ = {c.name: codec(data.table[c.name], c, self.bins) for c in data.columns}
        progress(0.2, "ordering categories")
        codes = [self.codecs_[name].codes(data.table[name]) for name in data.names]
        rank_of = ranks(list(self.codecs_.values()), codes)
        self.code_at_ = [np.argsort(rank) for rank in rank_of]
        progress(0.5, "measuring correlations")
        shares = [c.shares[at] for c, at in zip(self.codecs_.values(), self.code_at_)]
        correlation = _correlation([rank[code] for rank, code in zip(rank_of, codes)], shares)
        mixed = (1 - self.shrinkage) * correlation + self.shrinkage * np.eye(len(correlation))
        self.root_ = np.linalg.cholesky(_valid(mixed)).astype(np.float32)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        columns = {}
        for (name, made), at, level in zip(self.codecs_.items(), self.code_at_, self._levels(rows, rng)):
            columns[name] = made.quantile(level) if made.ordered else made.decode(cut(level, made.shares, at), rng)
        return together(pd.DataFrame(columns, copy=False), self.clocks_)

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        model = Guided(self.codecs_, list(self.codecs_), self._steered, lambda codes, values, rng: self.typed(
            together(pd.DataFrame({name: values[name] for name in self.codecs_}, copy=False), self.clocks_)),
                       clocks=self.clocks_)
        return model.rows_where(rows, rng, where, progress)

    def _steered(self, rows: int, rng: np.random.Generator, steer: Steer) -> tuple[dict, dict]:
        """Codes of columns that are wanted in part or not at all, drawn first,
        and values of all columns given those."""
        from scipy.special import ndtr

        names = list(self.codecs_)
        first = [i for i, name in enumerate(names) if steer.weight(name) is not None]
        rest = [i for i in range(len(names)) if i not in first]
        root = np.linalg.cholesky((self.root_ @ self.root_.T).astype(float)[np.ix_(first + rest, first + rest)])
        scores, codes, values = np.empty((len(first), rows)), {}, {}
        for k, i in enumerate(first):
            at, weight = self.code_at_[i], steer.weight(names[i])
            scores[k], place, mass = truncated(root[k, :k] @ scores[:k], root[k, k], self.codecs_[names[i]].shares[at],
                                               weight[at], rng)
            codes[names[i]] = at[place]
            steer.took(names[i], codes[names[i]], mass)
        if first and steer.keep is None:
            return codes, values
        if first:
            picked, rows = steer.pick(rows, rng), steer.keep
            scores, codes = scores[:, picked], {name: code[picked] for name, code in codes.items()}
        other = root[len(first):,
                     len(first):].astype(np.float32) @ rng.standard_normal((len(rest), rows), dtype=np.float32)
        other += (root[len(first):, :len(first)] @ scores).astype(np.float32)
        for i, level in zip(rest, ndtr(other)):
            made, at = self.codecs_[names[i]], self.code_at_[i]
            values[names[i]] = made.quantile(level) if made.ordered else made.decode(cut(level, made.shares, at), rng)
        return codes, values | {name: steer.wants[name].values(code, rng) for name, code in codes.items()}

    def _levels(self, rows: int, rng: np.random.Generator) -> np.ndarray:
        """Correlated levels in [0, 1], (columns, rows) float32; made block by block,
        so that each stays in the cache."""
        from scipy.special import ndtr

        levels = np.empty((len(self.root_), rows), dtype=np.float32)
        for start in range(0, rows, BLOCK):
            block = levels[:, start:start + BLOCK]
            ndtr(self.root_ @ rng.standard_normal(block.shape, dtype=np.float32), out=block)
        return levels

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 4e-7 * rows * columns + 8e-8 * sampled * columns


def _correlation(ranks: list[np.ndarray], shares: list[np.ndarray]) -> np.ndarray:
    """Latent correlations, (columns, columns), that give the observed covariance of the codes' mean normal scores."""
    terms = np.array([_expansion(share) for share in shares])
    means = np.array([mean[rank] for (mean, rank) in zip(map(_means, shares), ranks)], dtype=np.float32)
    observed = (means @ means.T).astype(float) / means.shape[1]
    product = terms[:, None, :] * terms[None, :, :]
    low, high = np.full_like(observed, -STRONGEST), np.full_like(observed, STRONGEST)
    for _ in range(20):
        middle = (low + high) / 2
        value = sum(product[:, :, k] * middle ** (k + 1) for k in range(TERMS))
        low, high = np.where(value < observed, middle, low), np.where(value < observed, high, middle)
    correlation = np.where(product[:, :, 0] > 1e-12, (low + high) / 2, 0.0)
    np.fill_diagonal(correlation, 1.0)
    return correlation


def _cuts(shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where a normal score is cut, and the normal density there; the outer cuts have density 0."""
    from scipy.special import ndtri

    cut = ndtri(np.clip(np.cumsum(shares)[:-1], 1e-12, 1 - 1e-12))
    density = np.exp(-cut * cut / 2) / np.sqrt(2 * np.pi)
    return np.concatenate([[0.0], cut, [0.0]]), np.concatenate([[0.0], density, [0.0]])


def _means(shares: np.ndarray) -> np.ndarray:
    """The mean normal score of each code."""
    density = _cuts(shares)[1]
    return (density[:-1] - density[1:]) / np.maximum(shares, 1e-15)


def _expansion(shares: np.ndarray) -> np.ndarray:
    """The column's weights on the normalised Hermite polynomials 1 .. TERMS."""
    cut, density = _cuts(shares)
    mean, weights = _means(shares), []
    before, hermite = np.zeros_like(cut), np.ones_like(cut)
    for k in range(1, TERMS + 1):
        part = (hermite[:-1] * density[:-1] - hermite[1:] * density[1:]) / np.sqrt(k)
        weights.append(float(mean @ part))
        before, hermite = hermite, (cut * hermite - np.sqrt(k - 1) * before) / np.sqrt(k)
    return np.array(weights)


def _valid(correlation: np.ndarray) -> np.ndarray:
    """The matrix with its negative eigenvalues lifted, ones on the diagonal."""
    values, vectors = np.linalg.eigh(correlation)
    lifted = (vectors * np.maximum(values, 1e-4)) @ vectors.T
    scale = np.sqrt(np.diag(lifted))
    return lifted / np.outer(scale, scale)
