import numpy as np
import pandas as pd
import pytest

from synth.benchmarks import budgets, peers, tables
from synth.metrics.fidelity import accuracy
from tests.tables import people


@pytest.fixture
def folder(tmp_path):
    """A table cut into train and holdout beforehand, and one published synthetic table: a shuffled one."""
    (tmp_path / "peers" / "staff").mkdir(parents=True)
    tables = {"staff_trn": people(300, 0), "staff_hol": people(300, 1), "peers/staff/mixed": people(300, 2)}
    for name, data in tables.items():
        table = data.table.drop(columns="since")
        if "mixed" in name:
            table = table.apply(lambda column: column.sample(frac=1, random_state=len(column.name)).to_numpy())
        table.to_csv(tmp_path / f"{name}.csv.gz", index=False)
    return tmp_path


def test_techniques_peers_and_the_holdout_go_through_the_same_scorer(folder):
    shares = []
    frame = peers.techniques(folder, folder / "peers", seeds=2, only=["shuffle"],
                             progress=lambda share, note="": shares.append(share))
    assert list(zip(frame["table"], frame["seed"])) == [
        ("a second real sample", 0), ("published: mixed", 0), ("shuffle", 0), ("shuffle", 1)]
    real, mixed, shuffled, again = frame.to_dict("records")
    assert real["pairs"] > mixed["pairs"] == pytest.approx(shuffled["pairs"], abs=0.05)
    assert real["discriminator AUC"] < 0.6 < shuffled["discriminator AUC"]
    assert real["utility AUC"] > 0.8 > shuffled["utility AUC"]
    assert shuffled["pairs"] != again["pairs"] and shuffled["fit s"] >= 0 and np.isnan(real["fit s"])
    assert shares == sorted(shares) and shares[-1] == 1


def test_several_seeds_become_a_mean_and_a_spread():
    frame = pd.DataFrame({"data": ["d"] * 3, "table": ["a", "a", "b|c"], "seed": [0, 1, 0], "pairs": [0.9, 0.8, 0.5],
                          "utility R2": [np.nan] * 3, "fit s": [1.0, 3.0, np.nan]})
    assert tables.to_markdown(frame).splitlines() == [
        "| data | table | pairs | fit s |", "| --- | --- | --- | --- |",
        "| d | a | 0.8500 ± 0.0707 | 2.0000 ± 1.4142 |", "| d | b\\|c | 0.5000 |  |"]


def test_budgets_measure_what_they_say():
    record = budgets._sampling_budget(people(200, 0), "shuffle", 1.0)
    assert record["measured"] > 1000 and record["met"] == "yes"


def test_a_fit_of_the_benchmark_gives_as_many_rows_and_its_seconds():
    train = people(150, 0)
    made, seconds = tables.made(train, "shuffle", 0)
    assert len(made) == 150 and set(seconds) == {"fit s", "sample s"}
    assert accuracy.measure(train, None, made, np.random.default_rng(0))[0].value > 0.8


@pytest.mark.parametrize("call, reason", [
    (lambda folder: peers.techniques(folder, only=["nonsense"]), "no technique 'nonsense'"),
    (lambda folder: peers.techniques(folder, seeds=0), "seeds must be at least 1"),
    (lambda folder: peers.techniques(folder), "holds no table that ends in"),
    (lambda folder: budgets.budgets(None), "--data FOLDER")])
def test_what_cannot_be_run_is_refused_in_a_sentence(tmp_path, call, reason):
    with pytest.raises(ValueError, match=reason):
        call(tmp_path)


def test_a_training_table_without_its_holdout_is_refused(folder):
    (folder / "staff_hol.csv.gz").unlink()
    with pytest.raises(ValueError, match="no 'staff_hol.csv.gz' beside it"):
        peers.techniques(folder, only=["shuffle"])
