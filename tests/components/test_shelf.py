"""A technique that cannot run here says why before it is started."""

from streamlit.testing.v1 import AppTest

from components.shelf import hindrance
from synth.technique import shelf


def test_what_keeps_a_technique_from_running():
    assert "choose one on the Data page" in hindrance(shelf()["smote"], None)
    assert hindrance(shelf()["smote"], "fraud") == "" and hindrance(shelf()["sequential_trees"], None) == ""


def test_a_language_model_needs_an_address(monkeypatch):
    monkeypatch.delenv("LOOKALIKE_LLM", raising=False)
    assert "LOOKALIKE" in hindrance(shelf()["language_model"], None)


def page():
    from components.costs import Costs
    from components.shelf import card
    from synth.recommend import Advice

    advice = Advice("shuffle", "It suits '*x*'.", {}, {"resample": "Its rows are 'real'."})
    for key in ("shuffle", "resample"):
        card(key, advice, Costs(100, 3, ()))


def test_a_card_says_why_here_or_why_not():
    test = AppTest.from_function(page, default_timeout=30).run()
    assert not test.exception
    captions = [each.value for each in test.caption]
    assert r"**Why here:** It suits '\*x\*'\." in captions
    assert r":material/thumb_down: **Not here:** Its rows are 'real'\." in captions
