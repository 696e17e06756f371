import numpy as np
import pytest
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st

from synth.columns.checksums import luhn
from synth.columns.pii import born, personal_of, pii_of

FAKE = {}
for locale in ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "sv_SE"):
    FAKE[locale] = Faker(locale)
    FAKE[locale].seed_instance(1)


def made(locale: str, sort: str, count: int = 40) -> list[str]:
    return list(dict.fromkeys(str(getattr(FAKE[locale], sort)()) for _ in range(count)))


@pytest.mark.parametrize(
    "locale, sort, what",
    [
        ("en_US", "email", "e-mail"),
        ("de_DE", "iban", "iban"),
        ("en_US", "credit_card_number", "card"),
        ("en_US", "ipv4", "ip"),
        ("en_US", "ipv6", "ip"),
        ("en_US", "mac_address", "mac address"),
        ("en_US", "ssn", "national id"),
        ("it_IT", "ssn", "national id"),
        ("es_ES", "nif", "national id"),
        ("pl_PL", "pesel", "national id"),
        ("nl_NL", "ssn", "national id"),
        ("pt_BR", "cpf", "national id"),
        ("fr_FR", "ssn", "national id"),
        ("sv_SE", "ssn", "national id"),
        ("de_DE", "name", "name"),
        ("fr_FR", "name", "name"),
        ("es_ES", "name", "name"),
        ("it_IT", "name", "name"),
        ("en_GB", "name", "name"),
        ("pl_PL", "name", "name"),
        ("en_US", "first_name", "name"),
    ],
)
def test_the_form_alone_gives_it_away(locale, sort, what):
    found = personal_of("x", made(locale, sort))
    assert found.what == what and 0.5 <= found.confidence <= 1 and found.reason


@pytest.mark.parametrize(
    "name, locale, sort, what",
    [
        ("telefon", "de_DE", "phone_number", "phone"),
        ("Tel.", "fr_FR", "phone_number", "phone"),
        ("licence_plate", "en_GB", "license_plate", "licence plate"),
        ("passportNo", "en_US", "passport_number", "passport"),
        ("street", "de_DE", "street_address", "address"),
        ("nachname", "de_DE", "last_name", "name"),
        ("user_name", "en_US", "user_name", "user name"),
        ("dob", "en_US", "date", "date of birth"),
        ("Geburtsdatum", "de_DE", "date", "date of birth"),
    ],
)
def test_the_name_says_it(name, locale, sort, what):
    assert pii_of(name, made(locale, sort)) == what


@pytest.mark.parametrize(
    "name, values",
    [
        ("city", ["San Diego", "New York", "Santa Fe", "Los Angeles", "Austin"]),
        ("neighbourhood", ["Harlem", "Chelsea", "East Village", "Park Slope", "Bay Ridge"]),
        ("name", ["Endeavor Air", "American Airlines", "JetBlue", "Delta Air Lines", "United"]),
        ("when", ["2020-01-01", "2021-05-06", "2022-12-31"]),
        ("part", ["12-345", "12-346", "99-111"]),
        ("version", ["1.2.3", "1.10.0", "2.0.1"]),
        ("clock", ["08:15:00", "12:30:15"]),
        ("price", ["1,200.50", "3.99", "12.00"]),
        ("number", [str(10**8 + i) for i in range(200)]),
        ("long", [str(4 * 10**15 + i) for i in range(200)]),
        ("seconds", [str(1_600_000_000 + 37 * i) for i in range(200)]),
        ("amount", [str(i * i) for i in range(200)]),
        ("isbn", ["978-3-16-148410-0", "978-0-306-40615-7", "978-1-86197-876-9"]),
        ("email_type", ["private", "work"]),
        ("ip_address_count", ["1", "2"]),
        ("plate", ["steel", "iron"]),
        ("address_type", ["home", "work"]),
        ("doc", ["2020/0001", "2020/0002", "2021/0003"]),
        ("species", ["Adelie Penguin", "Gentoo Penguin", "Chinstrap Penguin"]),
        ("zip", ["10001", "94105", "60601"]),
        ("ean", ["4006381333931", "4000417025005", "9780306406157"]),
    ],
)
def test_what_is_nobodys_is_left_alone(name, values):
    assert pii_of(name, values) is None


def test_random_numbers_of_any_length_are_nobodys():
    rng = np.random.default_rng(0)
    for digits in range(6, 19):
        assert pii_of("x", [str(n) for n in rng.integers(10 ** (digits - 1), 10**digits, 200)]) is None, digits


def test_a_number_of_a_device_is_no_card():
    assert (
        personal_of("imei", [f"86{i:012d}{next(d for d in '0123456789' if luhn(f'86{i:012d}{d}'))}" for i in range(50)])
        is None
    )


def test_a_few_among_many_are_found():
    mixed = [f"u{i}@mail.de" if i % 3 == 0 else f"call {i}" for i in range(60)]
    assert (personal_of("contact", mixed).what, personal_of("contact", mixed).confidence < 0.7) == ("e-mail", True)
    texts = [f"please write about order {i}" + (" to ada@mail.de" if i % 10 == 0 else "") for i in range(60)]
    assert personal_of("note", texts).what == "text with e-mails"


def test_dates_of_birth_by_name():
    assert born("birthDate").what == born("date_of_birth").what == born("DOB").what == "date of birth"
    assert born("date") is None and born("birth_weight") is None


@given(st.text(max_size=12), st.lists(st.text(max_size=30), max_size=12))
def test_no_text_breaks_it(name, values):
    found = personal_of(name, values)
    assert found is None or (0 < found.confidence <= 1 and found.what and found.reason)
