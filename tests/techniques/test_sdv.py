"""What is particular to SDV's techniques; the contract that they share with all others is tested there."""

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Column, Dataset, Kind
from synth.progress import Cancelled
from synth.learning.sdv_adapter import at_once
from synth.learning.sdv_columns import Coded
from synth.learning.sdv_epochs import Best, apart
from synth.technique import make

FAST = {
    "sdv_gaussian_copula": {"distribution": "norm"},
    "ctgan": {"epochs": 2, "batch_size": 50, "embedding_size": 8, "layer_size": 16},
    "copula_gan": {"epochs": 2, "batch_size": 50, "embedding_size": 8, "layer_size": 16, "distribution": "norm"},
    "tvae": {"epochs": 2, "batch_size": 50, "embedding_size": 8, "layer_size": 16},
}


def dataset(**columns) -> Dataset:
    """A dataset of name=(kind, values)."""
    table = pd.DataFrame({name: values for name, (_, values) in columns.items()})
    return Dataset(
        "small",
        table,
        tuple(Column(name, kind, float(table[name].isna().mean())) for name, (kind, _) in columns.items()),
    )


def mixed(rows: int = 120) -> Dataset:
    rng = np.random.default_rng(7)
    minutes = pd.Timestamp("2024-03-30", tz="Europe/Berlin") + pd.to_timedelta(rng.integers(0, 3000, rows), "min")
    return dataset(
        **{
            "city": (Kind.CATEGORY, rng.choice(["Köln", "Bonn", None], rows)),
            "email": (Kind.CATEGORY, rng.choice(["a@b.c", "d@e.f"], rows)),
            " ": (Kind.INTEGER, rng.integers(18, 66, rows)),
            "__index__": (Kind.FLAG, pd.array(rng.choice([True, False, None], rows), dtype="boolean")),
            "": (Kind.REAL, pd.Series(rng.gamma(2, 2, rows).round(2)).where(rng.random(rows) < 0.7)),
            "c0": (
                Kind.INTEGER,
                pd.Series(rng.integers(2**60, 2**60 + 50, rows), dtype="Int64").where(rng.random(rows) < 0.8),
            ),
            "when": (Kind.MOMENT, pd.Series(minutes).where(rng.random(rows) < 0.9)),
            "ones": (Kind.INTEGER, np.ones(rows, dtype="int8")),
            "void": (Kind.REAL, np.full(rows, np.nan)),
        }
    )


COLUMNS = {
    "integers": pd.Series([3, 1, 2, 1]),
    "largest integers": pd.Series([2**63 - 1, 2**63 - 9]),
    "integers with gaps": pd.Series([None, 1, None, 2**60 + 1], dtype="Int64"),
    "reals with gaps": pd.Series([0.25, None, -1.5, 7.0]),
    "short reals": pd.Series([0.1, 0.7], dtype="float32"),
    "days with gaps": pd.to_datetime(pd.Series(["2024-01-01", None, "2024-02-29"])),
    "moments where clocks change": pd.Series(pd.to_datetime(["2024-03-31 00:30", "2024-03-31 03:30"])).dt.tz_localize(
        "Europe/Berlin"
    ),
    "words with gaps": pd.Series(["b", np.nan, "a", "b"]),
    "one word with gaps": pd.Series(["b", np.nan, "b"]),
    "flags": pd.Series([True, False, True]),
    "flags with gaps": pd.Series([True, None], dtype="boolean"),
    "categories with gaps": pd.Series(["x", None], dtype="category"),
    "nothing": pd.Series([None, None], dtype=object),
    "no numbers": pd.Series([np.nan, np.nan]),
    "one number": pd.Series([7.5, 7.5]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_come_back_as_they_went_in(name):
    values = COLUMNS[name]
    codec = Coded(values, numeric=values.dtype.kind in "ifM")
    coded = pd.DataFrame(codec.encode("c0"), index=range(len(values)))
    assert not coded.isna().any(axis=None)
    back = pd.Series(codec.decode("c0", coded, np.random.default_rng(0)))
    pd.testing.assert_series_equal(back, values, check_exact=name != "short reals")


def test_what_never_varies_is_not_sent():
    assert Coded(pd.Series([7, 7]), True).encode("c0") == {}
    assert list(Coded(pd.Series([7, None]), True).encode("c0")) == ["c0?"]


def test_the_share_of_missing_values_is_put_right():
    codec = Coded(pd.Series(["a", "b", None, None]), False)
    codec.encode("c0")
    for labels in (["there"] * 10, ["missing"] * 10, ["there", "missing"] * 5):
        drawn = codec.decode("c0", pd.DataFrame({"c0": ["0"] * 10, "c0?": labels}), np.random.default_rng(0))
        assert pd.isna(drawn).sum() == 5 and set(drawn[~pd.isna(drawn)]) == {"a"}


def test_numbers_from_end_to_end_of_int64_are_rounded_but_not_wrapped():
    codec = Coded(pd.Series([2**63 - 1, -(2**63), 5]), True)
    drawn = codec.decode("c0", pd.DataFrame(codec.encode("c0")), np.random.default_rng(0))
    assert np.abs(drawn.astype(float) - [2**63, -(2**63), 5]).max() <= 4096


def test_numbers_stay_within_the_range_and_on_the_grid():
    days = Coded(pd.to_datetime(pd.Series(["2024-01-01", "2024-01-02", "2024-01-11"])), True)
    drawn = days.decode("c0", pd.DataFrame({"c0": [-5.0, 0.4, 3.6, 99.0]}), np.random.default_rng(0))
    assert list(pd.Series(drawn).dt.strftime("%m-%d %H")) == ["01-01 00", "01-01 00", "01-05 00", "01-11 00"]


@pytest.mark.parametrize("key", FAST)
def test_odd_tables_keep_their_form_and_the_worlds_randomness(key):
    data = mixed()
    np.random.seed(99)
    expected = np.random.RandomState(99).random(3)
    drawn = make(key, **FAST[key]).fit(data, np.random.default_rng(1)).sample(300, np.random.default_rng(2))
    assert np.array_equal(np.random.random(3), expected)
    assert list(drawn) == data.names and len(drawn) == 300
    assert dict(drawn.dtypes) == dict(data.table.dtypes)
    assert set(drawn["city"].dropna()) <= {"Köln", "Bonn"} and set(drawn["email"]) <= {"a@b.c", "d@e.f"}
    for name in (" ", "", "c0", "when"):
        assert drawn[name].dropna().between(data.table[name].min(), data.table[name].max()).all()
    assert drawn["void"].isna().all() and (drawn["ones"] == 1).all()
    assert (drawn["when"].dropna().dt.second == 0).all()


@pytest.mark.parametrize("key", FAST)
@pytest.mark.parametrize("rows", [1, 2])
def test_hardly_any_rows(key, rows):
    data = mixed(rows)
    drawn = make(key, **FAST[key]).fit(data, np.random.default_rng(1)).sample(5, np.random.default_rng(2))
    assert len(drawn) == 5 and dict(drawn.dtypes) == dict(data.table.dtypes)


def test_missing_goes_with_what_it_went_with():
    rng = np.random.default_rng(3)
    paid = rng.random(2000) < 0.5
    data = dataset(paid=(Kind.FLAG, paid), amount=(Kind.REAL, np.where(paid, rng.normal(50, 9, 2000), np.nan)))
    drawn = make("sdv_gaussian_copula", distribution="norm").fit(data, rng).sample(2000, rng)
    assert drawn["amount"].isna()[~drawn["paid"]].mean() > 0.7 > 0.3 > drawn["amount"].isna()[drawn["paid"]].mean()


@pytest.mark.parametrize("key", ["ctgan", "copula_gan", "tvae"])
def test_every_epoch_is_told_with_its_losses_and_can_be_the_last(key):
    told = []

    def watch(share, note=""):
        told.append(note)
        if note.startswith("epoch 2 of 4"):
            raise Cancelled

    import ctgan.synthesizers.ctgan as gan

    bar = gan.tqdm
    with pytest.raises(Cancelled):
        make(key, **{**FAST[key], "epochs": 4}).fit(mixed(), np.random.default_rng(1), watch)
    epochs = [note for note in told if note.startswith("epoch")]
    assert len(epochs) == 3 and "loss" in epochs[1]
    assert gan.tqdm is bar


def test_the_estimate_grows_with_the_work():
    assert make("ctgan", epochs=200).seconds(10_000, 15, 1) > 1.8 * make("ctgan", epochs=100).seconds(10_000, 15, 1)
    assert make("tvae").seconds(10_000, 15, 1) < make("ctgan").seconds(10_000, 15, 1)


def test_listing_the_shelf_loads_no_sdv():
    heavy = "[m for m in ('sdv', 'torch', 'sklearn') if m in sys.modules]"
    listed = f"import sys; from synth.technique import shelf; shelf(); print({heavy})"
    told = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_tenth_is_held_apart_where_rows_are_many_enough():
    learned, held = apart(300, 5, np.random.default_rng(0))
    assert len(held) == 30 and sorted([*learned, *held]) == list(range(300)) and list(held) == sorted(held)
    assert len(apart(50_000, 5, np.random.default_rng(0))[1]) == 2000
    for rows, patience in ((99, 5), (300, 0)):
        learned, held = apart(rows, patience, np.random.default_rng(0))
        assert list(learned) == list(range(rows)) and not len(held)


class Decoder:
    """A network whose one weight is the epoch it has come to."""

    def __init__(self):
        import torch

        self.decoder = torch.nn.Linear(1, 1, bias=False)

    def at(self, epoch: int) -> "Decoder":
        self.decoder.weight.data.fill_(float(epoch))
        return self


def test_the_best_epoch_is_kept_and_patience_ends_the_training():
    rows = pd.DataFrame({"c0": ["a", "a", "b", "b", "b"]})
    draws = [["b"] * 4, ["a", "a", "b", "b"], ["a", "b", "b", "b"], ["a"] * 4, ["a", "a", "b", "b"]]
    drawn = iter(pd.DataFrame({"c0": values}) for values in draws)
    best, network = Best(rows, np.arange(4), 2, lambda count: next(drawn)), Decoder()
    told, over = [], []
    for epoch in range(1, 5):
        told.append(best.look(network.at(epoch), epoch, 9))
        over.append(best.over)
    # a and b have half of the rows held apart each: 0 + 1 of 4, 2 + 2, 1 + 3, 4 + 0 lie 1/2, 0, 1/4 and 1/2 off.
    assert [text.split()[1] for text in told] == ["0.500", "1.000", "0.750", "0.500"]
    assert over == [False, False, False, True]
    best.restore(network)
    assert network.decoder.weight.item() == 2.0
    assert best.told().startswith("Training stopped after epoch 4 of 9; the network of epoch 2 is used")
    assert "4 real" in best.told()


def test_numbers_are_held_against_each_other_as_they_will_be_read():
    rows = pd.DataFrame({"c0": [0.0] * 6 + [5.0] * 6})
    best = Best(rows, np.arange(12), 2,
                lambda count: pd.DataFrame({"c0": [-0.4] * 3 + [0.3] * 3 + [4.8] * 3 + [7.0] * 3}))
    assert best.likeness() == 1.0


@pytest.mark.parametrize("key", ["ctgan", "copula_gan", "tvae"])
def test_rows_are_those_of_a_training_that_ended_at_the_best_epoch(key):
    data, params = mixed(), {**FAST[key], "epochs": 40, "patience": 2}

    def sampled(**changes):
        fitted = make(key, **{**params, **changes}).fit(data, np.random.default_rng(5))
        return fitted.sample(60, np.random.default_rng(6)), fitted.notes_

    table, (note,) = sampled()
    ended, best = map(int, re.search(r"after epoch (\d+) of 40; the network of epoch (\d+)", note).groups())
    assert ended - best == 2
    pd.testing.assert_frame_equal(table, sampled(epochs=best, patience=40)[0])


def test_without_patience_nothing_is_said_of_a_best_epoch():
    assert make("tvae", **FAST["tvae"], patience=0).fit(mixed(), np.random.default_rng(5)).notes_ == []


def test_what_is_drawn_in_training_is_coded_as_what_is_learned():
    """CopulaGAN learns normal scores: what its network draws is to be turned back before anything is held against
    it."""
    amounts = np.random.default_rng(0).gamma(2, 500, 120) + 1000
    fitted = make("copula_gan", **FAST["copula_gan"]).fit(dataset(x=(Kind.REAL, amounts)), np.random.default_rng(0))
    one, two = (at_once(fitted.synthesizer_, 50) for _ in range(2))
    assert one["c0"].mean() > 100 and one.equals(two)
