"""What a pipeline demands of the scores."""

import pytest

from synth.metric import metrics
from synth.report import Report
from synth.thresholds import failures, thresholds

REPORT = Report(
    (metrics()["accuracy"].score(0.96, 0.95, 0.97), metrics()["closest_record"].score(0.52, 0.51, 0.53)),
    {"regression": "The target holds classes."},
)


def test_each_in_its_own_direction():
    assert failures(REPORT, thresholds(["accuracy=0.96", "closest_record=0.52"])) == []
    low, high = failures(REPORT, thresholds(["accuracy=0.97", "closest_record=0.51"]))
    assert low == "Accuracy is 0.9600 (0.9500 to 0.9700); at least 0.97 is demanded."
    assert "at most 0.51" in high


def test_what_was_not_measured_does_not_pass():
    assert failures(REPORT, {"regression": 0.0}) == ["Regression was not measured: The target holds classes."]


def test_rows_that_break_a_rule_are_a_demand_too():
    demanded = thresholds(["rule_violations=2"])
    assert failures(REPORT, demanded, broken=2) == []
    assert failures(REPORT, demanded, broken=3) == ["3 rows break a rule; at most 2 may."]
    assert "none was named" in failures(REPORT, demanded)[0]


@pytest.mark.parametrize(
    "text, said",
    [("accuracy", "names no number"), ("acuracy=1", "no metric 'acuracy'"), ("accuracy=much", "names no number")],
)
def test_a_demand_that_is_none(text, said):
    with pytest.raises(ValueError, match=said):
        thresholds([text])
