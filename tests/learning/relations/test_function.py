import numpy as np
import pandas as pd

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.relations.function import functions

RNG = np.random.default_rng(0)


def found(table: pd.DataFrame):
    return functions(Dataset("made", table, describe(table)), [], np.random.default_rng(0))


def test_a_weekday_follows_its_date_also_on_days_never_seen():
    day = pd.to_datetime("2023-01-01") + pd.to_timedelta(RNG.integers(0, 500, 1000), unit="D")
    rule = found(pd.DataFrame({"day": day, "weekday": day.day_name()})).relation
    assert (rule.column, rule.source, rule.part) == ("weekday", "day", "weekday")
    later = pd.DataFrame({"day": pd.to_datetime(["2030-05-06", "2030-05-12"])})
    assert list(rule.undo(later)) == ["Monday", "Sunday"]


def test_a_class_of_a_number_changes_where_it_did():
    delay = RNG.integers(-30, 400, 3000)
    rule = found(pd.DataFrame({"delay": delay, "late": np.where(delay > 15, "late", "on time")})).relation
    assert rule.column == "late"
    assert list(rule.undo(pd.DataFrame({"delay": [-99, 15, 16, 999]}))) == ["on time"] * 2 + ["late"] * 2


def test_one_contradiction_is_enough_and_what_jumps_to_and_fro_is_no_class():
    delay = RNG.integers(-30, 400, 3000)
    late = np.where(delay > 15, "late", "on time")
    late[-1] = "late" if delay[-1] <= 15 else "on time"
    assert found(pd.DataFrame({"delay": delay, "late": late})) is None
    assert found(pd.DataFrame({"delay": delay, "odd": np.where(delay % 2 == 1, "odd", "even")})) is None
