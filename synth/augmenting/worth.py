"""Is it worth it? The smallest number of rows that does as well as any, and an answer in sentences."""

from dataclasses import asdict, dataclass

import numpy as np

from synth.augmenting.curves import BASELINES, REAL, WEIGHTS, Curves, Point, difference, over_rounds
from synth.technique import shelf

BETTER, MATCHED, NONE = "better", "matched", "no help"
"""Verdicts: better than all that needs no synthetic row; better than real rows alone, but something free does as
well; neither."""


@dataclass(frozen=True)
class Worth:
    """verdict, the technique and number of rows to stop at (0 where rows do not help), and sentences.

    stops: for each technique the multiple of the real rows, 0 for none, beyond which nothing is better past chance.
    gain: (value, low, high) in F1 over real rows alone.
    """

    verdict: str
    way: str
    times: float
    added: int
    stops: dict[str, float]
    gain: tuple[float, float, float]
    sentences: tuple[str, ...]

    def record(self) -> dict:
        return asdict(self)


def worth(curves: Curves) -> Worth:
    """Raises: ValueError where no technique made any row."""
    if not curves.grown:
        raise ValueError("No technique made rows of that class: " + " ".join(curves.refused.values()))
    best = max(curves.grown, key=lambda point: np.mean(point.figures["f1"]))
    stops = {way: stop(curves.along(way)) for way in dict.fromkeys(point.way for point in curves.grown)}
    gains = {way: gain(curves, curves.baseline(way)) for way in BASELINES}
    rivals = [way for way in BASELINES if way != REAL and gains[way][1] <= 0]
    verdict = NONE if gains[REAL][1] <= 0 else MATCHED if rivals else BETTER
    chosen = stops[best.way] if verdict == BETTER else curves.baseline(REAL)
    told = (_first(verdict, curves, best, chosen, gains, rivals), *_more(verdict, curves, best, chosen))
    return Worth(
        verdict,
        best.way if chosen.times else "",
        chosen.times,
        chosen.added,
        {way: point.times for way, point in stops.items()},
        gains[REAL],
        told,
    )


def stop(curve: tuple[Point, ...]) -> Point:
    """The first point of a curve whose F1 cannot be told from that of the best: their difference's interval holds 0."""
    best = max(curve, key=lambda point: np.mean(point.figures["f1"]))
    return next(point for point in curve if point is best or difference(best, point)[1] <= 0)


def gain(curves: Curves, over: Point, figure: str = "f1") -> tuple[float, float, float]:
    """What adding rows gains over a baseline, with an interval.

    The point is chosen anew for each round, by the other rounds: the best of many points, judged by what made it the
    best, would seem to gain where nothing does. Source: Stone, "Cross-validatory choice" (1974).
    """
    values = np.array([point.figures["f1"] for point in curves.grown])
    seen = np.array([point.figures[figure] for point in curves.grown])
    found = [np.argmax(np.delete(values, i, axis=1).mean(axis=1)) for i in range(curves.rounds)]
    return over_rounds(seen[found, np.arange(curves.rounds)] - np.asarray(over.figures[figure]))


def _first(verdict: str, curves: Curves, best: Point, chosen: Point, gains: dict, rivals: list[str]) -> str:
    real = _f1(curves.baseline(REAL))
    value, low, high = gains[REAL]
    if verdict == NONE:
        how = "Synthetic rows make it worse here" if high < 0 else "No gain from synthetic rows can be seen here"
        return (
            f"{how}: real rows alone reach an F1 of {real:.3f}, the best with synthetic rows added "
            f"{_f1(best):.3f}; chosen by rounds other than those tested on, they differ by {value:+.3f} "
            f"({low:+.3f} to {high:+.3f})."
        )
    if verdict == MATCHED:
        told = " and ".join(
            f"{way} alone reach{'' if way == WEIGHTS else 'es'} {_f1(curves.baseline(way)):.3f}" for way in rivals
        )
        return (
            f"Synthetic rows help, but may not be needed: they raise F1 from {real:.3f} to {_f1(best):.3f}; "
            f"{told} at no cost, and the difference may be chance."
        )
    return (
        f"Worth it: {chosen.added:,} synthetic rows of '{curves.rare}' by {_title(best.way)} raise F1 "
        f"from {real:.3f} to "
        f"{_f1(chosen):.3f}; what rows chosen so gain is {value:+.3f} ({low:+.3f} to {high:+.3f})."
    )


def _more(verdict: str, curves: Curves, best: Point, chosen: Point) -> list[str]:
    told = []
    if verdict == BETTER and chosen is not best:
        told.append(f"Stop there: more rows, up to {curves.grown[-1].added:,}, are not better beyond chance.")
    value, low, high = gain(curves, curves.baseline(REAL), "average_precision")
    if verdict != NONE and low <= 0:
        told.append(
            f"The order of rows by likelihood (average precision) is not improved: {value:+.3f} "
            f"({low:+.3f} to {high:+.3f}). "
            "What the rows change is where the line is drawn."
        )
    mixes = [point for point in curves.points if point.share]
    for point in mixes:
        value, low, high = difference(point, curves.baseline(REAL))
        how = "better than" if low > 0 else "worse than" if high < 0 else "not to be told from"
        told.append(
            f"A table of {1 - point.share:.0%} real and {point.share:.0%} synthetic rows by {_title(point.way)} "
            f"is {how} real rows "
            f"alone: F1 {_f1(point):.3f}, {value:+.3f} ({low:+.3f} to {high:+.3f})."
        )
    told += [f"{_title(way)} is left out: {why}" for way, why in curves.refused.items()]
    if curves.rows["holdout_rare"] < 100:
        told.append(
            f"Only {curves.rows['holdout_rare']} rows of '{curves.rare}' are tested on in each round; "
            "small gains cannot be seen with so few."
        )
    return told


def _f1(point: Point) -> float:
    return point.interval("f1")[0]


def _title(way: str) -> str:
    return shelf()[way].title if way in shelf() else way
