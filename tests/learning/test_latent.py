import numpy as np
import pytest

from synth.learning.latent import Latent
from synth.progress import Cancelled


def kinds(rows: int = 6000) -> dict[str, np.ndarray]:
    """Two kinds of rows, 2:1; given the kind, three columns are independent and nearly settled by it."""
    rng = np.random.default_rng(0)
    kind = (np.arange(rows) % 3 == 0).astype(int)
    return {name: np.where(rng.random(rows) < 0.1, rng.integers(0, 4, rows), 2 * kind + rng.integers(0, 2, rows))
            for name in "abc"}


def fitted(codes: dict[str, np.ndarray], components: int = 0, smoothing: float = 1.0) -> Latent:
    return Latent(components, 32, smoothing).fit(codes, np.random.default_rng(0))


def test_hidden_kinds_are_found_and_counted():
    made = fitted(kinds())
    assert sorted(made.weight_) == pytest.approx([1 / 3, 2 / 3], abs=0.02)


def test_one_component_leaves_no_relation_and_two_keep_it():
    codes = kinds()
    real = np.corrcoef(codes["a"], codes["b"])[0, 1]
    one, two = (np.corrcoef(drawn["a"], drawn["b"])[0, 1] for drawn in
                (fitted(codes, k).draw(20_000, np.random.default_rng(1)) for k in (1, 2)))
    assert abs(one) < 0.03 and two == pytest.approx(real, abs=0.03) and real > 0.6


@pytest.mark.parametrize("components, smoothing", [(1, 1.0), (3, 0.1), (8, 100.0)])
def test_shares_of_codes_are_the_table_s_whatever_the_components(components, smoothing):
    codes = kinds(1500)
    made = fitted(codes, components, smoothing)
    shares = np.exp(made.log_share_) @ made.weight_
    assert len(made.weight_) == components
    assert shares == pytest.approx(np.concatenate([np.bincount(code) for code in codes.values()]) / 1500, abs=1e-6)


def test_independent_columns_need_no_kinds():
    rng = np.random.default_rng(0)
    assert len(fitted({name: rng.integers(0, 5, 3000) for name in "abcd"}).weight_) == 1


def test_a_cancel_is_noticed_between_steps():
    told = []

    def stop(share: float, note: str = "") -> None:
        told.append(share)
        if len(told) == 7:
            raise Cancelled

    with pytest.raises(Cancelled):
        Latent(16, 16, 1.0).fit(kinds(300), np.random.default_rng(0), stop)
    assert len(told) == 7 and told == sorted(told)
