"""Groups of people side by side: how large each is and how often it has the outcome, of real and of synthetic rows.

`by_group` gives plain JSON:

    outcome   the outcome in words ("income is >50K"), null without a target or one that all rows have
    columns   one per column of groups: {"name", "groups": [{"group", "share": figure, "rate": figure or null}],
              "gap": {"real", "synthetic"} between the highest and the lowest rate (demographic parity difference) or
              null, "takeaway": sentence}

A figure is {"real", "low", "high", "synthetic", "synthetic_low", "synthetic_high"}, shares in 0..1 with 95 % intervals.
Groups have at least 20 real rows; a rate is null where 1 to 4 real rows have the outcome, or a table has none of the
group.
"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import FEWEST
from synth.measuring.groups import Groups, groups
from synth.measuring.interval import Z, wilson
from synth.measuring.outcomes import outcomes


def by_group(train: Dataset, synthetic: Dataset) -> dict:
    """As the module's docstring says; of a target with several classes the outcome is its rarest that counts."""
    found = outcomes(train, train, synthetic)
    name, *happened = found[-1] if found else (None, None, None)
    columns = [_column(each, name, happened, (len(train), len(synthetic))) for each in groups(train, train, synthetic)]
    return {"outcome": name, "columns": columns}


def _column(of: Groups, outcome: str | None, happened: list, rows: tuple[int, int]) -> dict:
    told = []
    for i, label in enumerate(of.labels):
        inside = [codes == i for codes in of.codes]
        share = _figure(*((int(each.sum()), total) for each, total in zip(inside, rows)))
        rate = None
        if outcome:
            known = [values[each & ~np.isnan(values)] for each, values in zip(inside, happened)]
            rate = _figure(*((int(each.sum()), len(each)) for each in known))
        told.append({"group": label, "share": share, "rate": rate})
    gap, takeaway = _gap(told, outcome) if outcome else (None, _size(told))
    return {"name": of.column, "groups": told, "gap": gap, "takeaway": takeaway}


def _figure(real: tuple[int, int], synthetic: tuple[int, int]) -> dict | None:
    """Of hits and rows; None where too few real rows are hits, or either has no rows."""
    if not real[1] or not synthetic[1] or 0 < real[0] < FEWEST:
        return None
    ends = [[hits / rows, *wilson(hits / rows, rows)] for hits, rows in (real, synthetic)]
    names = ("real", "low", "high", "synthetic", "synthetic_low", "synthetic_high")
    return dict(zip(names, (round(float(each), 5) for both in ends for each in both)))


def _gap(told: list[dict], outcome: str) -> tuple[dict | None, str]:
    """The gap in both tables, and whether it grew: that between the groups which differ most among real rows."""
    rated = [each for each in told if each["rate"]]
    if len(rated) < 2:
        return None, f"Too few rows have '{outcome}' to compare groups."
    gap = {side: round(float(np.ptp([each["rate"][side] for each in rated])), 5) for side in ("real", "synthetic")}
    rated.sort(key=lambda each: each["rate"]["real"])
    least, most = rated[0], rated[-1]
    real, made = (most["rate"][side] - least["rate"][side] for side in ("real", "synthetic"))
    widths = [
        each["rate"][high] - each["rate"][low]
        for each in (least, most)
        for low, high in (("low", "high"), ("synthetic_low", "synthetic_high"))
    ]
    chance = Z * float(np.sqrt(sum((width / 2 / Z) ** 2 for width in widths)))
    between = f"'{outcome}' is {100 * real:.1f} points more frequent in '{most['group']}' than in '{least['group']}'"
    between += " among real rows"
    if made < 0 and abs(made - real) > chance:
        return gap, f"{between}; among synthetic rows the gap has turned round."
    word = "the same but for chance" if abs(made - real) <= chance else "wider" if made > real else "narrower"
    return gap, f"{between} and {100 * made:.1f} among synthetic ones: the gap is {word}."


def _size(told: list[dict]) -> str:
    worst = max(told, key=lambda each: abs(each["share"]["real"] - each["share"]["synthetic"]) if each["share"] else 0)
    share = worst["share"]
    if not share:
        return "Too few rows to compare groups."
    real, made = (f"{100 * share[side]:.1f} %" for side in ("real", "synthetic"))
    return f"'{worst['group']}' makes up {real} of real and {made} of synthetic rows."
