import pytest

from synth.technique import Technique, make, register, shelf


def test_keys_are_class_names_in_snake_case():
    assert [cls.key() for cls in (type("CTGAN", (Technique,), {}), type("SDVThing", (Technique,), {}),
                                  type("TwoWords", (Technique,), {}))] == [
        "ctgan", "sdv_thing", "two_words"]


def test_a_technique_that_says_too_little_is_not_registered():
    with pytest.raises(TypeError, match="lacks title, summary, when, family"):
        register(type("Mute", (Technique,), {"__doc__": "Does. Source: here."}))
    words = {"title": "t", "summary": "s", "when": "w", "family": "trees"}
    with pytest.raises(TypeError, match="Source:"):
        register(type("Unsourced", (Technique,), words | {"__doc__": "Does."}))


def test_a_name_is_taken_once():
    first = next(iter(shelf().values()))
    with pytest.raises(TypeError, match="Two techniques"):
        register(type(first.__name__, (first,), {"__doc__": first.__doc__}))


def test_making_says_what_is_unknown():
    with pytest.raises(ValueError, match="no technique 'magic'"):
        make("magic")
    with pytest.raises(ValueError, match="has no parameter 'speed'"):
        make("shuffle", speed=1)
