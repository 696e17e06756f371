"""Every score in words: what counts, what does not and why, what is still to come, and what was not measured."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from components.scores import scores_view
    from synth.metric import Score
    from synth.report import Report

    counts = Score("trends", 0.98, 0.97, 0.99, (), 0.985, 0.76)
    blind = Score("accuracy_pairs", 0.9, 0.8, 1.0, (), 0.91, 0.90)
    near = Score("closest_record", 0.51, 0.5, 0.52, (), 0.5, 0.49, 0.99)
    scores_view({"run": Report((counts, blind, near), {"regression": "The target holds classes."}, ("discriminator",))})


def test_each_score_says_what_it_is_worth():
    app = AppTest.from_function(page).run()
    assert not app.exception
    lines = {line.value.partition("**")[2].partition("**")[0].rstrip("."): line.value for line in app.markdown
             if "**" in line.value}
    assert ":green[" in lines["Column pair trends"]
    assert "between 97\\.0% and 99\\.0% in 95 of 100 cases" in lines["Column pair trends"]
    assert "SDMetrics" in lines["Column pair trends"] and "50,000 rows" in lines["Column pair trends"]
    assert lines["Pair accuracy"].startswith(":gray[") and "so it is not counted" in lines["Pair accuracy"]
    assert "for an exact copy 99\\.0%" in lines["Closest record"]
    assert "is being measured" in lines["Real or synthetic?"] and "holds classes" in lines["Regression"]
