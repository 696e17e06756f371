"""What personal data a column seems to hold: by its name, the form of its values, their check digits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synth.columns.called import BARE_NAME, BORN, CALLED, NO_ADDRESS, NO_NAME, words_of
from synth.columns.checksums import IBAN, iban_valid, luhn
from synth.columns.first_names import first_names
from synth.columns.national import national_id_of

__all__ = ["IBAN", "Personal", "iban_valid", "luhn", "personal_of", "pii_of", "words_of"]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./x-]{5,}\d")
_PHONE_BY_FORM = re.compile(
    r"\+\d|\(\d{2,4}\)|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{3}[-. ]\d{4}$|0\d{1,4}[ /-](?=(\D*\d){5})(?!\d{4}$)"
)
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_IPV4 = re.compile(r"((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)")
_IPV6 = re.compile(r"(?=.*:.*:)[0-9a-fA-F:]{3,39}(%\w+)?")
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_MAC = re.compile(r"[0-9A-F]{2}([:-])([0-9A-F]{2}\1){4}[0-9A-F]{2}|([0-9A-F]{4}\.){2}[0-9A-F]{4}", re.I)
_CARD = re.compile(
    r"4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(0|6|8|9)\d{12,17}"
    r"|35\d{14,17}|6(011|4[4-9]\d|5\d\d)\d{12,15}|62\d{14,17}|(50|5[6-9]|6[0-9])\d{10,17}"
)
_PERSON = re.compile(r"[^\W\d_][^\d_@/\\]*")

_TITLE = re.compile(
    r"^((mrs?|ms|miss|dr|prof|sir|herr|frau|dipl|ing|univ|mme|m|mlle|sr|sra|sig|dott|pan|pani)\b[. -]*)+", re.I
)


@dataclass(frozen=True)
class Personal:
    """what: e-mail, phone, name ...; confidence in 0..1; reason: why, half a sentence."""

    what: str
    confidence: float
    reason: str


def pii_of(name: str, values: Sequence[str]) -> str | None:
    """What personal data most of these distinct values seem to be, None where they look like none."""
    found = personal_of(name, values)
    return found.what if found else None


def personal_of(name: str, values: Sequence[str]) -> Personal | None:
    """What personal data most of these distinct values seem to be, None where they look like none.

    what is e-mail, phone, name, user name, address, card, iban, national id, passport, licence plate, ip, mac address,
    date of birth or text with e-mails. Where a checksum exists values must pass it, so that long plain numbers do not
    count.
    """
    values = [value.strip()[:500] for value in values if value.strip()]
    if not values:
        return None
    called = words_of(name)
    return _by_form(called, values) or _by_name(called, values) or _mixed(values) or _people(called, values)


def born(name: str) -> Personal | None:
    """For columns of dates: whether the name says that they are dates of birth."""
    return Personal("date of birth", 0.9, "its name says so") if BORN.search(words_of(name)) else None


def _by_form(called: str, values: list[str]) -> Personal | None:
    """Nearly all values have one form; a form that leaves room for chance asks for more values."""
    for what, (looks, fewest, confidence, reason) in _FORMS.items():
        if len(values) >= fewest and (passed := _share(values, looks)) >= 0.9:
            return Personal(what, confidence if passed == 1 else confidence - 0.05, f"{_part(passed)} {reason}")
    found = national_id_of(values)
    if found:
        whose, passed, sure = found
        named = bool(CALLED["national id"].search(called)) or any(
            word in called for word in whose.lower().split() if len(word) > 2
        )
        if named or (sure and (len(values) >= 3 or not values[0].isdigit())):
            return Personal(
                "national id",
                0.95 if named or not values[0].isdigit() else 0.8,
                f"{_part(passed)} have the form of a {whose}" + (" and its name says so" if named else ""),
            )
    return None


def _by_name(called: str, values: list[str]) -> Personal | None:
    """The name says so, and most values could be it."""
    if BORN.search(called) and _share(values, lambda text: bool(_DATE.match(text))) >= 0.6:
        return Personal("date of birth", 0.9, "its name says so, and its values are dates")
    for what, pattern in CALLED.items():
        if not pattern.search(called) or what == "address" and NO_ADDRESS.search(called):
            continue
        if (fitting := _share(values, _WITH_NAME[what])) >= 0.6:
            return Personal(what, 0.9 if fitting >= 0.9 else 0.75, "its name says so, and its values could be")
    return None


def _mixed(values: list[str]) -> Personal | None:
    """Among other things, or inside longer texts, there are e-mail addresses, cards, IBANs or the like."""
    for what in ("e-mail", "iban", "card", "phone"):
        looks = _FORMS[what][0]
        if len(values) >= 5 and (passed := _share(values, looks)) >= 0.2:
            return Personal(what, 0.6, f"{passed:.0%} of its values {_FORMS[what][2 + 1]}")
    if any("@" in value for value in values):
        holding = _share(values, lambda text: "@" in text and bool(_EMAIL.search(text)))
        if holding >= 0.02:
            return Personal("text with e-mails", 0.7, f"{holding:.0%} of its texts contain an e-mail address")
    return None


def _people(called: str, values: list[str]) -> Personal | None:
    """Values that read as persons: 'Ada Lovelace', or, in a column called name, 'Lovelace, Ada' or 'Ada' too."""
    if NO_NAME.search(called):
        return None
    split = [re.findall(r"[^\W\d_]+", _TITLE.sub("", value)) for value in values]
    bare, first = bool(BARE_NAME.search(called)), first_names()
    known = sum(any(word in first for word in words) for words in split) / len(values)
    if bare and known >= 0.4 and sum(map(len, split)) <= 4.5 * len(split):
        return Personal(
            "name", 0.75 if known < 0.8 else 0.9, f"it is called name, and {known:.0%} of its values hold a first name"
        )
    likely = [words for words, value in zip(split, values) if 2 <= len(words) <= 8 and _PERSON.fullmatch(value)]
    led = sum(words[0] in first for words in likely) / len(values)
    if len(values) >= 5 and len(likely) >= 0.7 * len(values) and led >= 0.6:
        return Personal("name", 0.7 if led < 0.8 else 0.8, f"{led:.0%} of its values begin with a first name")
    single = sum(
        words == [value] and value in first and value[0].isupper() for words, value in zip(split, values)
    ) / len(values)
    if len(values) >= 10 and single >= 0.8:
        return Personal("name", 0.6, f"{single:.0%} of its values are first names")
    return None


def _card(text: str) -> bool:
    digits = text.replace(" ", "").replace("-", "")
    return digits.isascii() and bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and luhn(digits)


def _phone(text: str) -> bool:
    return (
        bool(_PHONE.fullmatch(text))
        and 7 <= sum(c.isdigit() for c in text) <= 15
        and not _DATE.fullmatch(text[:10].strip())
    )


def _ip(text: str) -> bool:
    return bool(_IPV4.fullmatch(text) or (_IPV6.fullmatch(text) and not _TIME.fullmatch(text)))


_FORMS: dict[str, tuple[Callable[[str], bool], int, float, str]] = {
    "e-mail": (lambda text: bool(_EMAIL.fullmatch(text)), 1, 0.98, "have the form of an e-mail address"),
    "iban": (iban_valid, 1, 0.99, "have the form and check digits of an IBAN"),
    "card": (_card, 3, 0.95, "have the form and check digit of a payment card"),
    "mac address": (lambda text: bool(_MAC.fullmatch(text)), 1, 0.95, "have the form of a MAC address"),
    "ip": (_ip, 1, 0.95, "have the form of an IP address"),
    "phone": (
        lambda text: _phone(text) and bool(_PHONE_BY_FORM.match(text)),
        3,
        0.85,
        "have the form of a phone number",
    ),
}
"""What to test, how many distinct values it takes, confidence where all pass, the end of the reason."""
_WITH_NAME: dict[str, Callable[[str], bool]] = {
    "e-mail": lambda text: "@" in text,
    "phone": _phone,
    "passport": lambda text: bool(re.fullmatch(r"(?=(.*\d){4})[A-Za-z0-9 <-]{5,15}", text)),
    "licence plate": lambda text: bool(re.fullmatch(r"(?=.*\d)[\w .·-]{3,12}", text)),
    "national id": lambda text: any(c.isdigit() for c in text) and 5 <= len(text) <= 20,
    "user name": lambda text: bool(re.fullmatch(r"@?[^\s@]{2,40}", text)),
    "address": lambda text: any(c.isalpha() for c in text) and len(text) >= 5,
    "name": lambda text: bool(_PERSON.fullmatch(text)) and len(text) <= 60,
}


def _share(values: list[str], looks: Callable[[str], bool]) -> float:
    """The share of values that look so; 0 at once where hardly any of the first 25 do and more follow."""
    head = sum(map(looks, values[:25]))
    if len(values) <= 25:
        return head / len(values)
    return (head + sum(map(looks, values[25:]))) / len(values) if head else 0.0


def _part(share: float) -> str:
    return "all values" if share == 1 else f"{min(share, 0.99):.0%} of its values"
