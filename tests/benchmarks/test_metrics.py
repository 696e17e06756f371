import numpy as np
import pytest

from synth.benchmarks import metrics
from synth.metric import metrics as known
from tests.tables import people


@pytest.fixture
def folder(tmp_path):
    for name, seed in (("staff_trn", 0), ("staff_hol", 1)):
        people(300, seed).table.drop(columns="since").to_csv(tmp_path / f"{name}.csv.gz", index=False)
    return tmp_path


def test_every_metric_asked_for_is_measured_on_both_sizes_with_its_interval(folder):
    shares, keys = [], ["shapes", "closest_record", "regression"]
    frame, budgets = metrics.metrics(folder, keys, 900, lambda share, note="": shares.append(share))
    assert list(frame["score"]) == [key for key in known() if key in keys]
    assert (frame[["300 rows, CPU s", "900 rows, CPU s"]] >= 0).all(axis=None)
    shapes, _, skipped = (frame.set_index("score").loc[key] for key in keys)
    assert shapes["rows taken of the longer"] == "up to 200,000 rows" and 0 < shapes["interval, to either side"] < 0.1
    assert np.isnan(skipped["interval, to either side"]) and shares == sorted(shares) and shares[-1] == 1
    assert budgets["budget"][0] == "300 rows: CPU s to the first verdict on fidelity and privacy"
    assert budgets["measured"][0] > 0
    assert len(budgets) == 4 and budgets["budget"][1].startswith("shapes and trends of 900 rows x 4")


def test_what_is_shared_with_sdmetrics_agrees_with_it_and_comes_sooner():
    records = metrics.shared(people(3000, 0), people(3000, 1))
    assert [record["measured"] < 0.005 for record in records[1:]] == [True, True] and records[0]["measured"] > 1


def test_what_cannot_be_run_is_refused_in_a_sentence(folder, tmp_path):
    with pytest.raises(ValueError, match="--data FOLDER"):
        metrics.metrics(None)
    with pytest.raises(ValueError, match="no metric 'nonsense'"):
        metrics.metrics(folder, ["nonsense"])
