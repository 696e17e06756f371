"""Who leads and who has fallen behind, by figures one can check by head."""

from synth.metric import metrics
from synth.racing.standing import Heat, behind, lanes

MARKS = {
    "accuracy": {"holdout": 0.98, "shuffled": 0.88},
    "discriminator": {"holdout": 0.5, "shuffled": 1.0},
    "closest_record": {"holdout": 0.5, "copy": 1.0},
}


def heat(technique: str, rows: int = 1000, seconds: float = 1.0, half: float = 0.005, **values: float) -> Heat:
    scores = {key: metrics()[key].score(value, value - half, value + half) for key, value in values.items()}
    return Heat(technique, rows, seconds, 1.0, scores)


def order(*heats: Heat) -> list[str]:
    return [lane.technique for lane in lanes(heats, {1000: MARKS, 3000: MARKS})]


def test_the_weakest_figure_decides():
    """a: accuracy at 0.9 of its ruler, told apart at 0.2; b: both at 0.5."""
    a = heat("a", accuracy=0.97, discriminator=0.9)
    b = heat("b", accuracy=0.93, discriminator=0.75)
    assert order(a, b) == ["b", "a"]
    first = lanes([b], {1000: MARKS})[0]
    assert round(first.places["accuracy"], 6) == 0.5 and round(first.places["discriminator"], 6) == 0.5


def test_among_equally_weak_ones_the_next_weakest_then_time():
    assert order(heat("a", accuracy=0.8, discriminator=0.9), heat("b", accuracy=0.7, discriminator=0.7)) == ["b", "a"]
    assert order(heat("slow", seconds=9, accuracy=0.95), heat("quick", seconds=1, accuracy=0.95)) == ["quick", "slow"]


def test_a_figure_that_cannot_tell_its_ends_apart_decides_nothing():
    """Accuracy is known to 0.1 on a ruler of 0.1, so that a's last place there may be chance; b is told apart more."""
    a = heat("a", half=0.05, accuracy=0.88, discriminator=0.55)
    b = heat("b", half=0.05, accuracy=0.98, discriminator=0.7)
    assert order(a, b) == ["a", "b"] and set(lanes([a], {1000: MARKS})[0].places) == {"discriminator"}
    assert set(lanes([heat("c", half=0.05, accuracy=0.88)], {1000: MARKS})[0].places) == {"accuracy"}


def test_copies_do_not_win():
    assert order(
        heat("copy", accuracy=0.98, discriminator=0.5, closest_record=1.0),
        heat("model", accuracy=0.95, discriminator=0.7, closest_record=0.5),
    ) == ["model", "copy"]


def test_a_lane_stands_by_its_largest_sample_and_adds_up_its_time():
    lane = lanes(
        [heat("a", 3000, 4.0, accuracy=0.97), heat("a", 1000, 1.0, accuracy=0.9), heat("b", 1000)], {3000: MARKS}
    )
    assert [each.technique for each in lane] == ["a"] and lane[0].last.rows == 3000 and lane[0].seconds == 5.0


def test_behind_is_who_is_clearly_worse_in_one_figure_and_clearly_better_in_none():
    good = heat("good", accuracy=0.97, discriminator=0.6)
    assert behind(heat("bad", accuracy=0.95, discriminator=0.8), [good]) == ("good", "discriminator")
    assert behind(heat("mixed", accuracy=0.99, discriminator=0.8), [good]) is None
    assert behind(heat("as good", accuracy=0.965, discriminator=0.605), [good]) is None
    assert behind(good, [good]) is None


def test_only_who_saw_no_more_rows_can_leave_another_behind():
    late = heat("late", 3000, accuracy=0.97)
    assert behind(heat("early", 1000, accuracy=0.9), [late]) is None
    assert behind(heat("early", 3000, accuracy=0.9), [heat("late", 1000, accuracy=0.97)]) == ("late", "accuracy")
