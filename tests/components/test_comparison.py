"""Pairs that hang together strongly in the real table are marked, whatever their sign."""

from components.comparison import _strong


def test_strong_pairs():
    real = [[1.0, 0.5, -0.9], [0.5, 1.0, None], [-0.9, None, 1.0]]
    found = _strong({"correlation": {"names": ["a", "b", "c"], "real": real}})
    assert found == {frozenset("ab"): " ★ strong in the real table (0.50)",
                     frozenset("ac"): " ★ strong in the real table (-0.90)"}
    assert _strong({"correlation": None}) == {}
