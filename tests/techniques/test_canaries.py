"""What every technique on the shelf that may be shared owes to somebody unlike all others, asked of each alike."""

import numpy as np
import pytest

from synth.measuring.canaries import canaries
from synth.technique import shelf
from tests.tables import people
from tests.techniques.test_contract import aimed, fast

LOCAL = [key for key, cls in shelf().items() if not cls.remote]


@pytest.mark.parametrize("key", LOCAL)
def test_planted_rows_do_not_come_out_of_what_may_be_shared(key):
    cls = shelf()[key]
    if cls.unavailable():
        pytest.skip(cls.unavailable())
    if not cls.shareable:
        pytest.skip("It says that real rows come out.")
    *_, whole = canaries(lambda: fast(cls), aimed(cls, people(240, 0)), np.random.default_rng(0), count=10, repeats=1)
    assert not whole.beyond_control, whole
