"""What a line leaves over: coded, drawn again, and what it costs to tell."""

import numpy as np
import pytest

from synth.learning.regression import line, scores
from synth.learning.residual import Residual

ROWS = 4000
X = np.random.default_rng(0).normal(size=ROWS).astype(np.float32)
NOISE = np.random.default_rng(1).normal(size=ROWS).astype(np.float32)


def fitted(y: np.ndarray) -> tuple[Residual, np.ndarray]:
    laid, expected = line([X], y)
    return Residual(laid, expected, y, np.random.default_rng(2)), expected


def test_what_is_drawn_keeps_line_noise_and_distribution():
    y = scores((np.argsort(np.argsort(2 * X + NOISE)) + 0.5) / ROWS)
    residual, expected = fitted(y)
    drawn = residual.levels(residual.codes(y, expected), residual.line.at([X]), np.random.default_rng(3))
    assert np.corrcoef(scores(drawn), X)[0, 1] == pytest.approx(np.corrcoef(y, X)[0, 1], abs=0.01)
    shares = [0.01, 0.25, 0.5, 0.75, 0.99]
    assert np.quantile(drawn, shares).tolist() == pytest.approx(shares, abs=0.015)
    assert ((0 <= drawn) & (drawn <= 1)).all()


def test_missing_values_are_a_code_of_their_own():
    y = np.where(X > 1, np.nan, 2 * X + NOISE).astype(np.float32)
    residual, expected = fitted(y)
    codes = residual.codes(y, expected)
    assert ((codes == 0) == np.isnan(y)).all()
    assert (np.isnan(residual.levels(codes, expected, np.random.default_rng(0))) == np.isnan(y)).all()


def test_a_tight_line_takes_fewer_bits_than_a_loose_one_and_none_takes_what_the_codes_alone_do():
    told = []
    for noise in (0.01, 0.5, 1000):
        y = scores((np.argsort(np.argsort(X + noise * NOISE)) + 0.5) / ROWS)
        residual, expected = fitted(y)
        told.append(residual.bits(np.argsort(np.argsort(y)) * 16 // ROWS, expected) / ROWS)
    assert told[0] < 1 < told[1] < told[2] and told[2] == pytest.approx(np.log2(16), abs=0.05)
