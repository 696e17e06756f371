import gc
import weakref

from synth.measuring.memory import once
from tests.tables import people


def test_work_is_done_once_per_tables_and_again_for_others():
    calls = []
    size = once(lambda train, synthetic, most: calls.append(most) or len(synthetic))
    train, other, synthetic = people(20, 0), people(20, 1), people(30, 2)
    assert [size(train, synthetic, 5), size(train, synthetic, 5)] == [30, 30] and calls == [5]
    size(other, synthetic, 5), size(other, synthetic, 6)
    assert calls == [5, 5, 6]


def test_nothing_outlives_the_tables():
    size = once(lambda train, synthetic: len(synthetic))
    train, synthetic = people(20, 0), people(30, 2)
    size(train, synthetic)
    gone = [weakref.ref(train), weakref.ref(synthetic)]
    del train, synthetic
    gc.collect()
    assert [each() for each in gone] == [None, None]
