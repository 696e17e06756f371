"""The learning curves, drawn from figures written down by hand."""

from components.charts.learning_curves import learning_curves

NAMES = {"smote": "SMOTE", "ctgan": "<b>CTGAN"}


def point(way: str, value: float, times: float = 0, added: int = 0, share: float = 0) -> dict:
    figures = {
        name: {"value": value, "low": value - 0.1, "high": value + 0.2}
        for name in ("precision", "recall", "f1", "average_precision")
    }
    return {"way": way, "times": times, "added": added, "share": share} | figures


def record(**more) -> dict:
    points = [
        point("real rows alone", 0.3),
        point("class weights", 0.2),
        point("moved threshold", 0.4),
        point("smote", 0.5, 1, 50),
        point("smote", 0.6, 2, 100),
        point("ctgan", 0.1, 1, 50),
        point("smote", 0.2, share=0.5),
    ]
    return {
        "target": "t",
        "rare": "a",
        "rounds": 3,
        "figures": ["precision", "recall", "f1", "average_precision"],
        "points": points,
    } | more


WORTH = {"stops": {"smote": 2, "ctgan": 0}, "sentences": ["Worth it."]}


def test_every_figure_has_a_panel_with_curves_beside_what_adds_no_rows():
    chart = learning_curves(record(), NAMES)
    drawn = chart.figure["data"]
    smote = [
        each for each in drawn if each.get("hovertext") and each["hovertext"][0].startswith("SMOTE, 50 rows added")
    ]
    assert len(smote) == 4 and all(each["y"] == [0.5, 0.6] for each in smote)
    assert [round(e, 6) for e in smote[0]["error_y"]["array"]] == [0.2, 0.2] and [
        round(e, 6) for e in smote[0]["error_y"]["arrayminus"]
    ] == [0.1, 0.1]
    real = [each for each in drawn if each.get("hovertext") == ["real rows alone: 0.300 (0.200 to 0.500)"] * 2]
    assert len(real) == 4 and real[0]["y"] == [0.3, 0.3]
    band = next(each for each in drawn if each.get("fill") == "toself")
    assert set(band["y"]) == {0.3 - 0.1, 0.3 + 0.2}


def test_steps_are_named_by_the_rows_added_and_the_mixed_table_stands_last():
    chart = learning_curves(record(), NAMES)
    assert chart.figure["layout"]["xaxis"]["ticktext"] == ["0", "+50", "+100", "50% synthetic"]
    mix = next(
        each for each in chart.figure["data"] if each.get("hovertext", [""])[0].startswith("SMOTE, 50% synthetic")
    )
    assert round(mix["x"][0]) == 3 and mix["marker"]["symbol"].endswith("-open")


def test_the_stop_is_ringed_on_f1_alone_once_the_answer_is_there():
    def rings(chart):
        return [each for each in chart.figure["data"] if "stop here" in (each.get("hovertext") or [""])[0]]

    before, after = learning_curves(record(), NAMES), learning_curves(record(worth=WORTH), NAMES)
    assert not rings(before) and "After 3 rounds" in before.takeaway
    one, none = rings(after)
    assert (one["y"], round(one["x"][0])) == ([0.6], 2) and (none["y"], none["x"]) == ([0.3], [0])
    told = "F1 of 0.300 (0.200 to 0.500); the best with rows added, 100 by SMOTE, 0.600 (0.500 to 0.800)."
    assert after.takeaway == f"Real rows alone reach an {told}"


def test_numbers_and_words_hold_every_table_and_names_are_harmless():
    chart = learning_curves(record(worth=WORTH), NAMES)
    assert (
        len(chart.numbers) == 7
        and chart.numbers[4] | {"Training table": "SMOTE", "Rows added": 100, "F1": 0.6, "F1, low": 0.5}
        == chart.numbers[4]
    )
    assert "SMOTE, 100 rows added: 0.600 (0.500 to 0.800)" in chart.alt
    assert "<b>" not in str(chart.figure)
