"""The shelf of techniques and their parameters."""

from synth.commands.printed import printed
from synth.progress import Progress

HELP = "list the techniques and their parameters"


def options(parser) -> None:
    """It takes none of its own."""


def run(options, progress: Progress) -> None:
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
            scope = (
                f"one of {', '.join(map(str, p['choices']))}"
                if p["choices"]
                else f"{p['low']} to {p['high']}"
                if p["low"] is not None
                else "true or false"
                if p["default"] in (True, False)
                else "text"
            )
            lines.append(f"  --set {p['name']}={p['default']}  {p['help']} ({scope})")
    printed(options, records, "\n".join(lines))
