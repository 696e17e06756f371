"""A technique that cannot run here says why before it is started."""

from components.shelf import hindrance
from synth.technique import shelf


def test_what_keeps_a_technique_from_running():
    assert "choose one on the Data page" in hindrance(shelf()["smote"], None)
    assert hindrance(shelf()["smote"], "fraud") == "" and hindrance(shelf()["sequential_trees"], None) == ""


def test_a_language_model_needs_an_address(monkeypatch):
    monkeypatch.delenv("LOOKALIKE_LLM", raising=False)
    assert "LOOKALIKE" in hindrance(shelf()["language_model"], None)
