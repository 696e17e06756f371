"""What a run would take is told before it starts, and warned of where it is beyond what a job may take."""

import pytest
from streamlit.testing.v1 import AppTest

from components.costs import Costs, cost_line
from synth.estimating.estimate import Estimate, estimate
from synth.estimating.observation import SCORES, Observation
from synth.technique import shelf


def test_a_run_learns_all_but_what_is_held_out_and_draws_as_many():
    costs = Costs(1_000, 5, ())
    assert costs.of("gaussian_copula", holdout=0.5) == estimate("gaussian_copula", {}, 500, 5, 500)
    assert costs.of("gaussian_copula", {"shrinkage": 0.2}, 9_000, 0.0) == estimate(
        "gaussian_copula", {"shrinkage": 0.2}, 1_000, 5, 9_000)
    own = round(1_000 * (1 - shelf()["gaussian_copula"].holdout))
    assert costs.of("gaussian_copula") == estimate("gaussian_copula", {}, own, 5, own)


def test_what_was_seen_here_counts():
    seen = tuple(Observation(SCORES, 800, 5, 800, 3.12, 12.0, 400_000_000) for _ in range(3))
    assert Costs(1_000, 5, seen).of_scores(800, 0.2).seconds == pytest.approx(12, rel=0.1)


def test_the_line_tells_time_memory_and_scores():
    scores = Estimate(5, 4.6, 5.4, 3e8)
    assert cost_line(Estimate(30, 20, 40, 610e6)) == "About 20 to 40 s of work and 600 MB"
    assert cost_line(Estimate(30, 20, 40, 610e6),
                     scores) == "About 20 to 40 s of work and 600 MB, then about 5 s for the scores"


def warned():
    from components.costs import warn_of_memory
    from synth.estimating.estimate import Estimate

    warn_of_memory(Estimate(30, 20, 40, 1.5e9))


@pytest.mark.parametrize("cap, warnings", [("1", 1), ("2", 0)])
def test_a_warning_comes_before_a_start_beyond_the_cap(monkeypatch, cap, warnings):
    monkeypatch.setenv("LOOKALIKE_MEMORY", cap)
    page = AppTest.from_function(warned).run()
    assert not page.exception and len(page.warning) == warnings
    assert all("1.5 GB" in each.value.replace("\\", "") and "take a sample" in each.value for each in page.warning)
