"""What `python -m synth generate --stress` does to the rows that were made, and what it tells."""

import json

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.stress.fixtures import as_json, as_pytest
from synth.stress.stress import stress
from synth.stress.texts import NOT_IN

WRITERS = {".json": as_json, ".py": as_pytest}
"""By file ending, what writes fixtures."""


def check_options(options) -> None:
    """Raises: ValueError where they do not go together, before anything is learned."""
    if options.stress is None and (options.stress_tags or options.fixtures):
        raise ValueError(
            "--stress-tags and --fixtures are about hard rows; say with --stress SHARE how many there shall be."
        )
    if options.stress is not None and not 0 < options.stress <= 1:
        raise ValueError(f"--stress takes a share of the rows in (0, 1], not {options.stress}.")
    if options.fixtures and options.fixtures.suffix not in WRITERS:
        raise ValueError(f"'{options.fixtures.name}' must end in one of {', '.join(WRITERS)}.")


def stressed(options, synthetic: Dataset, seed: int) -> tuple[pd.DataFrame, dict, str]:
    """The table to write, what JSON says of it, and text; writes the fixtures. Nothing changes without --stress."""
    if options.stress is None:
        return synthetic.table, {}, ""
    without = NOT_IN.get(options.out.suffix.lstrip("."), ())
    found = stress(synthetic, options.stress, np.random.default_rng([seed, 6]), without)
    if options.fixtures:
        options.fixtures.write_text(WRITERS[options.fixtures.suffix](found), encoding="utf-8")
    hard = int(found.tags.notna().sum())
    record = {"stress": {"rows": hard, "cases": found.counts, "left_out": list(found.left_out)}}
    text = f"\n  {hard:,} hard rows, {len(found.counts)} kinds of cases"
    text += f"; for {len(found.left_out)} cases there was no row, ask for more" if found.left_out else ""
    text += f"\n  {options.fixtures}: the hard rows as fixtures" if options.fixtures else ""
    return found.tagged() if options.stress_tags else found.data.table, json.loads(json.dumps(record)), text
