"""What personal data a column of strings or numbers seems to hold, by its name and by the form of its values."""

import re
from collections.abc import Callable, Sequence
from functools import cache

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./x-]{5,}\d")
_PHONE_BY_FORM = re.compile(r"(\+\d|\(\d{2,4}\)|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{3}[-. ]\d{4}$)")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_IPV4 = re.compile(r"((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)")
_IPV6 = re.compile(r"(?=.*:.*:)[0-9a-fA-F:]{3,39}(%\w+)?")
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_SSN = re.compile(r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}")
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_PERSON = re.compile(r"[^\W\d_][^\d_@/\\]*")

_CALLED = {
    "e-mail": re.compile(r"\be ?mails?\b"),
    "phone": re.compile(r"\b(tele)?(phone|mobile|fax|cell)( ?(number|no|nr))?s?\b|\btel\b|\bmsisdn\b"),
    "national id": re.compile(r"\bssn\b|social security|national (id|insurance)|\bpassport|\bnino\b|\bcpf\b|\btax ?id\b"
                              r"|driver'?s? licen[cs]e|\bpesel\b|\baadhaar\b"),
    "address": re.compile(r"\baddress(es)?\b|\bstreet\b|\baddr\b|\bstrasse\b|\badresse\b"),
    "name": re.compile(r"\b(first|last|given|sur|family|full|middle|maiden|fore|customer|patient|employee|person|client"
                       r"|contact|member|student|owner|host|user|guest|passenger|author|manager|doctor) ?names?\b"
                       r"|\b(vor|nach|familien)name\b|\bpr[eé]nom\b|\bapellidos?\b|\bcognome\b"),
}
_NO_ADDRESS = re.compile(r"\b(ip|mac|web|url|memory|email|e mail)\b")
_NO_NAME = re.compile(
    r"\b(city|town|place|neighbou?rhood|county|state|country|region|street|station|airport|school|product"
    r"|brand|company|model|team|file|host server|species|genre|title|item|category|course)\b"
)


def words_of(name: str) -> str:
    """The name in lower-case words: 'customerId' and 'CUSTOMER_ID' give 'customer id'."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+", " ", name)
    return spaced.lower().strip()


def pii_of(name: str, values: Sequence[str]) -> str | None:
    """e-mail, phone, name, address, card, iban, national id or ip where most of these distinct values look so.

    None where they look like none of them. Where a checksum exists (cards: Luhn; IBAN: mod 97) values must pass it, so
    that long plain numbers do not count.
    """
    values = [value.strip() for value in values if value.strip()]
    if not values:
        return None
    called = words_of(name)
    for pii, looks in _FORMS.items():
        if _share(values, looks) >= 0.9 and (len(values) >= 3 or pii not in ("card", "phone")):
            return pii
    for pii, pattern in _CALLED.items():
        if pattern.search(called) and _share(values, _WITH_NAME[pii]) >= 0.6:
            if not (pii == "address" and _NO_ADDRESS.search(called)):
                return pii
    return "name" if not _NO_NAME.search(called) and _are_people(called, values) else None


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others. Source: ISO/IEC 7812-1, annex B."""
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(int(d) for d in digits[-1::-2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def iban_valid(text: str) -> bool:
    """Whether text is an IBAN with right check digits. Source: ISO 13616-1, ISO/IEC 7064 MOD 97-10."""
    text = text.replace(" ", "")
    return bool(IBAN.fullmatch(text)) and int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def _card(text: str) -> bool:
    digits = text.replace(" ", "").replace("-", "")
    return digits.isascii() and digits.isdigit() and 13 <= len(digits) <= 19 and digits[0] in "3456" and luhn(digits)


def _phone(text: str) -> bool:
    return (bool(_PHONE.fullmatch(text)) and 7 <= sum(c.isdigit() for c in text) <= 15
            and not _DATE.fullmatch(text[:10].strip()))


def _ip(text: str) -> bool:
    return bool(_IPV4.fullmatch(text) or (_IPV6.fullmatch(text) and not _TIME.fullmatch(text)))


_FORMS: dict[str, Callable[[str], bool]] = {
    "e-mail": lambda text: bool(_EMAIL.fullmatch(text)),
    "iban": iban_valid,
    "card": _card,
    "national id": lambda text: bool(_SSN.fullmatch(text)),
    "ip": _ip,
    "phone": lambda text: _phone(text) and bool(_PHONE_BY_FORM.match(text)),
}
_WITH_NAME: dict[str, Callable[[str], bool]] = {
    "e-mail": lambda text: "@" in text,
    "phone": _phone,
    "national id": lambda text: any(c.isdigit() for c in text) and 5 <= len(text) <= 20,
    "address": lambda text: any(c.isalpha() for c in text) and len(text) >= 5,
    "name": lambda text: bool(_PERSON.fullmatch(text)) and len(text) <= 60,
}


def _share(values: list[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, values)) / len(values)


def _are_people(called: str, values: list[str]) -> bool:
    """Whether values read as persons: 'Ada Lovelace', or, in a column called name, 'Lovelace, Ada' too."""
    split = [re.findall(r"[^\W\d_]+", value) for value in values]
    bare = bool(re.search(r"\bnames?\b", called))
    likely = [words for words, value in zip(split, values) if 2 <= len(words) <= 8 and _PERSON.fullmatch(value)]
    if len(likely) < 0.7 * len(values) and not bare:
        return False
    first = _first_names()
    if bare:
        return sum(any(word in first for word in words) for words in split) >= 0.4 * len(values)
    return len(values) >= 5 and sum(words[0] in first for words in likely) >= 0.6 * len(values)


@cache
def _first_names() -> frozenset[str]:
    from faker.providers.person.en_US import Provider

    return frozenset(Provider.first_names)
