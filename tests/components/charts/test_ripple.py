"""The chart of changes: marks, intervals, words and numbers of records one can check by head."""

from components.charts.ripple import change_told, ripple

RECORD = {"column": "hours", "kind": "integer", "figure": "mean", "level": None, "baseline": 40.0, "scenario": 44.0,
          "change": 4.0, "low": 3.0, "high": 5.0,
          "effect": 0.4, "effect_low": 0.3, "effect_high": 0.5, "clear": True, "asked": True}
SHARE = RECORD | {"column": "<b>sex</b>", "kind": "category", "figure": "share", "level": "F", "baseline": 0.3,
                  "scenario": 0.25, "change": -0.05,
                  "low": -0.06, "high": -0.04, "effect": -0.1, "effect_low": -0.12, "effect_high": -0.08,
                  "asked": False}


def test_changes_in_words():
    assert change_told(RECORD) == "mean of hours 40 to 44 (+3 to +5)"
    assert change_told(SHARE) == "share of <b>sex</b> F 30.0 % to 25.0 % (-6.0 to -4.0 points)"
    when = RECORD | {"kind": "moment", "baseline": "2024-01-01T00:00", "scenario": "2024-01-05T00:00"}
    assert change_told(when) == "mean of hours 2024-01-01 to 2024-01-05 (+3 to +5 days)"
    apart = RECORD | {"kind": "moment", "figure": "spread"}
    assert change_told(apart) == "spread of hours 40 days to 44 days (+3 to +5 days)"


def test_the_table_of_numbers_is_read_without_a_key():
    when = RECORD | {"kind": "moment", "baseline": "2024-01-01T00:00", "scenario": "2024-01-05T00:00"}
    dates, shares = ripple({"later": [when, SHARE]}).numbers
    assert (dates["baseline"], dates["in the scenario"]) == ("2024-01-01", "2024-01-05")
    assert dates["change, 95 % interval"] == "+3 to +5 days"
    assert (shares["baseline"], shares["in the scenario"]) == ("30.0 %", "25.0 %")
    both = ripple({"one": [when], "other": [SHARE]}).numbers
    assert [each["scenario"] for each in both] == ["one", "other"] and "scenario" not in dates


def test_marks_stand_at_the_effect_with_their_interval():
    chart = ripple({"more hours": [RECORD, SHARE]})
    asked = next(each for each in chart.figure["data"] if list(each.get("x") or []) == [0.4])
    assert asked["error_x"]["array"] == [0.5 - 0.4] and not asked["marker"]["symbol"].endswith("-open")
    followed = next(each for each in chart.figure["data"] if list(each.get("x") or []) == [-0.1])
    assert followed["marker"]["symbol"].endswith("-open")
    assert "<b>" not in str(chart.figure["layout"]["yaxis"]["ticktext"]) + str(
        followed["hovertext"]), "Data is escaped."
    assert len(chart.numbers) == 2 and chart.numbers[0]["asked for"]


def test_the_takeaway_says_what_followed():
    assert ripple({"a": [RECORD, SHARE]}).takeaway.startswith("With it changed <b>sex</b>; most of all share of")
    assert ripple({"a": [RECORD]}).takeaway == "Beyond what was asked nothing changed past chance."
    both = ripple({"a": [RECORD], "b": [RECORD, SHARE]})
    assert both.takeaway.startswith("a: Beyond") and "b: With it changed <b>sex</b>" in both.takeaway
    assert len({each["marker"]["color"] for each in both.figure["data"]}) == 2
