import pytest

from synth.estimating.estimate import Estimate
from synth.estimating.wording import beyond, cost, memory, time_range


@pytest.mark.parametrize("low, high, told", [
    (0.1, 0.9, "under a second"), (0.3, 3.4, "up to 3 s"), (18, 41, "about 20 to 40 s"), (19, 21, "about 20 s"),
    (13, 17, "about 15 s"),
    (42, 170, "about 40 s to 3 min"), (240, 640, "about 4 to 10 min"), (3_000, 30_000, "about 50 min to 8 h"),
    (1.2, 1.6, "about 1 to 2 s"),
    (86_400 * 2, 86_400 * 9, "about 2 to 9 days")])
def test_a_range_of_time(low, high, told):
    assert time_range(low, high) == told


@pytest.mark.parametrize("count, told",
                         [(161e6, "150 MB"), (620e6, "600 MB"), (1e3, "50 MB"), (1.24e9, "1.2 GB"), (31.4e9, "31 GB")])
def test_memory(count, told):
    assert memory(count) == told


def test_a_cost_is_time_and_memory():
    assert cost(Estimate(30, 20, 40, 610e6)) == "about 20 to 40 s of work and 600 MB"


def test_only_what_is_beyond_the_cap_is_warned_of():
    assert beyond(Estimate(30, 20, 40, 2e9), 2e9) == ""
    assert beyond(Estimate(30, 20, 40, 2.5e9),
                  2e9).startswith("It may need 2.5 GB of memory, more than this job may take (2.0 GB): take a sample")
