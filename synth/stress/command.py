"""What `python -m synth generate --stress` asks of a recipe, and what it tells and writes besides the table."""

import json

from synth.stress.asked import Asked
from synth.stress.fixtures import as_json, as_pytest
from synth.stress.stress import Stressed
from synth.stress.texts import NOT_IN

WRITERS = {".json": as_json, ".py": as_pytest}
"""By file ending, what writes fixtures."""


def asked(options, before: dict) -> dict:
    """The record of the hard rows that the options ask for; that of the recipe before, where they ask for none.

    Raises: ValueError where they do not go together.
    """
    if options.stress is None and options.stress_tags or options.fixtures and options.stress is None and not before:
        raise ValueError(
            "--stress-tags and --fixtures are about hard rows; say with --stress SHARE how many there shall be."
        )
    if options.stress is not None and not 0 < options.stress <= 1:
        raise ValueError(f"--stress takes a share of the rows in (0, 1], not {options.stress}.")
    if options.fixtures and options.fixtures.suffix not in WRITERS:
        raise ValueError(f"'{options.fixtures.name}' must end in one of {', '.join(WRITERS)}.")
    if options.stress is None:
        return before
    return Asked(options.stress, options.stress_tags, NOT_IN.get(options.out.suffix.lstrip("."), ())).record()


def told(options, found: Stressed | None) -> tuple[dict, str]:
    """What JSON says of the hard rows, and text; writes the fixtures."""
    if found is None:
        return {}, ""
    if options.fixtures:
        options.fixtures.write_text(WRITERS[options.fixtures.suffix](found), encoding="utf-8")
    hard, lacking = int(found.tags.notna().sum()), (found.left_out, found.barred)
    record = {"rows": hard, "cases": found.counts, "left_out": list(found.left_out), "barred": list(found.barred)}
    lines = [f"{hard:,} hard rows, {len(found.counts)} kinds of cases"]
    lines += [f"{len(lacking[0])} cases found no row; ask for more"] if lacking[0] else []
    lines += [f"{len(lacking[1])} cases are left out: they would break another rule by the way"] if lacking[1] else []
    lines += [f"{options.fixtures}: the hard rows as fixtures"] if options.fixtures else []
    return {"stress": json.loads(json.dumps(record))}, "".join(f"\n  {line}" for line in lines)
