import numpy as np
import pytest

from synth.closer.odds import odds
from synth.measuring.interval import Z, risk_ratio


def flags(hits: int, rows: int = 1000) -> np.ndarray:
    return np.arange(rows) < hits


def test_a_ratio_by_hand():
    """9.5 of 1000.5 against 39.5 of 1000.5, one group: Katz' interval."""
    (value, low, high), = risk_ratio([9], 1000, [39], 1000)
    half = Z * np.sqrt(1 / 9.5 - 1 / 1000.5 + 1 / 39.5 - 1 / 1000.5)
    assert value == pytest.approx(9.5 / 39.5)
    assert (low, high) == pytest.approx((value * np.exp(-half), value * np.exp(half)), rel=1e-5)


def test_more_groups_have_wider_intervals():
    one, many = risk_ratio([9], 1000, [39], 1000)[0], risk_ratio([9] * 16, 1000, [39] * 16, 1000)[0]
    assert many[1] < one[1] and many[2] > one[2] and many[0] == one[0]


def test_said_in_words():
    few, many, none = odds([(flags(4), flags(16)), (flags(200), flags(50)), (flags(0), flags(100))])
    assert few.words() == "3.7 times too few (0.4 % of synthetic rows, 1.6 % of real)"
    assert many.words() == "4.0 times too many (20.0 % of synthetic rows, 5.0 % of real)"
    assert none.words().startswith("at least ")
    assert none.words().endswith("times too few (none of the synthetic rows, 10.0 % of real)")
    assert [each.matters for each in (few, many, none)] == [True, True, True] and few.high > 0.9
    assert many.weight == pytest.approx(0.15 * np.log(many.ratio))


def test_one_to_four_real_rows_are_never_told():
    found = [odds([(flags(300), flags(real))])[0] for real in range(6)]
    assert len({str(each.record()) + each.words() for each in found[:5]}) == 1 and found[0].matters
    assert found[0].record()["real"] is None and found[0].record()["ratio"]["value"] is None
    assert "fewer than 5 real rows" in found[0].words() and found[5].record()["real"] == 0.005
    assert not odds([(flags(0, 10**6), flags(0, 10**3))])[0].matters


def test_what_hardly_differs_is_not_worth_a_sentence():
    assert not odds([(flags(54_000, 10**5), flags(50_000, 10**5))])[0].matters
    assert odds([(flags(56_000, 10**5), flags(50_000, 10**5))])[0].matters
