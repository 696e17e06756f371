"""Hard values, column by column."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Column, Kind
from synth.stress.texts import LENGTH, TEXTS
from synth.stress.values import hard_values


def hard(values, kind: Kind, **how) -> dict:
    return hard_values(pd.Series(values, **how), Column("x", kind))


def test_a_whole_number_is_tried_at_beyond_and_far_beyond_its_ends():
    found = hard([3, 7, 5], Kind.INTEGER)
    assert {
        "lowest value": 3,
        "highest value": 7,
        "just below the lowest": 2,
        "just above the highest": 8,
    }.items() <= found.items()
    assert (found["largest of the type"], found["smallest of the type"]) == (2**63 - 1, -(2**63))
    assert float(found["beyond what a double counts"]) != found["beyond what a double counts"]


def test_a_small_type_gets_only_what_it_holds():
    found = hard([3, 127], Kind.INTEGER, dtype="int8")
    assert found["largest of the type"] == 127 and not {
        "just above the highest",
        "beyond 16 bits",
        "beyond 32 bits",
    } & set(found)
    assert "minus one" not in hard([3], Kind.INTEGER, dtype="UInt8") and "huge" not in hard(
        [1.5], Kind.REAL, dtype="float32"
    )
    assert np.isfinite(list(hard([1.5], Kind.REAL).values())).all()


def test_days_stay_days_and_zones_stay_zones():
    days = hard(pd.to_datetime(["2021-05-01", None]), Kind.MOMENT)
    assert days["leap day"] == pd.Timestamp(2024, 2, 29) and days["earliest"] == days["latest"] == pd.Timestamp(
        2021, 5, 1
    )
    assert all(each == each.normalize() for each in days.values())
    times = hard(pd.to_datetime(["2021-05-01 10:00"]).tz_localize("Europe/Rome"), Kind.MOMENT)
    assert str(times["last second of a leap day"]) == "2024-02-29 23:59:59+01:00"


def test_a_category_gets_levels_it_does_not_have():
    found = hard(["cook", "cook", "judge"], Kind.CATEGORY)
    assert (
        found["rarest level"] == "judge"
        and found["level in capitals"] == "JUDGE"
        and found["level with a space behind"] == "judge "
    )
    new = {text for what, text in found.items() if what != "rarest level"}
    assert not new & {"cook", "judge"} and len(found["long unicode"]) == LENGTH
    assert hard([1, 1, 2], Kind.CATEGORY) == {"rarest level": 2}


def test_texts_get_all_and_what_holds_nothing_or_only_flags_gets_none():
    assert hard(["a b", None], Kind.TEXT) == TEXTS and len(set(TEXTS.values())) == len(TEXTS)
    assert (
        hard([True, False], Kind.FLAG) == {} == hard([None, None], Kind.CATEGORY, dtype=object) == hard([1, 2], Kind.ID)
    )


@pytest.mark.parametrize("what", TEXTS)
def test_every_text_can_be_written(what):
    assert TEXTS[what].encode("utf-8").decode("utf-8") == TEXTS[what] and "\x00" not in TEXTS[what]
