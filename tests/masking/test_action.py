import numpy as np
import pandas as pd
import pytest

from synth.dataset import Column, Kind
from synth.masking.action import Setting, mask_of
from synth.masking.cipher import Cipher
from synth.masking.plan import Step
from synth.progress import Cancelled, quiet


def masked(values, action: str, table: pd.DataFrame | None = None, least: int = 2, progress=quiet,
           **options) -> pd.Series:
    values = pd.Series(values)
    setting = Setting(least, Cipher(b"k" * 32), np.random.default_rng(0), progress)
    made = mask_of(Step("x", action, options), Column("x", Kind.CATEGORY), values, setting)
    return made(values, pd.DataFrame({"x": values}) if table is None else table)


def test_equal_values_get_equal_pseudonyms_and_missing_ones_stay():
    made = masked(["a1", "b2", None, "a1"], "pseudonym")
    assert made[0] == made[3] != made[1] and made[2] is None and made.dtype == object


@pytest.mark.parametrize("dtype", ["int64", "Int64", "float64", "int8", "string", "category"])
def test_types_stay_under_pseudonyms(dtype):
    values = pd.Series([1, 2, 3, 2]).astype(str if dtype in ("string", "category") else dtype).astype(dtype)
    made = masked(values, "pseudonym")
    assert made.nunique() == 3 and made[1] == made[3]
    assert made.dtype == values.dtype or set(made.cat.categories) == set(made)


def test_keys_join_whether_or_not_some_are_missing():
    assert masked([5, 6], "pseudonym").tolist() == masked([5, 6, None], "pseudonym").tolist()[:2]


def test_hashes_are_of_the_length_asked():
    made = masked(["ada", "bob", "ada"], "hash", length=12)
    assert made.str.fullmatch("[0-9a-f]{12}").all() and made[0] == made[2] != made[1]
    assert masked([7, 8, 7], "hash").nunique() == 2


def test_categories_that_went_go_from_the_type_too():
    values = pd.Series(pd.Categorical(["a"] * 5 + ["b"] * 5 + ["rare"], categories=["b", "a", "rare", "unused"]))
    made = masked(values, "other")
    assert "rare" not in made.cat.categories and made.tolist() == ["other"] * 5 + ["b"] * 5 + ["other"]
    pd.testing.assert_series_equal(masked(values[:10], "other"), values[:10])


def test_categories_with_gaps_may_be_numbers():
    values = pd.Series(pd.Categorical([1, 2, 3, None]))
    assert masked(values, "range", steps=1, least=3).dropna().unique().tolist() == [2]


DAYS = pd.Series(pd.to_datetime(["2024-01-01", "2024-01-08 10:30", None, "2024-02-01"], format="ISO8601"))


def test_a_table_is_shifted_as_a_whole():
    made = masked(DAYS, "shift", days=30)
    far = (made - DAYS).dropna().unique()
    assert len(far) == 1 and 0 < abs(pd.Timedelta(far[0]).days) <= 30 and made.isna().tolist() == DAYS.isna().tolist()


def test_each_person_is_shifted_alone_and_weekdays_may_stay():
    table = pd.DataFrame({"who": [i // 2 for i in range(40)]})
    values = pd.Series(pd.date_range("2024-03-01", periods=40, tz="Europe/Berlin"))
    made = masked(values, "shift", table, days=100, by="who", weekdays=True)
    far = made.dt.tz_localize(None) - values.dt.tz_localize(None)
    assert (far[::2].to_numpy() == far[1::2].to_numpy()).all() and far.nunique() > 5
    assert (made.dt.weekday == values.dt.weekday).all()
    assert far.dt.days.abs().between(1, 100).all()


def test_noise_stays_on_the_grid_and_inside_what_was_seen():
    values = pd.Series(np.random.default_rng(0).normal(50, 10, 500).round(1))
    made = masked(values, "noise", scale=0.2)
    assert (made.round(1) == made).all() and values.min() <= made.min() <= made.max() <= values.max()
    assert 1.5 < (made - values).std() < 2.5


def test_nothing_is_left_of_what_is_suppressed():
    assert masked(["a", "b"], "suppress").isna().all() and masked([1.5, 2.5], "suppress").isna().all()
    assert masked([1, 2], "suppress").tolist() == [0, 0] and masked(DAYS, "suppress").isna().all()


def test_numbers_keep_their_first_digits():
    made = masked([10114, 10115, 10119, 20095, 20099], "prefix", length=2)
    assert made.tolist() == [10116] * 3 + [20000] * 2  # 10000 was not seen


def test_a_cancel_is_obeyed_among_many_pseudonyms():
    def stop(share: float, note: str = "") -> None:
        raise Cancelled
    with pytest.raises(Cancelled):
        masked([f"{i}" for i in range(20_010)], "pseudonym", progress=stop)
