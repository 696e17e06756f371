from synth.profiling.caution import applied, called, either, listed, several

DECIDED = {"kinds": {"a": "text"}, "leave_out": ["b"], "target": "y", "missing": {"c": ["?"]}}


def test_an_action_adds_to_what_was_decided():
    assert applied(DECIDED, {"leave_out": ["d", "b"]})["leave_out"] == ["b", "d"]
    assert applied(DECIDED, {"kinds": {"e": "id"}})["kinds"] == {"a": "text", "e": "id"}
    assert applied(DECIDED, {"missing": {"c": ["-", "?"], "f": ["-"]}})["missing"] == {"c": ["?", "-"], "f": ["-"]}
    assert applied(DECIDED, {"target": None}) == DECIDED | {"target": None}
    assert applied({}, {"kinds": {"e": "id"}}) == {"kinds": {"e": "id"}}


def test_what_was_decided_is_left_as_it_is():
    before = {key: value.copy() if hasattr(value, "copy") else value for key, value in DECIDED.items()}
    applied(DECIDED, {"leave_out": ["d"], "kinds": {"a": "id"}, "missing": {"c": ["-"]}, "target": None})
    assert DECIDED == before and DECIDED["missing"] == {"c": ["?"]}


def test_a_target_that_is_left_out_is_no_target():
    assert applied(DECIDED, {"leave_out": ["y"]})["target"] is None


def test_words():
    assert (several(4), several(0), several(1234)) == ("fewer than 5", "0", "1,234")
    assert listed([("a", "5 %")]) == "5 %" and listed([("a", "5 %"), ("b", "6 %")]) == "'a' 5 %, 'b' 6 %"
    assert listed([(str(i), "1") for i in range(9)]).endswith("'4' 1 and 4 more")
    assert called("x" * 99) == f"'{'x' * 39}…'" and either(["a"], "is", "are") == "is"
