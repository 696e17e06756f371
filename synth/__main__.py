"""The command line: python -m synth COMMAND; --help lists the commands.

Exit codes: 0 done, 1 a problem with the data or a value (one sentence on stderr), 2 wrong usage, 130 interrupted.
Results go to stdout, as text or with --json as JSON; progress goes to stderr.
"""

import argparse
import sys

from synth.commands import COMMANDS
from synth.progress import Progress, quiet


def main(arguments: list[str] | None = None) -> int:
    """The exit code of the command named by the arguments."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options, quiet if options.quiet else _stderr())
    except (ValueError, OSError) as problem:
        print(f"\nsynth {options.name}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nsynth {options.name}: interrupted; nothing partial was written.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("synth", description="Synthetic tables without a browser.")
    subparsers = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        made = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        made.set_defaults(command=command.run)
        made.add_argument("--json", action="store_true", help="print the result as JSON")
        made.add_argument("--quiet", action="store_true", help="no progress on stderr")
        command.options(made)
    return parser


def _stderr() -> Progress:
    """A progress that rewrites one line of a terminal, or prints a line per tenth into a file."""
    last = [-1]

    def show(share: float, note: str = "") -> None:
        step = int(share * (200 if sys.stderr.isatty() else 10))
        if step != last[0]:
            last[0] = step
            print(
                f"\r{share:4.0%} {note:<60.60}" if sys.stderr.isatty() else f"{share:4.0%} {note}",
                end="" if sys.stderr.isatty() and share < 1 else "\n",
                file=sys.stderr,
                flush=True,
            )

    return show


if __name__ == "__main__":
    sys.exit(main())
