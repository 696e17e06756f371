import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations import apart, together


def flights(rows: int = 1000) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    planned, late = rng.integers(5 * 60, 24 * 60, rows), rng.integers(-10, 200, rows)
    left = (planned + late) % 1440
    write = lambda minutes: minutes // 60 * 100 + minutes % 60
    return pd.DataFrame({"planned": write(planned), "late": late, "left": write(left)})


def test_times_of_day_are_learned_as_minutes_and_a_delay_carries_over_midnight():
    table = flights()
    data = Dataset("made", table, describe(table))
    left, rules = apart(data, np.random.default_rng(0))
    assert [(type(rule).__name__, rule.column) for rule in rules] == [
        ("Daytime", "planned"), ("Daytime", "left"), ("Formula", "left")]
    assert left.table["planned"].max() < 1440 and "left" not in left.table
    pd.testing.assert_frame_equal(together(left.table.copy(), rules)[list(table)], table)


def test_other_numbers_of_that_size_are_no_times():
    table = pd.DataFrame({"n": np.random.default_rng(0).integers(0, 2400, 1000), "m": np.arange(1000) % 59})
    assert apart(Dataset("made", table, describe(table)), np.random.default_rng(0))[1] == []
