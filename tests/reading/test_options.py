import pytest

from synth.reading import Options


def test_what_was_decided_is_kept_without_the_password():
    made = Options(table="Orders", header=3, lines={7: "drop"}, rows=100, password="secret")
    record = made.to_record()
    assert record == {"table": "Orders", "header": 3, "lines": {"7": "drop"}, "rows": 100}
    assert Options.from_record(record, "secret") == made
    assert Options().to_record() == {} and Options.from_record({}) == Options()
    assert "secret" not in repr(made)


@pytest.mark.parametrize("wrong, said", [({"lines": {1: "burn"}}, "burn"), ({"header": -1}, "-1"), ({"rows": 0}, "0")])
def test_what_cannot_be_decided_is_a_sentence(wrong, said):
    with pytest.raises(ValueError, match=said):
        Options(**wrong)


def test_an_unknown_option_is_named():
    with pytest.raises(ValueError, match="sheet"):
        Options.from_record({"sheet": "x"})
