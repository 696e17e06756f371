"""A question of one's own, put to the real and to the synthetic table."""

from pathlib import Path

from synth.commands.printed import printed
from synth.progress import Progress

WIDTH = 30
"""Characters of a value that are printed."""
HELP = "put a SELECT to a real and a synthetic table, and say whether both give the same answer"


def options(parser) -> None:
    parser.add_argument("real", type=Path, metavar="REAL")
    parser.add_argument("synthetic", type=Path, metavar="SYNTHETIC")
    parser.add_argument(
        "question",
        metavar="SELECT",
        help='of counts, sums, averages: "SELECT state, avg(total) FROM data GROUP BY state"',
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same intervals")


def run(options, progress: Progress) -> None:
    import numpy as np

    from synth.columns.recast import conform
    from synth.questions import ask
    from synth.reading.apart.reader import Reader

    progress(0.1, "reading")
    with Reader() as reader:
        real = reader.read(options.real).dataset
        synthetic = conform(reader.read(options.synthetic).dataset.table, real)
    progress(0.5, "asking both tables")
    answer = ask({"kind": "sql", "text": options.question}, real, synthetic, np.random.default_rng(options.seed))
    progress(1.0, "answered")
    printed(options, answer.to_record(), "\n".join(_lines(answer)))


def _lines(answer) -> list[str]:
    """The answer as a table, a figure a line, and what is to be known of it."""
    from synth.questions.answer import told

    def figure(estimate, form: str) -> str:
        if estimate is None:
            return "none"
        return f"{told(estimate.value, form)} ({told(estimate.low, form)} to {told(estimate.high, form)})"

    rows = [(", ".join((*answer.keys, "figure")), "real", "synthetic", "agree")]
    for each in answer.findings:
        sides = (figure(side, each.form) for side in (each.real, each.synthetic))
        key = (_shortened(word) for word in (*each.key, each.measure))
        rows.append((", ".join(key), *sides, "yes" if each.survives else "no"))
    wide = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = ["  ".join([*(cell.ljust(wide[i]) for i, cell in enumerate(row[:3])), row[3]]) for row in rows]
    hidden = [f"{answer.hidden} more not shown: fewer than 5 real rows are behind each."] if answer.hidden else []
    return [*(lines if answer.findings else []), answer.sentence, *answer.notes, *hidden]


def _shortened(word: str) -> str:
    """On one line, cut where it is long."""
    plain = " ".join(word.split())
    return plain if len(plain) <= WIDTH else f"{plain[: WIDTH - 1]}…"
