"""Is everything there that is there in the real table: rare levels, and rows of every kind?"""

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.measuring.binning import FEWEST
from synth.measuring.comparable import comparable, sampled
from synth.measuring.interval import wilson_again
from synth.measuring.nearest import Places, encode
from synth.measuring.neighbours import measured
from synth.metric import Score, Skip, metric

RARE, FACTOR, LEVELS = 0.05, 10**0.5, 100
"""The share below which a level is rare, how far off its share may be, and most levels of whole numbers."""
ROWS, NEIGHBOURS = 1_500, 5
"""Most rows of either table, and the rows among whose distances another is near."""


@metric(title="Rare categories", question="Do rare categories come out, in the right order of magnitude?",
        family="fidelity", best=1.0, worst=0.0, margin=0.3, cost=0.04,
        says="{:.0%} of rare categories come out in the right order of magnitude",
        source="Share of levels below 5 %, with 5 real rows, whose synthetic share is within a factor of 3.2; all rows")
def rare_levels(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Over all rare levels of categories, flags and whole numbers of few values; below 1 %, above it; by column.

    Levels of which so few synthetic rows would hold fewer than 5 are not asked for.
    """
    comparable(train, synthetic)
    levelled = [column for column in train.columns if column.kind in (Kind.CATEGORY, Kind.FLAG, Kind.INTEGER)]
    found = {each.name: _rare(each, train.table[each.name], synthetic.table[each.name]) for each in levelled}
    whole = pd.concat([pd.DataFrame({"share": [], "out": []}, dtype=float), *found.values()])
    if whole.empty:
        raise Skip("No level has less than 5 % of the real rows and yet 5 of them.")
    bands = {"below 1 %": whole[whole["share"] < 0.01], "1 to 5 %": whole[whole["share"] >= 0.01]}
    columns = {name: each for name, each in found.items() if name not in bands}
    return [_share_of(levels, about) for about, levels in
            {(): whole, **{(name,): each for name, each in (bands | columns).items() if len(each)}}.items()]


@metric(title="Coverage of rows", question="Are there synthetic rows near every real one?", family="fidelity", best=1.0,
        worst=0.0, source="Naeem et al., 'Reliable fidelity and diversity metrics for generative models' "
                          "(2020): coverage, k = 5; 1,500 rows of either",
        says="{:.1%} of real rows have a synthetic one in their neighbourhood", cost=0.09)
def covered_rows(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The share of real rows with a synthetic row no farther than their 5th nearest real one; about 0.97 for real rows.

    As many rows of either are compared: more synthetic ones would cover more.
    """
    rows = min(ROWS, len(train), len(synthetic))
    real, made = sampled(train, synthetic, rows, rng)
    if rows <= NEIGHBOURS:
        raise Skip(f"Neighbourhoods need more than {NEIGHBOURS} rows of either table; there are {rows}.")
    places = encode(real, real, made)
    radius = _near(places[0], places[0], NEIGHBOURS + 1)
    nearest = _near(places[0], places[1], 1)
    share = float((nearest <= radius * (1 + 1e-5) + 1e-6).mean())
    # neighbours are covered together, by the same row
    return [covered_rows.score(share, *wilson_again(share, rows / NEIGHBOURS))]


def _near(rows: Places, among: Places, k: int) -> np.ndarray:
    """float32 per row: the distance to the k-th nearest of the others."""
    return np.concatenate([np.partition(apart, k - 1, axis=1)[:, k - 1] for _, apart in measured(rows, among)])


def _rare(column: Column, real: pd.Series, made: pd.Series) -> pd.DataFrame:
    """share: of all real rows, and out: whether it comes out (1 or 0), a row per rare level."""
    counts = real.value_counts()
    if column.kind is Kind.INTEGER and len(counts) > LEVELS:
        counts = counts[:0]
    counts = counts[(counts >= FEWEST) & (counts < RARE * len(real)) & (counts * len(made) >= FEWEST * len(real))]
    ratio = made.value_counts().reindex(counts.index, fill_value=0) / len(made) / (counts / len(real))
    out = ratio.between(1 / FACTOR, FACTOR)
    return pd.DataFrame({"share": (counts / len(real)).to_numpy(float), "out": out.to_numpy(float)})


def _share_of(levels: pd.DataFrame, about: tuple[str, ...]) -> Score:
    share = float(levels["out"].mean())
    return rare_levels.score(share, *wilson_again(share, len(levels)), about)
