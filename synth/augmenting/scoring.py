"""How well a rare class is found: precision, recall and F1 at a threshold, and average precision at all of them."""

import numpy as np

FIGURES = ("precision", "recall", "f1", "average_precision")


def scored(truth: np.ndarray, probability: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """Each figure, in 0..1, of calling a row rare from that probability on; 0 where a figure is not defined.

    Source: van Rijsbergen, "Information Retrieval" (1979), for F; Davis & Goadrich, "The relationship between
    precision-recall and ROC curves" (2006).
    """
    called = probability >= threshold
    hits = int((called & truth).sum())
    precision, recall = (hits / count if (count := int(of.sum())) else 0.0 for of in (called, truth))
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": average_precision(truth, probability),
    }


def average_precision(truth: np.ndarray, probability: np.ndarray) -> float:
    """The mean precision at each rare row, from the likeliest down; rows of equal probability are called together."""
    _, precision, gained = _sweep(truth, probability)
    return float((precision * gained).sum()) if truth.any() else 0.0


def best_threshold(truth: np.ndarray, probability: np.ndarray) -> float:
    """The highest probability from which on calling a row rare gives the best F1; 0.5 where no row is rare."""
    if not truth.any():
        return 0.5
    levels, precision, gained = _sweep(truth, probability)
    recall = np.cumsum(gained)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-300)
    return float(levels[np.argmax(f1)])


def _sweep(truth: np.ndarray, probability: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The distinct probabilities from high to low; the precision from each on; and the recall that each adds."""
    order = np.argsort(-probability, kind="stable")
    truth, probability = truth[order], probability[order]
    last = np.flatnonzero(np.r_[probability[1:] != probability[:-1], True])
    hits = np.cumsum(truth)[last]
    return probability[last], hits / (last + 1), np.diff(hits, prepend=0) / max(int(truth.sum()), 1)
