"""How differently a model treats groups: fairlearn's figures, and the same of many draws at once."""

import numpy as np

PARITY, ODDS = "demographic parity", "equalised odds"


def parity(figure: str, counts: np.ndarray, model: int) -> float:
    """fairlearn's demographic parity or equalised odds difference of one model's decisions, tallied as below."""
    from fairlearn.metrics import demographic_parity_difference, equalized_odds_difference

    group, truth, decided = np.nonzero(tally := counts.sum(axis=3 - model))
    difference = demographic_parity_difference if figure == PARITY else equalized_odds_difference
    return float(difference(truth, decided, sensitive_features=group, sample_weight=tally[group, truth, decided]))


def tallied(codes: np.ndarray, truth: np.ndarray, *decided: np.ndarray) -> np.ndarray:
    """Rows by group, truth and the decisions of both models: shape (groups, 2, 2, 2)."""
    cells = ((codes * 2 + truth) * 2 + decided[0]) * 2 + decided[1]
    return np.bincount(cells, minlength=8 * (codes.max() + 1)).reshape(-1, 2, 2, 2)


def gap(figure: str, counts: np.ndarray, model: int) -> np.ndarray:
    """The same figure of many tallies at once, as `parity` gives it of one: shape (draws,) for (draws, groups, 2, 2,
    2)."""
    decided = counts.sum(axis=4 - model)  # draws, groups, truth, decision
    if figure == PARITY:
        return _width(decided.sum(axis=2))
    return np.maximum(_width(decided[:, :, 0]), _width(decided[:, :, 1]))


def _width(decided: np.ndarray) -> np.ndarray:
    """Between the groups' highest and lowest share of yes, of (draws, groups, 2); groups without rows do not count."""
    rows = decided.sum(axis=2)
    share = decided[:, :, 1] / np.maximum(rows, 1)
    width = np.where(rows > 0, share, 0).max(axis=1) - np.where(rows > 0, share, 1).min(axis=1)
    return np.maximum(width, 0)
