import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Kind
from synth.reading.samples import SAMPLES, load_sample
from synth.reading.shop import shop


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_is_what_its_card_says(sample):
    dataset = load_sample(sample.key)
    assert dataset.table.shape == (sample.rows, sample.columns) and dataset.target == sample.target
    assert sample.line.endswith(".") and sample.source and sample.licence
    assert load_sample(sample.key).digest == dataset.digest


def test_an_unknown_sample_is_refused():
    with pytest.raises(ValueError, match="no sample 'iris'; choose one of shop, flights"):
        load_sample("iris")


def test_listing_samples_imports_nothing_heavy():
    heavy = ("sklearn", "torch", "scipy", "faker", "pyarrow.csv")
    code = f"import sys, synth.reading.samples; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_kinds_of_the_shop():
    dataset = load_sample("shop")
    assert dataset.of_kind(Kind.MOMENT) == ["ordered", "delivered"]
    assert {c.name: c.pii for c in dataset.columns if c.pii} == {
        "customer_name": "name",
        "email": "e-mail",
        "phone": "phone",
    }
    assert set(dataset.of_kind(Kind.ID)) == {"order_id", "customer_id"}


def test_the_shop_holds_what_it_promises():
    table = shop()
    assert (table.total == (table.quantity * table.price * (1 - table.discount)).round(2)).all()
    assert (table.delivered >= table.ordered)[table.delivered.notna()].all() and table.delivered.isna().any()
    assert table.rating.isna()[table.delivered.isna()].all()
    assert table.order_id.is_unique and table.ordered.is_monotonic_increasing
    assert (table.groupby("customer_id").email.nunique() == 1).all() and not table.new_customer[
        table.duplicated("customer_id")
    ].any()
    assert 0.005 < table.fraud.mean() < 0.02


def test_the_shop_has_structure_to_be_found():
    table = shop(40_000)
    fraud = table.fraud.groupby
    assert table.fraud[table.new_customer].mean() > 2 * table.fraud[~table.new_customer].mean()
    assert table.fraud[table.total > 500].mean() > 2 * table.fraud[table.total < 100].mean()
    assert fraud(table.ordered.dt.hour < 5).mean()[True] > 2 * fraud(table.ordered.dt.hour < 5).mean()[False]
    boots = (table["product"] == "Snow boots").groupby(table.state).mean()
    assert boots["MN"] > 2 * boots["FL"]
    assert table.groupby(table.ordered.dt.month).size().idxmax() == 12


def test_another_seed_is_another_shop():
    pd.testing.assert_frame_equal(shop(50, seed=3), shop(50, seed=3))
    assert not np.array_equal(shop(50, seed=3).total, shop(50, seed=4).total)
