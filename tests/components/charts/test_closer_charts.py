"""What the charts of a closer look say, on findings that can be checked by head."""

import pytest

from components.charts.map import LEVELS, density_map
from components.charts.roc import leaned, roc
from components.charts.wrong import told, wrong

FEW = {"words": "age below 30", "conditions": [],
       "sentence": "age below 30: 4.0 times too few (2.0 % of synthetic rows, 8.0 % of real)",
       "ratio": {"value": 0.25, "low": 0.2, "high": 0.3}, "real": 0.08, "synthetic": 0.02, "examples": []}
HIDDEN = {"words": "age below 0", "conditions": [],
          "sentence": "age below 0: at least 9.0 times too many (5.0 % of synthetic rows, fewer than 5 real rows)",
          "ratio": {"value": None, "low": 9.0, "high": None}, "real": None, "synthetic": 0.05, "examples": []}
FOUND = {"groups": [HIDDEN, FEW], "tested": 7, "rows": {"real": 100, "synthetic": 100}}


def test_groups_stand_where_their_ratio_is_and_bounds_point_outward():
    chart = wrong(FOUND)
    points = chart.figure["data"][-1]
    assert points["x"] == [9.0, 0.25] and points["y"] == [0, 1]
    assert points["marker"]["symbol"] == ["triangle-right", "diamond"]
    hidden, few = chart.figure["data"][3:5]
    assert few["x"] == [0.2, 0.3] and hidden["x"][0] == 9.0
    assert hidden["x"][1] == pytest.approx(10 ** chart.figure["layout"]["xaxis"]["range"][1])
    assert chart.takeaway == "2 of 7 groups tested are off beyond chance: 1 too few, 1 too many."
    assert chart.numbers[0]["Real %"] is None and chart.numbers[1]["Real %"] == 8.0
    assert told(FEW) == "4.0 times too few (2.0 % of synthetic rows, 8.0 % of real)"


def test_ratios_off_the_scale_are_drawn_at_its_end():
    far = FEW | {"ratio": {"value": 1e-5, "low": 1e-6, "high": 1e-4}}
    chart = wrong(FOUND | {"groups": [far]})
    assert chart.figure["data"][-1]["x"] == [1e-3] and chart.figure["layout"]["xaxis"]["range"] == [-3, 3]


def test_the_curve_says_what_its_area_means():
    found = {"real": [0, 0.1, 1], "synthetic": [0, 0.6, 1], "auc": {"value": 0.75, "low": 0.7, "high": 0.8}, "rows": 50,
             "leaned": [{"column": "age", "lost": 0.2}, {"column": "job", "lost": 0.1}]}
    assert "75 times in 100" in roc(found).takeaway and "60 % at 10 % false alarms" in roc(found).alt
    assert "cannot tell" in roc(found | {"auc": {"value": 0.51, "low": 0.5, "high": 0.53}}).takeaway
    assert leaned(found).takeaway == "It knows them by 'age' and 'job' most of all."


def test_the_map_counts_the_cells_that_hold_the_densest_rows():
    found = {"x": [0, 1], "y": [0, 1], "real": [[0.0, 0.4], [0.8, 1.0]], "synthetic": [[0.8, 0.4], [0.0, 1.0]],
             "explained": [0.3, 0.2], "axes": ["from low a to high a", "from low b to high b"], "shared": 0.6,
             "chance": 0.9, "rows": {"real": 9, "synthetic": 9}}
    chart = density_map(found)
    half = chart.numbers[LEVELS.index(0.5)]
    assert list(half.values()) == [50, 50.0, 50.0, 25.0]
    assert chart.takeaway == ("60 % of the rows lie in the same places in both tables; of two samples of real rows it "
                              "would be 90 %. Across, rows go from low a to high a; up, from low b to high b.")
    filled, dashed = chart.figure["data"][-2:]
    assert [each["contours"]["coloring"] for each in (filled, dashed)] == ["fill", "none"]
    assert dashed["line"]["color"] == "#D55E00" and filled["z"][0][0] == 1
