"""What moved between two reports, checked by head."""

from synth.changes import changes
from synth.metric import metrics
from synth.report import Report


def report(**values: tuple[float, float]) -> Report:
    return Report(tuple(metrics()[key].score(value, value - half, value + half)
                        for key, (value, half) in values.items()), {})


def test_a_difference_counts_beyond_the_root_of_squares_of_both_intervals():
    """Halves of 0.03 and 0.04 make 0.05."""
    before = report(accuracy=(0.90, 0.03))
    assert changes(before, report(accuracy=(0.94, 0.04)))[0].moved == "same"
    assert changes(before, report(accuracy=(0.96, 0.04)))[0].moved == "better"
    assert changes(before, report(accuracy=(0.84, 0.04)))[0].moved == "worse"


def test_lower_is_better_where_the_metric_says_so_and_what_got_worse_comes_first():
    found = changes(report(accuracy=(0.9, 0.01), discriminator=(0.6, 0.01)),
                    report(accuracy=(0.95, 0.01), discriminator=(0.7, 0.01)))
    assert [(each.metric.key, each.moved) for each in found] == [("discriminator", "worse"), ("accuracy", "better")]
    assert found[0].sentence() == "Real or synthetic? is worse: 0.700 (0.690 to 0.710), before 0.600 (0.590 to 0.610)."


def test_parts_are_told_where_asked_for_and_only_what_both_have():
    part = metrics()["shapes"].score(0.9, about=("age",))
    one, other = Report((part,), {}), Report(
        (metrics()["shapes"].score(0.5, about=("age",)), metrics()["shapes"].score(0.5, about=("job",))), {})
    assert changes(one, other) == []
    (found,) = changes(one, other, parts=True)
    assert found.about == ("age",) and "of 'age' is worse" in found.sentence()
