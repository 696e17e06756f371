"""SDMetrics' own two reports, through one adapter."""

import warnings

import numpy as np
import pandas as pd

from synth.measuring.binning import numbers
from synth.dataset import Dataset, Kind
from synth.measuring.interval import wilson_again
from synth.metric import Score, Skip, metric
from synth.measuring.similarity import Shapes, average, pairs_of

ROWS, COLUMNS = 10_000, 25
"""Most rows of either table, and most columns, that are given to SDMetrics,
so that a report stays near a CPU second."""
_SOURCE = "SDMetrics 0.32, docs.sdv.dev/sdmetrics; on up to 10,000 rows and the first 25 columns"


@metric(title="SDMetrics quality", question="What does SDMetrics' quality report say?", family="fidelity", best=1.0,
        worst=0.0, source=_SOURCE,
        says="SDMetrics' quality score is {:.1%}", cost=0.75)
def sdmetrics_quality(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                      rng: np.random.Generator) -> list[Score]:
    """Its overall score, then "Column Shapes" and "Column Pair Trends";
    intervals are those of the same figures of ours."""
    from sdmetrics.reports import QualityReport

    real, made = _sampled(train, synthetic, rng)
    overall, properties = _report(QualityReport(), *prepared(real, made))
    spread = {"Column Shapes": _half_shapes(real, made), "Column Pair Trends": _half_trends(real, made)}
    kept = {name: value for name, value in properties.items() if name in spread and np.isfinite(value)}
    half = float(np.mean([spread[name] for name in kept]))
    return [sdmetrics_quality.score(overall, max(0.0, overall - half), min(1.0, overall + half)),
            *(sdmetrics_quality.score(value, max(0.0, value - spread[name]), min(1.0, value + spread[name]), (name,))
              for name, value in kept.items())]


@metric(title="SDMetrics diagnostic", question="Are all synthetic values of the right form and within the real ranges?",
        family="fidelity", best=1.0, worst=0.0, margin=0.05, source=_SOURCE,
        says="SDMetrics' diagnostic score is {:.2%}", cost=0.14)
def sdmetrics_diagnostic(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                         rng: np.random.Generator) -> list[Score]:
    """Its overall score, then "Data Validity" and "Data Structure"; intervals as for a share of the synthetic rows."""
    from sdmetrics.reports import DiagnosticReport

    real, made = _sampled(train, synthetic, rng)
    overall, properties = _report(DiagnosticReport(), *prepared(real, made))
    found = {(): overall} | {(name,): value for name, value in properties.items() if np.isfinite(value)}
    return [sdmetrics_diagnostic.score(value, *wilson_again(value, len(made)), about=about)
            for about, value in found.items()]


def quality_of(tables: list[dict], metadata: dict) -> tuple[float, float]:
    """SDMetrics' "Column Shapes" and "Column Pair Trends" of what `prepared` gives: all rows,
    however long that takes."""
    from sdmetrics.reports import QualityReport

    properties = _report(QualityReport(), tables, metadata)[1]
    return properties["Column Shapes"], properties["Column Pair Trends"]


def prepared(real: Dataset, made: Dataset) -> tuple[list[dict], dict]:
    """Both tables and their description, as SDMetrics takes them: numbers and moments as floats, the rest as text."""
    names = {name: f"column {i}" for i, name in enumerate(real.names)}
    kinds = {names[c.name]: {"sdtype": "numerical" if c.kind.numeric else "categorical"} for c in real.columns}
    tables = [{"table": _plain(real, data).rename(columns=names)} for data in (real, made)]
    return tables, {"tables": {"table": {"columns": kinds}}}


def _sampled(train: Dataset, synthetic: Dataset, rng: np.random.Generator) -> list[Dataset]:
    """Modelled columns that hold values in both, on a sample: the same positions of tables of one length."""
    names = [name for name in train.modelled if all(data.table[name].notna().any() for data in (train, synthetic))]
    if not names:
        raise Skip("No column holds values in both tables, so there is nothing for SDMetrics to compare.")
    names, seed = names[:COLUMNS], rng.integers(2**63)
    chosen = [np.random.default_rng(seed).choice(len(data), min(ROWS, len(data)), replace=False)
              for data in (train, synthetic)]
    return [data.only(names).take(np.sort(rows)) for data, rows in zip((train, synthetic), chosen)]


def _report(report, tables: list[dict], metadata: dict) -> tuple[float, dict[str, float]]:
    """The overall score and the properties' ones. Raises: Skip where the report has none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report.generate(*tables, metadata, verbose=False)
        properties = report.get_properties().set_index("Property")["Score"].to_dict()
        overall = float(report.get_score())
    if not np.isfinite(overall):
        raise Skip("SDMetrics gives no score for these tables.")
    return overall, {name: float(value) for name, value in properties.items()}


def _plain(real: Dataset, data: Dataset) -> pd.DataFrame:
    def column(name: str, kind: Kind) -> pd.Series:
        values = data.table[name]
        if kind.numeric:
            return pd.Series(numbers(values, kind))
        return values.astype(object).map(str, na_action="ignore").where(values.notna(), None)

    return pd.DataFrame({c.name: column(c.name, c.kind).array for c in real.columns})


def _half_shapes(real: Dataset, made: Dataset) -> float:
    tables = Shapes(real, made)
    return _half([alike for name in tables.names if (alike := tables.shape(name))])


def _half_trends(real: Dataset, made: Dataset) -> float:
    tables = Shapes(real, made)
    return _half([alike for pair in pairs_of(tables.names) if (alike := tables.trend(*pair))])


def _half(parts: list) -> float:
    if not parts:
        return 0.0
    low, high = average(parts).interval
    return (high - low) / 2
