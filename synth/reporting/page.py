"""One HTML file that holds all: no script, no request to anywhere, escaped, and fit for print and screen readers."""

import json
from dataclasses import dataclass
from html import escape

from synth.metric import FAMILIES, Metric, Score, metrics
from synth.recipe import Recipe
from synth.report import Report
from synth.reporting.asked import asked, broken
from synth.reporting.card import DISCLOSURE, KEPT, limits, uses
from synth.reporting.figures import column, correlations, ruler
from synth.reporting.style import POLICY, STYLE
from synth.technique import shelf
from synth.verdict import grade, sentence, verdict

COLUMNS, PAIRS = 24, 12
"""Most columns drawn and most pairs told, the worst first."""


@dataclass(frozen=True)
class Document:
    """What a report is made from: names, the recipe, and what the run's job measured and binned. A recipe without a
    technique stands for rows of which it is not known how they were made.

    comparison is what `synth.comparison.compare` gives, closer what `synth.closer.closer` does; notes are the
    technique's own, made the moment of the run as text, learned the real rows learned from. rules: how many
    rows break each, as `asked` takes it.
    """

    name: str
    data: str
    recipe: Recipe
    report: Report
    comparison: dict | None = None
    closer: dict | None = None
    notes: tuple[str, ...] = ()
    rows: int = 0
    learned: int = 0
    made: str = ""
    rules: tuple[dict, ...] = ()

    def html(self) -> str:
        """The whole page. Nothing of it comes from elsewhere, and all that stems from data is escaped."""
        title = f"Synthetic rows like {self.data}"
        parts = [
            self._head(),
            self._card(),
            self._scores(),
            self._wrong(),
            self._columns(),
            self._pairs(),
            self._made(),
        ]
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
            f"<body><main><h1>{escape(title)}</h1>{''.join(parts)}</main></body></html>"
        )

    def _head(self) -> str:
        technique = shelf().get(self.recipe.technique)
        told = DISCLOSURE if technique is None or technique.shareable else KEPT
        return f'<p class="note" role="note"><strong>{escape(told)}</strong></p>' + _list(verdict(self.report))

    def _card(self) -> str:
        technique = shelf().get(self.recipe.technique)
        facts = [
            ("Real table", self.data),
            ("Run", self.name),
            ("Rows", f"{self.rows:,}"),
            ("Real rows learned from", f"{self.learned:,}"),
            ("Technique", f"{technique.title}. {technique.summary}" if technique else self.recipe.technique),
            ("Published", technique.source() if technique else ""),
            ("Licence of the technique", technique.licence if technique else ""),
            ("Made", self.made),
        ]
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in facts if value
        )
        demands = _list(asked(self.recipe, self.rules, self.rows))
        limited = [*limits(self.report, self.recipe), *broken(self.rules)]
        return (
            f"<h2>Data card</h2><table>{rows}</table>{_list(self.notes)}"
            f"{f'<h3>What was asked of it</h3>{demands}' if demands else ''}"
            f"<h3>What it may be used for</h3>{_list(uses(self.report, self.recipe))}"
            f"<h3>Its limits</h3>{_list(limited)}"
        )

    def _scores(self) -> str:
        parts = [
            "<h2>Scores</h2><p>Every score stands on a ruler, best to the right: the diamond is this table with its "
            "95 % interval, the solid blue mark what real unseen rows score, the dotted grey one shuffled columns, the "
            "dashed grey one an exact copy.</p>"
        ]
        for family in FAMILIES:
            known = [(metric, self.report.overall(key)) for key, metric in metrics().items() if metric.family == family]
            rows = "".join(_score(metric, score) for metric, score in known if score)
            rows += "".join(
                f'<tr><th scope="row">{escape(metric.title)}</th><td colspan="3">not measured: '
                f"{escape(self.report.skipped[metric.key])}</td></tr>"
                for metric, score in known
                if score is None and metric.key in self.report.skipped
            )
            if rows:
                parts.append(
                    f'<h3>{family.capitalize()}</h3><table class="scores"><thead><tr><th scope="col">Score</th>'
                    f'<th scope="col">Value</th><th scope="col">Ruler</th>'
                    f'<th scope="col">In words</th></tr></thead><tbody>{rows}</tbody></table>'
                )
        return "".join(parts)

    def _wrong(self) -> str:
        found = [each["sentence"] for each in ((self.closer or {}).get("wrong") or {}).get("groups", [])]
        return f"<h2>Where it is wrong</h2>{_list(found)}" if found else ""

    def _columns(self) -> str:
        marginals = (self.comparison or {}).get("marginals", [])[:COLUMNS]
        figures = "".join(
            f"<figure><figcaption><strong>{escape(each['name'])}</strong>: {escape(each['takeaway'])}</figcaption>"
            f"{column(each)}"
            f"<details><summary>The numbers</summary>{_shares(each)}</details></figure>"
            for each in marginals
        )
        legend = (
            "<p>Real is filled blue, synthetic outlined and dashed in orange. Bars with fewer than 5 real rows are "
            "hidden.</p>"
        )
        return f'<h2>Columns, the worst first</h2>{legend}<div class="grid">{figures}</div>' if figures else ""

    def _pairs(self) -> str:
        comparison = self.comparison or {}
        told = [
            f"{each['names'][0]} with {each['names'][1]}: {each['takeaway']}"
            for each in comparison.get("pairs", [])[:PAIRS]
        ]
        drawn = comparison.get("correlation")
        shown = f'<p>{escape(drawn["takeaway"])}</p><div class="scroll">{correlations(drawn)}</div>' if drawn else ""
        return (
            f"<h2>Pairs, the worst first</h2>{_list(told)}{shown}{_list(comparison.get('left_out', []))}"
            if told or drawn
            else ""
        )

    def _made(self) -> str:
        if not self.recipe.technique:
            return "<p>Made with Lookalike.</p>"
        recipe = json.dumps(json.loads(self.recipe.to_json()), indent=2, ensure_ascii=False)
        return (
            "<h2>How to make it again</h2><p>With the same real table this recipe gives the same rows.</p>"
            f"<pre>{escape(recipe)}</pre><p>Made with Lookalike.</p>"
        )


def _score(metric: Metric, score: Score) -> str:
    return (
        f'<tr><th scope="row">{escape(metric.title)}<br><small>{escape(grade(score, metric))}</small></th>'
        f'<td class="n">{score.value:.3f}<br>'
        f"<small>{score.low:.3f} to {score.high:.3f}</small></td><td>{ruler(score, metric)}</td>"
        f"<td>{escape(metric.question)} {escape(sentence(score, metric))}</td></tr>"
    )


def _shares(marginal: dict) -> str:
    labels = [*marginal["labels"], "missing"]
    both = zip(
        labels,
        [*marginal["real"], marginal["missing"]["real"]],
        [*marginal["synthetic"], marginal["missing"]["synthetic"]],
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(str(name))}</th><td class="n">{_percent(real)}</td>'
        f'<td class="n">{_percent(made)}</td></tr>'
        for name, real, made in both
    )
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Value", "Real", "Synthetic"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _percent(share: float | None) -> str:
    return "fewer than 5 rows" if share is None else f"{100 * share:.2f} %"


def _list(sentences) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in sentences)
    return f"<ul>{items}</ul>" if items else ""
