"""The drawings of a report, by what they hold."""

import re

from synth.metric import metrics
from synth.reporting.figures import column, ruler
from synth.reporting.svg import drawing, element, text


def test_marks_lie_in_order_with_better_to_the_right():
    """Lower is better here: 0.6 lies between shuffled columns (1.0, left) and a holdout (0.5, right)."""
    metric = metrics()["discriminator"]
    drawn = ruler(metric.score(0.6, 0.58, 0.62).with_ruler(holdout=0.5, shuffled=1.0), metric)
    shuffled, holdout = (float(x) for x in re.findall(r'<line x1="([\d.]+)" x2="\1" y1="4"', drawn))
    value = float(re.search(r'd="M([\d.]+) 8', drawn)[1])
    assert shuffled < value < holdout


def test_hidden_shares_are_not_drawn_and_the_rest_is_to_scale():
    shown = column(
        {
            "name": "c",
            "takeaway": "",
            "labels": ["a", "b"],
            "real": [0.8, None],
            "synthetic": [0.4, 0.2],
            "missing": {"real": None, "synthetic": 0.0},
        }
    )
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', shown)]
    assert len(heights) == 4 and heights[0] == 2 * heights[1] == 4 * heights[2] and heights[3] == 0


def test_texts_and_attributes_are_escaped():
    assert text(0, 0, "<b>") == '<text x="0" y="0">&lt;b&gt;</text>'
    assert 'a="&quot;&lt;"' in element("g", a='"<') and "<title>&lt;</title>" in drawing(1, 1, [], "<")
