import ipaddress
import re

import pytest

from synth.columns.checksums import iban_valid, luhn
from synth.masking.cipher import Cipher
from synth.masking.pseudonym import number, pseudonyms

CIPHER = Cipher(b"k" * 32)


def made(sort: str, text: str, **options) -> str:
    return pseudonyms(CIPHER, sort, **options)(text)


@pytest.mark.parametrize("card", ["4111 1111 1111 1111", "5500-0000-0000-0004", "340000000000009"])
def test_cards_keep_network_form_and_check_digit_and_are_nobodys(card):
    other = made("card", card)
    digits = re.sub(r"\D", "", other)
    assert other != card and luhn(digits) and digits[:6] == card[0] + "00000"
    assert re.sub(r"\d", "9", other) == re.sub(r"\d", "9", card)


@pytest.mark.parametrize("iban", ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819",
                                  "FR1420041010050500013M02606"])
def test_ibans_keep_country_form_and_check_digits(iban):
    other = made("iban", iban)
    assert other != iban and iban_valid(other) and other[:2] == iban[:2]
    assert re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", other)) == re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", iban))


def test_ibans_stay_different_though_zeros_lead():
    ibans = [f"DE00{i:018d}" for i in range(500)]
    assert len({made("iban", iban) for iban in ibans}) == 500


def test_mail_of_one_domain_stays_of_one_domain_that_nobody_has():
    ada, bob, eve = (made("e-mail", text) for text in ("ada@calc.org", "bob@calc.org", "eve@else.org"))
    assert all(re.fullmatch(r"[a-z]{3}@[a-z]{4}\.[a-z]{3}\.example", text) for text in (ada, bob, eve))
    assert ada.split("@")[1] == bob.split("@")[1] != eve.split("@")[1] and "calc" not in ada


def test_the_domain_may_stay():
    assert made("e-mail", "ada@calc.org", domain=True).endswith("@calc.org")


@pytest.mark.parametrize("text, pattern", [
    ("Ada Lovelace", r"[A-Z]\w+ [A-Z]\w+"), ("LOVELACE, ADA", r"[A-Z]+, [A-Z]+"), ("ada", r"[a-z]+"),
    ("Ada King Lovelace", r"[A-Z]\w+ [A-Z]\w+ [A-Z]\w+")])
def test_names_keep_words_order_and_case(text, pattern):
    other = made("name", text)
    assert re.fullmatch(pattern, other) and other.lower() != text.lower() and other == made("name", text)


def test_a_column_of_family_names_gets_some():
    from faker.providers.person.en_US import Provider
    assert made("name", "Lovelace", surname=True) in Provider.last_names
    assert made("name", "Ada") in Provider.first_names


def test_addresses_have_a_town_where_there_was_one():
    assert re.fullmatch(r"\d+ \w+ \w+", made("address", "1 Main Street"))
    assert re.fullmatch(r"\d+ \w+ \w+, \w+", made("address", "1 Main Street, Boston"))


def test_ip_addresses_reach_nobody():
    assert ipaddress.ip_address(made("ip", "8.8.8.8")) in ipaddress.ip_network("240.0.0.0/4")
    assert ipaddress.ip_address(made("ip", "2600::1")) in ipaddress.ip_network("2001:db8::/32")


def test_social_security_numbers_move_to_the_area_never_given_out():
    assert re.fullmatch(r"9\d\d-\d\d-\d{4}", made("national id", "078-05-1120"))


@pytest.mark.parametrize("sort", ["card", "iban", "e-mail"])
def test_what_has_not_the_form_is_shuffled_as_it_stands(sort):
    assert re.fullmatch(r"[a-z]{3} \d", made(sort, "abc 1")) and made(sort, "abc 1") != "abc 1"


def test_a_front_that_is_to_stay_stays():
    other = made("code", "INV-00012", keep=4)
    assert re.fullmatch(r"INV-000\d\d", other) and other != "INV-00012"


def test_whole_numbers_stay_whole_and_others_keep_their_places():
    assert number(7.0, CIPHER, 2**53) == number(7, CIPHER, 2**63 - 1) and isinstance(number(7.0, CIPHER, 2**53), float)
    assert 10 <= number(12.5, CIPHER, 2**53) < 100
