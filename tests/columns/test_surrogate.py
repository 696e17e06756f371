import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dataset import Column, Kind
from synth.columns.pii import iban_valid, luhn
from synth.columns.surrogate import Surrogate

N = 400


def drawn(values, kind=Kind.TEXT, pii=None, rows=300, seed=0, name="x"):
    values = pd.Series(values, name=name)
    made = Surrogate(values, Column(name, kind, 0.0, pii)).draw(rows, np.random.default_rng(seed))
    assert len(made) == rows and made.dtype == values.dtype
    assert not set(made.dropna()) & set(values.dropna())
    return made


def test_codes_keep_their_form_and_stay_unique():
    made = drawn([f"A-{i:05d}" for i in range(N)], Kind.ID)
    assert made.is_unique and made.str.fullmatch(r"A-\d{5}").all()


def test_a_form_that_is_used_up_is_widened():
    made = drawn([f"A{i}" for i in range(10)], Kind.ID, rows=1000)
    assert made.is_unique


def test_a_value_without_letters_or_digits_is_numbered_on():
    assert drawn(["?!"] * 5, rows=4).str.fullmatch(r"\?!\d+").all()


def test_hexadecimal_keys_stay_hexadecimal():
    keys = [f"{n:016x}" for n in np.random.default_rng(1).integers(2**40, 2**62, N)]
    assert drawn(keys, Kind.ID).str.fullmatch("[0-9a-f]{16}").all()


def test_texts_that_differ_after_a_nul_only():
    made = drawn(["0\x000", "0\x001", "0\x002"], rows=25)
    assert made.is_unique


def test_dates_stay_days():
    made = drawn(pd.date_range("1950-01-01", periods=N, freq="37D"), Kind.ID, "date of birth")
    assert (made.dt.normalize() == made).all() and made.is_unique
    crowded = drawn(pd.date_range("2000-01-01", periods=N), Kind.ID, "date of birth")
    assert (crowded.dt.normalize() == crowded).all() and crowded.max() <= pd.Timestamp("2001-02-04")


def test_running_numbers_go_on():
    assert drawn(np.arange(1, N + 1), Kind.ID).tolist() == list(range(N + 1, N + 301))


def test_scattered_numbers_keep_their_digits():
    made = drawn(np.random.default_rng(0).integers(10_000, 99_999, N), Kind.ID)
    assert made.between(10_000, 99_999).all()


def test_a_full_range_is_left_upward_then_downward():
    values = pd.Series(np.arange(-100, 127), dtype="int8")
    made = Surrogate(values, Column("x", Kind.ID)).draw(29, np.random.default_rng(0))
    assert sorted(made) == list(range(-128, -100)) + [127]


def test_missing_shares_stay():
    made = drawn([f"k{i}x" if i % 4 else None for i in range(N)], rows=1000)
    assert made.isna().mean() == 0.25
    nullable = pd.Series([10, 200, None, 3000], dtype="Int64")
    assert drawn(nullable, Kind.ID, rows=8).isna().sum() == 2


@pytest.mark.parametrize("values", [pd.Series([None, None], dtype=object), pd.Series([np.nan, np.nan])])
def test_a_column_without_values_stays_so(values):
    assert drawn(values, rows=5).isna().all()


def test_how_often_keys_repeat_stays():
    made = drawn(np.repeat(np.random.default_rng(0).permutation(10**6)[:N], 3), Kind.ID, rows=900)
    assert made.nunique() == pytest.approx(300, abs=5)
    assert made.value_counts().max() == 3


def test_a_vocabulary_keeps_its_size_and_frequencies():
    made = drawn(["Ada"] * 300 + ["Bob"] * 100, pii="name", rows=2000)
    assert made.value_counts(normalize=True).tolist() == pytest.approx([0.75, 0.25], abs=0.03)


def test_emails_are_unique_and_at_domains_that_nobody_owns():
    made = drawn([f"u{i}@firm{i}.de" for i in range(N)], pii="e-mail", rows=2000)
    assert made.is_unique and made.str.fullmatch(r"[a-z0-9._]+@example\.(com|org|net)").all()


def test_emails_are_put_together_as_real_ones_are():
    usual = [f"ada.lovelace{i}@firm.de" for i in range(10, 70)] + [f"a_turing@firm{i}.de" for i in range(40)]
    made = drawn([*usual, "the+only-one.of.its+kind@firm.de"], pii="e-mail", rows=3000)
    one, two = (made.str.fullmatch(form + r"@example\.(com|org|net)")
                for form in (r"[a-z]+\.[a-z]+\d\d", r"[a-z]_[a-z]+"))
    assert (one | two).all() and one.mean() == pytest.approx(0.6, abs=0.05)


@pytest.mark.parametrize("like, form", [
    (["Ada Lovelace", "Alan Turing"], r"[A-Z]\S+ [A-Z].+"),
    (["LOVELACE, ADA", "TURING, ALAN"], r"[A-Z' -]+, [A-Z' -]+"),
    (["Ada", "Alan"], r"[A-Z]\S+"),
])
def test_names_keep_their_form(like, form):
    assert drawn(like, pii="name", rows=50).str.fullmatch(form).all()


def test_phones_keep_their_form():
    made = drawn([f"+1 ({200 + i}) 55{i % 10}-{1000 + i}" for i in range(N)], pii="phone")
    assert made.str.fullmatch(r"\+1 \(\d{3}\) \d{3}-\d{4}").all()


def test_cards_and_ibans_have_right_check_digits():
    cards = drawn(["4111 1111 1111 1111", "5500 0055 5555 5559"] * 5, pii="card")
    assert all(luhn(card.replace(" ", "")) for card in cards)
    assert cards.str.fullmatch(r"[45]000 00\d\d \d{4} \d{4}").all()
    ibans = drawn(["DE89370400440532013000", "GB82WEST12345698765432"], pii="iban")
    assert all(map(iban_valid, ibans)) and set(ibans.str[:2]) <= {"DE", "GB"}


def test_addresses_ips_and_national_ids():
    assert drawn(["1 Main St, Bonn", "2 Elm Rd, Ulm"], pii="address").str.fullmatch(r"\d+ .+, .+").all()
    assert drawn(["8.8.8.8", "9.9.9.9"], pii="ip").str.match(r"10\.").all()
    assert drawn(["2a00::1", "2a00::2"], pii="ip").str.match("2001:db8::").all()
    assert drawn(["123-45-6789", "321-54-9876"], pii="national id").str.match(r"9\d\d-\d\d-\d{4}").all()


def test_free_text_keeps_its_lengths():
    words = "the parcel came late again and the box was wet so we sent it back to you at once".split()
    rng = np.random.default_rng(0)
    real = pd.Series([" ".join(rng.choice(words, rng.integers(4, 30))).capitalize() + "." for _ in range(N)])
    made = drawn(real, rows=N)
    assert made.str.endswith(".").all()
    assert made.str.len().quantile([0.1, 0.5, 0.9]).to_numpy() == pytest.approx(
        real.str.len().quantile([0.1, 0.5, 0.9]).to_numpy(), rel=0.15
    )


def test_the_same_seed_gives_the_same_values():
    values = [f"user {i} wrote some words here" for i in range(N)]
    assert drawn(values, seed=1).equals(drawn(values, seed=1))
    assert not drawn(values, seed=1).equals(drawn(values, seed=2))


def test_moments_and_reals_that_someone_calls_a_key():
    assert drawn(pd.date_range("2020", periods=N, tz="UTC"), Kind.ID).is_unique
    assert drawn(np.random.default_rng(0).normal(size=N), Kind.ID).is_unique


@settings(max_examples=80, deadline=None)
@given(st.lists(st.none() | st.text(max_size=12), min_size=1, max_size=30),
       st.sampled_from([None, "name", "e-mail", "phone", "address", "ip", "card", "iban", "national id"]))
def test_no_text_is_ever_real(values, pii):
    values = pd.Series(values, dtype=object)
    made = Surrogate(values, Column("x", Kind.TEXT, 0.0, pii)).draw(25, np.random.default_rng(0))
    assert len(made) == 25 and not set(made.dropna()) & set(values.dropna())
    if values.notna().all() and values.is_unique:
        assert made.is_unique


@settings(max_examples=80, deadline=None)
@given(st.lists(st.none() | st.integers(-2**63, 2**63 - 1), min_size=1, max_size=30))
def test_no_number_is_ever_real(values):
    values = pd.Series(values, dtype="Int64")
    made = Surrogate(values, Column("x", Kind.ID)).draw(25, np.random.default_rng(0))
    assert len(made) == 25 and made.dtype == "Int64" and not set(made.dropna()) & set(values.dropna())


def test_letters_of_any_script_are_replaced():
    made = drawn([f"Straße-{c}" for c in "äöüñ東京"], rows=40)
    assert not made.str.contains(re.escape("Straße")).all() or made.is_unique
