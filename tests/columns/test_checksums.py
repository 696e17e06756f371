import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.columns.checksums import ean, iban_valid, luhn, mod_11_2, mod_11_10, verhoeff
from synth.columns.national import NATIONAL, national_id_of

PUBLISHED = {  # examples from the issuers' own descriptions
    "US social security number": ["123-45-6789"],
    "British national insurance number": ["AB123456C", "AB 12 34 56 C"],
    "Spanish DNI or NIE": ["12345678Z", "X1234567L"],
    "Italian codice fiscale": ["RSSMRA85T10A562S", "RCCMNL83S18D969H"],
    "Finnish henkilötunnus": ["131052-308T"],
    "French NIR": ["255081416802538", "2 95 10 99 126 111 93", "253072B07300470"],
    "Chinese resident number": ["11010519491231002X"],
    "Swiss AHV number": ["756.1234.5678.97", "7569217076985"],
    "Brazilian CPF": ["390.533.447-05", "11144477735"],
    "Belgian national number": ["85.07.30-033.28", "85073003328"],
    "Norwegian fødselsnummer": ["15108695088"],
    "Turkish kimlik number": ["10000000146", "17291716060"],
    "Romanian CNP": ["1630615123457"],
    "South African id number": ["8001015009087"],
    "Polish PESEL": ["44051401359"],
    "German tax id": ["86095742719", "47036892816", "65929970489"],
    "Indian Aadhaar number": ["234123412346", "999941057058"],
    "Swedish personnummer": ["811218-9876", "198112189876"],
    "Czech or Slovak birth number": ["710319/2745"],
    "Canadian social insurance number": ["046 454 286"],
    "Dutch BSN": ["123456782", "111222333"],
}


def test_every_national_id_has_an_example():
    assert set(PUBLISHED) == {each.whose for each in NATIONAL}


@pytest.mark.parametrize("each", NATIONAL, ids=lambda each: each.whose)
def test_published_numbers_pass_and_a_wrong_digit_does_not(each):
    for number in PUBLISHED[each.whose]:
        assert each.matches(number)
        place = max(i for i, c in enumerate(number) if c.isdigit())
        others = [number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]]
        if each.whose not in ("US social security number", "British national insurance number"):
            assert sum(map(each.matches, others)) <= 1
    assert not each.matches("") and not each.matches("hello") and not each.matches("0" * 11)


@pytest.mark.parametrize(
    "valid, check",
    [
        ("79927398713", luhn),
        ("2363", verhoeff),
        ("86095742719", mod_11_10),
        ("11010519491231002X", mod_11_2),
        ("4006381333931", ean),
    ],
)
def test_check_digits_catch_every_wrong_digit(valid, check):
    assert check(valid)
    for place, digit in enumerate(valid):
        if digit.isdigit():
            assert not any(
                check(valid[:place] + other + valid[place + 1 :]) for other in "0123456789" if other != digit
            )


def test_iban():
    assert iban_valid("GB82 WEST 1234 5698 7654 32") and not iban_valid("GB82WEST12345698765433")


def test_a_mixed_column_is_nobodys_number():
    assert national_id_of(["123456782", "123456783", "123456784", "123456785"]) is None
    assert national_id_of([]) is None


@given(st.text(max_size=30))
def test_no_text_breaks_a_check(text):
    assert all(each.matches(text) in (True, False) for each in NATIONAL)
    assert iban_valid(text) in (True, False)
