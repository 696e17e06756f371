import json

import numpy as np
import pytest

from synth.closer import closer
from synth.progress import Cancelled
from tests.metrics.test_contract import ODD
from tests.tables import people

rng = np.random.default_rng


def test_all_of_it_is_plain_json_and_the_same_again():
    told = []
    tables = people(400, 0), people(200, 1), people(400, 2)
    found = closer(*tables, rng(0), lambda share, note: told.append((share, note)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found == closer(*tables, rng(0))
    assert set(found) == {"wrong", "roc", "map", "left_out"} and not found["left_out"]
    shares, notes = zip(*told)
    assert list(shares) == sorted(shares) and shares[-1] == 1 and all(notes)


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_give_findings_or_a_sentence(name):
    data = ODD[name]
    other = data.take(rng(0).integers(0, len(data), len(data))) if len(data) else data
    for made in (other, data.take(np.arange(0))):
        found = closer(data, other, made, rng(0))
        json.dumps(found, allow_nan=False)
        for part in ("wrong", "roc", "map"):
            assert found[part] is not None or found["left_out"][part].endswith(".")


def test_larger_odd_tables():
    data = ODD["extreme"]
    many = data.take(np.arange(300) % len(data))
    found = closer(many, None, many.take(rng(0).integers(0, 300, 200)), rng(0))
    assert found["wrong"] is not None and found["roc"] is not None and found["map"] is not None


def test_a_cancel_is_obeyed():
    def stop(share, note):
        raise Cancelled

    with pytest.raises(Cancelled):
        closer(people(30, 0), None, people(30, 1), rng(0), stop)
