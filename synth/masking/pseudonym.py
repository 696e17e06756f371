"""Pseudonyms: another value of the same sort for every value, always the same one under the same key."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from synth.columns.checksums import IBAN, luhn
from synth.masking.cipher import Cipher

SORTS = ("e-mail", "name", "address", "card", "iban", "ip", "national id", "code")
"""What a value can be a pseudonym as; everything without rules of its own is a code."""
_SUFFIXES = ("Street", "Road", "Avenue", "Lane", "Way", "Court", "Drive", "Place")
_TOWNS = ("ton", "ford", "ville", "burgh", "field", "mouth")


def pseudonyms(cipher: Cipher, sort: str, keep: int = 0, domain: bool = False,
               surname: bool = False) -> Callable[[str], str]:
    """What turns a text into its pseudonym.

    Codes, e-mail addresses, IBANs and national ids are shuffled one to one, so that keys stay keys. Names, addresses,
    cards and IP addresses come from stocks that reach nobody, where two real ones may meet in one: of a million pairs
    of names one or two do, of a billion pairs of cards one. keep: characters at the front that stay; domain: whether
    that of an e-mail address stays; surname: single words are family names.

    Source: RFC 2606 (.example reaches nobody), RFC 1112 (240.0.0.0/4), RFC 3849 (2001:db8::/32), ISO 13616-1 (IBAN),
    ISO/IEC 7812-1 (cards).
    """
    def code(text: str) -> str:
        return text[:keep] + cipher.text(text[keep:], text[:keep])

    makers = {"e-mail": lambda text: _email(text, cipher, domain), "name": lambda text: _name(text, cipher, surname),
              "address": lambda text: _address(text, cipher), "card": lambda text: _card(text, cipher),
              "iban": lambda text: _iban(text, cipher), "ip": lambda text: _ip(text, cipher),
              "national id": lambda text: _national_id(text, cipher)}
    return makers.get(sort, code)


def number(value: int | float, cipher: Cipher, most: int) -> int | float:
    """The pseudonym of a number: whole ones stay whole, others keep the places before and after the point."""
    if float(value).is_integer():
        return type(value)(cipher.number(int(value), most))
    return float(cipher.text(format(Decimal(repr(float(value))), "f")))


def _email(text: str, cipher: Cipher, domain: bool) -> str:
    """Under .example, which reaches nobody, unless the domain is to stay; the same domain stays the same."""
    local, at, host = text.rpartition("@")
    if not at:
        return cipher.text(text)
    made = cipher.text(local, f"at {host}")
    return f"{made}@{host}" if domain else f"{made}@{cipher.text(host, 'host')}.example"


def _name(text: str, cipher: Cipher, surname: bool) -> str:
    """As many words as were there, three at most, in their order and case."""
    first, last = _people()
    pick = {pool: pool[cipher.below(len(pool), text, about)] for pool, about in ((first, "first"), (last, "last"))}
    middle = first[cipher.below(len(first), text, "middle")]
    words = len(text.replace(",", " ").split())
    if words <= 1:
        made = pick[last if surname else first]
    elif "," in text:
        made = f"{pick[last]}, {pick[first]}" + (f" {middle}" if words > 2 else "")
    else:
        made = f"{pick[first]} {middle + ' ' if words > 2 else ''}{pick[last]}"
    return made.upper() if text.isupper() else made.lower() if text.islower() else made


def _address(text: str, cipher: Cipher) -> str:
    """A street with a number; a town where there is a comma."""
    _, last = _people()
    def pick(stock: tuple[str, ...], about: str) -> str:
        return stock[cipher.below(len(stock), text, about)]

    made = f"{1 + cipher.below(9999, text, 'house')} {pick(last, 'street')} {pick(_SUFFIXES, 'suffix')}"
    if "," in text:
        made += f", {pick(last, 'town')}{pick(_TOWNS, 'ending')}"
    return made.upper() if text.isupper() else made.lower() if text.islower() else made


def _card(text: str, cipher: Cipher) -> str:
    """A card of the same network and form with a right check digit, whose issuer is all zeros: it is nobody's."""
    digits = re.sub(r"\D", "", text)
    if not 13 <= len(digits) <= 19:
        return cipher.text(text)
    made = f"{digits[0]}00000{cipher.below(10 ** (len(digits) - 7), digits, 'card'):0{len(digits) - 7}d}"
    rest = iter(made + next(d for d in "0123456789" if luhn(made + d)))
    return "".join(next(rest) if c.isdecimal() else c for c in text)


def _iban(text: str, cipher: Cipher) -> str:
    """An IBAN of the same country and form with right check digits."""
    plain = re.sub(r"\s", "", text)
    if not IBAN.fullmatch(plain):
        return cipher.text(text)
    country, account = plain[:2], cipher.text(plain[4:], f"iban {plain[:2]}", zeros=False)
    check = 98 - int("".join(str(int(c, 36)) for c in account + country + "00")) % 97
    whole = iter(f"{country}{check:02d}{account}")
    return "".join(c if c.isspace() else next(whole) for c in text)


def _ip(text: str, cipher: Cipher) -> str:
    """An address in a range that reaches nobody."""
    if ":" in text:
        tail = f"{cipher.below(2**96, text.lower(), 'ip'):024x}"
        return "2001:db8:" + ":".join(f"{int(tail[i:i + 4], 16):x}" for i in range(0, 24, 4))
    low = cipher.below(2**28 - 1, text, "ip")
    return ".".join(str(part) for part in (240 + (low >> 24), low >> 16 & 255, low >> 8 & 255, low & 255))


def _national_id(text: str, cipher: Cipher) -> str:
    """The same form; a US social security number moves to the area that is never given out, 9xx."""
    if re.fullmatch(r"\d{3}-\d\d-\d{4}", text):
        return "9" + cipher.text(text[1:], f"area {text[0]}", zeros=False)
    return cipher.text(text, "national id")


@cache
def _people() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and last names, sorted, so that one key gives the same ones in every process."""
    from faker.providers.person.en_US import Provider

    return tuple(sorted(set(Provider.first_names))), tuple(sorted(set(Provider.last_names)))
