"""What a technique says of a run, on the screen."""

from streamlit.testing.v1 import AppTest


def page():
    from types import SimpleNamespace

    from components.notes import notes

    notes(SimpleNamespace(result={"notes": ["Of 9 rows, 2 stood out by *zip*."]}))
    notes(SimpleNamespace(result={}))
    notes(SimpleNamespace(result=None))


def test_every_sentence_is_a_caption_and_harmless():
    test = AppTest.from_function(page, default_timeout=30).run()
    assert not test.exception
    assert [each.value for each in test.caption] == [r":material/info: Of 9 rows, 2 stood out by \*zip\*\."]
