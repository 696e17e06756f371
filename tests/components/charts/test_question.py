import json

from components.charts.question import MOST, answered
from synth.questions.answer import EFFECT, NUMBER, SHARE, Answer, Estimate, Finding


def record(*findings: Finding, hidden: int = 0) -> dict:
    return json.loads(json.dumps(Answer("Mean of pay by job", ("job",), findings, hidden).to_record()))


def finding(
    job: str, real: float, synthetic: float | None, measure: str = "mean of pay", form: str = NUMBER
) -> Finding:
    return Finding(
        (job,),
        measure,
        Estimate(real, real - 1, real + 2),
        synthetic if synthetic is None else Estimate(synthetic, synthetic - 1, synthetic + 2),
        form,
    )


def points(chart, name: str) -> list[dict]:
    return [each for each in chart.figure["data"] if each.get("hovertext") and name in each["hovertext"][0]]


def test_a_pair_is_drawn_at_its_values_with_its_intervals_real_filled_and_synthetic_outlined():
    chart = answered(record(finding("cook", 10, 11), finding("judge", 30, 50)))
    real, made = points(chart, "real: ")[0], points(chart, "synthetic: ")[0]
    assert (real["x"], made["x"]) == ([10, 30], [11, 50])
    assert real["error_x"]["array"] == [2, 2] and real["error_x"]["arrayminus"] == [1, 1]
    assert real["marker"]["symbol"] == "circle" and made["marker"]["symbol"].endswith("-open")
    assert real["y"][0] < made["y"][0] < real["y"][1]
    assert chart.takeaway.startswith("1 of 2 groups agree") and "cook: real 10 (9 to 12)" in chart.alt
    assert chart.numbers[1] == {
        "job": "judge",
        "Measure": "mean of pay",
        "Real": 30,
        "Real, low": 29,
        "Real, high": 32,
        "Synthetic": 50,
        "Synthetic, low": 49,
        "Synthetic, high": 52,
        "Survives": "no",
    }


def test_what_is_missing_is_not_drawn_but_told():
    chart = answered(record(finding("cook", 10, None), finding("judge", 30, 31)))
    assert points(chart, "synthetic: ")[0]["x"] == [31] and "synthetic none" in chart.alt
    assert chart.numbers[0]["Synthetic"] is None and chart.numbers[0]["Survives"] == "no"


def test_each_measure_has_a_panel_of_its_own_and_an_effects_nought_is_marked():
    chart = answered(
        record(
            finding("cook", 10, 11), finding("cook", 0.5, 0.5, "share", SHARE), finding("cook", 1, 1, "step", EFFECT)
        )
    )
    drawn = chart.figure["layout"]
    assert (
        {"xaxis", "xaxis2", "xaxis3"} <= set(drawn)
        and drawn["xaxis2"]["tickformat"] == ".0%"
        and drawn["xaxis3"]["zeroline"]
    )
    assert sum("<b>" in each["text"] for each in drawn["annotations"]) == 3


def test_of_many_groups_those_that_do_not_survive_are_kept():
    many = [finding(f"job {i}", 10, 10 if i < 30 else 50) for i in range(35)]
    chart = answered(record(*many))
    assert points(chart, "real: ")[0]["x"] == [10] * MOST and "job 34" in points(chart, "real: ")[0]["hovertext"][-1]
    assert f"Drawn are {MOST} of 35" in chart.takeaway and len(chart.numbers) == 35


def test_names_from_the_data_are_escaped():
    chart = answered(record(finding("<b>%{x}$y$</b>", 10, 11)))
    written = json.dumps(chart.figure)
    assert "<b>%{x}" not in written and "$y$" not in written
