"""The shelf of techniques and their parameters; with a table, the one that suits it and a purpose."""

from pathlib import Path

from synth.commands import steered
from synth.commands.printed import printed
from synth.facts import Purpose
from synth.progress import Progress

HELP = "list the techniques and their parameters; with a table, say which suits it, and what speaks against others"


def options(parser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the table that rows are to be made of")
    parser.add_argument(
        "--for",
        dest="purpose",
        choices=list(map(str, Purpose)),
        help="what the rows are for: to share (the default), test software, train a model, fill a gap or show a demo",
    )
    parser.add_argument("--target", metavar="COLUMN", help="the column to predict")
    steered.options(parser)


def run(options, progress: Progress) -> None:
    if options.file is None and options.purpose:
        raise ValueError("--for is about a table; name its FILE too.")
    if options.file is None:
        _shelf(options)
    else:
        _advised(options, progress)


def _advised(options, progress: Progress) -> None:
    """The technique recommended, with its reason and cost, and why others are not."""
    from synth.facts import Facts
    from synth.profile import profile
    from synth.recommend import avoid, recommend
    from synth.technique import shelf

    purpose = Purpose(options.purpose or Purpose.SHARE)
    progress(0.1, "reading")
    data = steered.steered(options)
    progress(0.5, "looking at the columns")
    facts = Facts.of(profile(data), purpose, data.target)
    advice, against = recommend(facts), avoid(facts)
    progress(1.0, "looked")
    record = {
        "purpose": str(purpose),
        "target": data.target,
        "rows": facts.rows,
        "columns": facts.columns,
        "recommended": {
            "reason": advice.reason,
            "params": advice.params,
            **_cost(advice.technique, advice.params, facts),
        },
        "others": [
            _cost(key, {}, facts) | ({"against": against[key]} if key in against else {})
            for key in shelf()
            if key != advice.technique
        ],
    }
    printed(options, record, "\n".join(_lines(record)))


def _cost(key: str, params: dict, facts) -> dict:
    """A technique's name and what it would take here, by its own guess: CPU seconds and bytes."""
    from synth.estimating.estimate import estimate
    from synth.technique import shelf

    took = estimate(key, params, facts.rows, max(facts.columns, 1), facts.rows)
    return {
        "technique": key,
        "title": shelf()[key].title,
        "cpu_seconds": [round(took.low, 2), round(took.high, 2)],
        "bytes": round(took.bytes),
    }


def _lines(record: dict) -> list[str]:
    from synth.estimating.wording import memory, time_range

    def cost(each: dict) -> str:
        return f"{time_range(*each['cpu_seconds'])} of work, {memory(each['bytes'])}"

    best = record["recommended"]
    told = [f"{best['technique']}: {best['title']}, {cost(best)}", f"  {best['reason']}"]
    if best["params"]:
        told.append(f"  --set {' '.join(f'{name}={value}' for name, value in best['params'].items())}")
    also = [f"  {each['technique']}: {cost(each)}" for each in record["others"] if "against" not in each]
    not_here = [f"  {each['technique']}: {each['against']}" for each in record["others"] if "against" in each]
    told += ["", "Nothing speaks against:", *also] if also else []
    return [*told, "", "Not advised here:", *not_here] if not_here else told


def _shelf(options) -> None:
    from synth.params import params_of
    from synth.technique import shelf

    records = [
        {
            "name": key,
            "title": each.title,
            "family": each.family,
            "summary": each.summary,
            "when": each.when,
            "licence": each.licence,
            "source": each.source(),
            "params": [
                {
                    "name": p.name,
                    "default": p.default,
                    "low": p.low,
                    "high": p.high,
                    "choices": p.choices,
                    "help": p.help,
                }
                for p in params_of(each)
            ],
        }
        for key, each in shelf().items()
    ]
    lines = []
    for record in records:
        lines.append(
            f"{record['name']}: {record['title']} ({record['licence']})\n  {record['summary']}\n  {record['when']}"
        )
        for p in record["params"]:
            lines.append(f"  --set {p['name']}={p['default']}  {p['help']} ({_scope(p)})")
    printed(options, records, "\n".join(lines))


def _scope(param: dict) -> str:
    """The values that a parameter may have."""
    if param["choices"]:
        return f"one of {', '.join(map(str, param['choices']))}"
    if param["low"] is not None:
        return f"{param['low']} to {param['high']}"
    return "true or false" if param["default"] in (True, False) else "text"
