import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.masking.cipher import CHUNK, Cipher

CIPHER, OTHER = Cipher(b"a" * 32), Cipher(b"b" * 32)


def form(text: str) -> str:
    sorts = {"9": string.digits, "A": string.ascii_uppercase, "a": string.ascii_lowercase}
    return "".join(next((sort for sort, chars in sorts.items() if c in chars), c) for c in text)


@pytest.mark.parametrize("size", [1, 2, 3, 10, 97, 1000])
def test_numbers_are_shuffled_one_to_one(size):
    assert sorted(CIPHER.shuffle(value, size) for value in range(size)) == list(range(size))


def test_another_key_or_purpose_shuffles_otherwise():
    def order(cipher: Cipher, about: str = "") -> list[int]:
        return [cipher.shuffle(value, 100, about) for value in range(100)]
    assert len({tuple(order(CIPHER)), tuple(order(OTHER)), tuple(order(CIPHER, "else"))}) == 3


def test_all_codes_of_a_form_swap_places():
    codes = [f"{letter}{digit}-x" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for digit in range(10)]
    made = {CIPHER.text(code) for code in codes}
    assert len(made) == 260 and {form(code) for code in made} == {"A9-a"}
    assert len({code[-1] for code in made}) > 5


@settings(max_examples=200, deadline=None)
@given(st.text(string.ascii_letters + string.digits + " -_/.", max_size=3 * CHUNK))
def test_the_form_stays_and_the_same_text_gives_the_same(text):
    made = CIPHER.text(text)
    assert form(made) == form(text) and made == CIPHER.text(text)
    assert len(made) - len(made.lstrip("0")) == len(text) - len(text.lstrip("0"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_different_texts_stay_different(first, second):
    assert (CIPHER.text(first) == CIPHER.text(second)) == (first == second)


@pytest.mark.parametrize("text, pattern", [
    ("550e8400-e29b-41d4-a716-446655440000", "0123456789abcdef"), ("00:1A:2B:3C:4D:5E", "0123456789ABCDEF"),
    ("d41d8cd98f00b204e9800998ecf8427e", "0123456789abcdef")])
def test_hexadecimal_numbers_stay_so(text, pattern):
    made = CIPHER.text(text)
    assert made != text and set(made) <= set(pattern + "-:") and [c in "-:" for c in made] == [c in "-:" for c in text]


def test_letters_of_other_scripts_are_not_left_standing():
    made = CIPHER.text("Жуков, 東京")
    assert made[0].isupper() and made[1:5].islower() and "\u0400" <= made[0] <= "\u04ff" and made[5:7] == ", "
    assert "東京" not in made and made[7:].isalpha()


@settings(max_examples=200, deadline=None)
@given(st.integers(-2**63, 2**63 - 1))
def test_whole_numbers_keep_sign_and_band(value):
    made = CIPHER.number(value)
    assert (made < 0) == (value < 0) and -2**63 <= made < 2**63
    assert (abs(made) < 10**6) == (abs(value) < 10**6) or abs(value) == 10**6 or abs(made) == 10**6


def test_running_numbers_stay_keys_and_lose_their_order():
    made = [CIPHER.number(value) for value in range(1000)]
    assert len(set(made)) == 1000 and made != sorted(made) and max(made) > 500_000


def test_small_types_hold_their_pseudonyms():
    assert sorted(CIPHER.number(value, 127) for value in range(128)) == list(range(128))


def test_a_number_below_size_follows_from_the_text():
    drawn = [CIPHER.below(7, str(i)) for i in range(700)]
    assert set(drawn) == set(range(7)) and CIPHER.below(7, "5") == drawn[5]
