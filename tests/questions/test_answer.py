import json

import pytest

from synth.questions.answer import EFFECT, SHARE, Answer, Estimate, Finding, told


def finding(key: str, real, synthetic, form=SHARE) -> Finding:
    return Finding((key,), "m", real and Estimate(*real), synthetic and Estimate(*synthetic), form)


NEAR = finding("near", (0.5, 0.4, 0.6), (0.65, 0.55, 0.75))
FAR = finding("far", (0.5, 0.45, 0.55), (0.7, 0.65, 0.75))
NEW, GONE = finding("new", None, (0.7, 0.6, 0.8)), finding("gone", (0.7, 0.6, 0.8), None)


def test_what_survives():
    assert NEAR.survives and not FAR.survives and not NEW.survives and not GONE.survives


def test_an_effect_that_is_clear_must_keep_its_sign():
    assert not finding("x", (0.2, 0.1, 0.3), (-0.1, -0.4, 0.2), EFFECT).survives
    assert finding("x", (0.2, -0.1, 0.5), (-0.1, -0.4, 0.2), EFFECT).survives
    assert finding("x", (0.2, 0.1, 0.3), (-0.1, -0.4, 0.2)).survives


@pytest.mark.parametrize(
    "found, hidden, sentence",
    [
        ([NEAR, NEAR], 0, "All 2 groups agree within chance."),
        ([NEAR, FAR], 0, "1 of 2 groups agree within chance; 'far' is off by 20.0 %: 50.0 % real, 70.0 % synthetic."),
        ([FAR, NEW], 0, "0 of 2 groups agree within chance; 'new' is not among the real rows."),
        ([GONE], 0, "The group does not agree; 'gone' is missing from the synthetic rows."),
        ([NEAR], 1, "The one group agrees within chance."),
        ([], 3, "Nothing can be shown: fewer than 5 real rows are behind every figure."),
        ([], 0, "There is no answer: no row fits."),
    ],
)
def test_the_sentence(found, hidden, sentence):
    assert Answer("t", ("k",), tuple(found), hidden).sentence == sentence


def test_records_are_plain_json_and_come_back():
    answer = Answer("t", ("k",), (NEAR, NEW), 2, ("A note.",))
    record = json.loads(json.dumps(answer.to_record(), allow_nan=False))
    assert Answer.from_record(record) == answer
    assert record["findings"][0]["survives"] is True and record["sentence"] == answer.sentence


def test_figures_as_they_are_read():
    assert [told(0.1234, SHARE), told(1234.5, "rows"), told(0.12345, "number"), told(123456.7, "number")] == [
        "12.3 %",
        "1,234",
        "0.1235",
        "123,457",
    ]
