"""What is particular to fitted distributions; the contract is tested for all techniques alike."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Dataset
from synth.learning.distribution import by_likelihood, by_moments, moments
from synth.columns.kinds import describe
from synth.protocols import Previews
from synth.techniques.independent import Independent

RNG = np.random.default_rng(0)
KNOWN = {"normal": RNG.normal(50, 5, 4000), "gamma": RNG.gamma(2, 3, 4000), "uniform": RNG.random(4000),
         "exponential": RNG.exponential(2, 4000), "lognormal": RNG.lognormal(0, 1, 4000),
         "beta": RNG.beta(2, 0.7, 4000)}


def dataset(**columns) -> Dataset:
    table = pd.DataFrame(columns)
    return Dataset("made", table, describe(table))


def test_moments_by_head():
    assert moments(np.array([1.0, 1.0, 1.0, 5.0])) == pytest.approx((2, np.sqrt(3), 2 / np.sqrt(3), 7 / 3 - 3))
    assert moments(np.ones(5)) == (1, 0, 0, 0)


@pytest.mark.parametrize("family", KNOWN)
def test_a_known_family_is_found_or_matched(family):
    values = KNOWN[family]
    scaled = (values - values.min()) / np.ptp(values)
    fitted = by_likelihood(scaled)
    assert fitted.aic < fitted.runner_up_aic
    at = (np.arange(400) + 0.5) / 400
    assert np.abs(fitted.at(at) - np.quantile(scaled, at)).mean() < 0.01
    assert family in ("lognormal", "gamma", "exponential", "uniform") or family in (fitted.family, fitted.runner_up)


@pytest.mark.parametrize("family", KNOWN)
def test_four_moments_are_kept(family):
    values = (KNOWN[family] - KNOWN[family].min()) / np.ptp(KNOWN[family])
    mean, sd, skewness, kurtosis = moments(by_moments(values).table)
    real = moments(values)
    assert (mean, sd) == pytest.approx(real[:2], rel=0.03)
    assert skewness == pytest.approx(real[2], abs=0.1 + 0.1 * abs(real[2]))
    assert kurtosis == pytest.approx(real[3], abs=0.3 + 0.1 * abs(real[3]))


@pytest.mark.parametrize("fit_by", ["likelihood", "moments"])
def test_spikes_keep_their_share(fit_by):
    income = np.where(np.arange(3000) % 3 == 0, 0.0, RNG.lognormal(7, 0.5, 3000))
    made = Independent(fit_by).fit(dataset(income=income), RNG).sample(3000, np.random.default_rng(1))
    assert (made["income"] == 0).mean() == pytest.approx(1 / 3, abs=0.03)
    assert made["income"][made["income"] > 0].median() == pytest.approx(np.exp(7), rel=0.1)


def test_ages_have_no_spikes():
    ages = np.random.default_rng(1).integers(18, 80, 5000)
    assert Independent().preview(dataset(age=ages))[0]["family"] in ("uniform", "beta")


def test_the_preview_tells_the_choice_and_the_moments():
    data = dataset(x=KNOWN["normal"], n=np.arange(4000) % 5, c=["a", "b"] * 2000,
                   t=pd.Timestamp("2020-01-01") + pd.to_timedelta(np.arange(4000) % 50, unit="D"))
    assert isinstance(Independent(), Previews)
    x, n, t = Independent().preview(data)
    assert x["column"] == "x" and x["mean_real"] == pytest.approx(x["mean_fitted"], rel=0.01)
    assert x["aic"] < x["runner_up_aic"]
    assert n["family"] == "observed shares" and n["aic"] is None and n["mean_fitted"] == pytest.approx(2, abs=0.01)
    assert t["mean_real"] == pytest.approx(24.5)
