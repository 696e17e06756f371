"""Scores of two tables on disk, as `evaluate` tells them: text, JSON, an HTML report, rules, demands, what changed."""

import json
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from synth.changes import Change, changes
from synth.comparison import compare
from synth.columns.recast import conform
from synth.dataset import Dataset
from synth.metric import metrics
from synth.progress import Progress, part
from synth.recipe import Recipe
from synth.report import Report, evaluate
from synth.reporting.page import Document
from synth.rules import Rule
from synth.rules import on as rules_on
from synth.rules.violations import violations
from synth.thresholds import RULES, failures, thresholds


class Demanded(ValueError):
    """A score fell short of what --fail-under demands; the text says which, a sentence each."""


def run(options, progress: Progress) -> tuple[dict, str]:
    """The JSON and the text of the command, its HTML file written. Raises: ValueError; OSError."""
    demanded = thresholds(options.fail_under)
    real, holdout, synthetic, before = _tables(options)
    rules = rules_on(options.rule, real)
    only = list(dict.fromkeys([*options.only, *(key for key in demanded if key != RULES)])) if options.only else None
    rng = np.random.default_rng(options.seed)
    report = evaluate(real, holdout, synthetic, rng, part(progress, 0.0, 0.6), only)
    record, lines = json.loads(report.to_json()), _lines(report)
    kept, broken = _kept(rules, real, synthetic)
    if rules:
        record |= {"rules": kept, RULES: broken}
        lines += [
            "",
            *(f"rule      {each['count']:,} of {each['rows']:,} rows break '{each['words']}'" for each in kept),
        ]
    if before is not None:
        moved = changes(
            _baseline(before, holdout, synthetic, options, only, part(progress, 0.6, 0.8)), report, parts=True
        )
        record["changes"] = [_change(each) for each in moved]
        lines += ["", *_drifted(moved)]
    if options.html:
        options.html.write_text(
            _document(real, holdout, synthetic, report, kept, options, part(progress, 0.8, 1.0)), encoding="utf-8"
        )
        record["html"] = str(options.html)
    progress(1.0, "evaluated")
    record["failures"] = failures(report, demanded, broken if rules else None)
    return record, "\n".join(lines)


def _kept(rules: tuple[Rule, ...], real: Dataset, synthetic: Dataset) -> tuple[list[dict], int]:
    """Of each rule how many synthetic rows break it, and how many break any."""
    told = violations(rules, [], real, synthetic)
    wrong = np.zeros(len(synthetic), dtype=bool)
    for rule in rules:
        wrong |= rule.broken(synthetic.table)
    return [{word: each[word] for word in ("rule", "words", "accepted", "rows", "count")} for each in told], int(
        wrong.sum()
    )


def _tables(options) -> tuple[Dataset, Dataset | None, Dataset, Dataset | Report | None]:
    """Real, holdout, synthetic, and what --baseline names: scores told before, or the real table as it was."""
    from synth.reading.apart.reader import Reader

    with Reader() as reader:
        real = reader.read(options.real).dataset.steer(target=options.target)
        synthetic = conform(reader.read(options.synthetic).dataset.table, real)
        holdout = conform(reader.read(options.holdout).dataset.table, real) if options.holdout else None
        if options.baseline is None:
            return real, holdout, synthetic, None
        if options.baseline.suffix == ".json":
            return real, holdout, synthetic, _told(options.baseline)
        return real, holdout, synthetic, conform(reader.read(options.baseline).dataset.table, real)


def _told(path: Path) -> Report:
    try:
        return Report.from_json(path.read_text(encoding="utf-8"))
    except (KeyError, TypeError, ValueError):
        raise ValueError(
            f"'{path.name}' holds no scores; give what `evaluate --json` printed before, or the real table as it was."
        ) from None


def _baseline(
    before: Dataset | Report,
    holdout: Dataset | None,
    synthetic: Dataset,
    options,
    only: list[str] | None,
    progress: Progress,
) -> Report:
    if isinstance(before, Report):
        return before
    return evaluate(before, holdout, synthetic, np.random.default_rng(options.seed), progress, only)


def _lines(report: Report) -> list[str]:
    lines = []
    for key, each in metrics().items():
        if score := report.overall(key):
            ends = (("holdout", score.holdout), ("shuffled", score.shuffled), ("copy", score.copy))
            marks = "".join(f", {name} {value:.3f}" for name, value in ends if value is not None)
            lines.append(f"{each.family:9} {key:28} {score.value:.4f} [{score.low:.4f}, {score.high:.4f}]{marks}")
        elif key in report.skipped:
            lines.append(f"{each.family:9} {key:28} skipped: {report.skipped[key]}")
    return lines


def _change(change: Change) -> dict:
    return {
        "metric": change.metric.key,
        "about": list(change.about),
        "moved": change.moved,
        "before": change.before.value,
        "now": change.now.value,
    }


def _drifted(moved: list[Change]) -> list[str]:
    """Whether the synthetic table still stands for the real one, then what got worse."""
    worse = [each for each in moved if each.moved == "worse"]
    if not worse:
        return ["Nothing got worse beyond chance: the synthetic table is as valid as it was."]
    overall = sum(not each.about for each in worse)
    return [
        f"{overall} scores of the whole table and {len(worse) - overall} of columns or pairs got worse "
        "beyond chance: make the synthetic table anew.",
        *(each.sentence() for each in worse[:20]),
    ]


def _document(
    real: Dataset,
    holdout: Dataset | None,
    synthetic: Dataset,
    report: Report,
    kept: list[dict],
    options,
    progress: Progress,
) -> str:
    from synth.closer import closer

    shown = compare(real, synthetic, part(progress, 0.0, 0.5))
    behind = closer(real, holdout, synthetic, np.random.default_rng([options.seed, 4]), part(progress, 0.5, 1.0))
    recipe = Recipe("", {}, len(synthetic), options.seed, target=options.target)
    return Document(
        options.synthetic.name,
        options.real.name,
        recipe,
        report,
        shown,
        behind,
        (),
        len(synthetic),
        len(real),
        datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        tuple(kept),
    ).html()
