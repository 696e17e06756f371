import warnings

import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.sdmetrics_reports import sdmetrics_diagnostic, sdmetrics_quality
from tests.tables import dataset, people


def test_the_quality_score_is_the_mean_of_its_two_properties_which_are_told():
    overall, shapes, trends = sdmetrics_quality.measure(people(500, 0), None, people(500, 1), np.random.default_rng(0))
    assert (shapes.about, trends.about) == (("Column Shapes",), ("Column Pair Trends",))
    assert overall.value == pytest.approx((shapes.value + trends.value) / 2)
    assert 0.9 < overall.low < overall.value < overall.high < 1


def test_values_out_of_range_are_found_by_the_diagnostic():
    real = dataset({"n": list(range(100)), "m": list(range(100))})
    made = real.with_table(real.table.assign(n=real.table["n"] + 50))
    overall, validity, structure = sdmetrics_diagnostic.measure(real, None, made, np.random.default_rng(0))
    assert validity.value == pytest.approx((0.5 + 1) / 2) and structure.value == 1
    assert overall.value == pytest.approx((validity.value + structure.value) / 2)


def test_odd_column_names_and_empty_columns_do_no_harm():
    real = dataset({"": [1.0, 2.0] * 9, "x y": ["a", None] * 9, "gone": [None] * 18})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sdmetrics_quality.measure(real, None, real, np.random.default_rng(0))[0].value == 1
    with pytest.raises(Skip, match="No column holds values"):
        sdmetrics_quality.measure(real.only(["gone"]), None, real.only(["gone"]), np.random.default_rng(0))
