"""Check digits: whether the last characters of a number follow from the others.

Each function takes the number without separators and is False for what has not its form; none raises.
"""

import re
from collections.abc import Sequence

_VERHOEFF_D = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_VERHOEFF_P = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others. Source: ISO/IEC 7812-1, annex B."""
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(int(d) for d in digits[-1::-2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def iban_valid(text: str) -> bool:
    """Whether text is an IBAN with right check digits. Source: ISO 13616-1, ISO/IEC 7064 MOD 97-10."""
    text = text.replace(" ", "")
    return bool(IBAN.fullmatch(text)) and int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def verhoeff(digits: str) -> bool:
    """Source: J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tracts 29, 1969."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_VERHOEFF_D[check][int(_VERHOEFF_P[place % 8][int(digit)])])
    return check == 0


def mod_11_10(digits: str) -> bool:
    """Source: ISO/IEC 7064 MOD 11,10 (hybrid system)."""
    product = 10
    for digit in digits[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def mod_11_2(text: str) -> bool:
    """The last character may be X, for ten. Source: ISO/IEC 7064 MOD 11-2 (pure system)."""
    total = 0
    for digit in text[:-1]:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11] == text[-1]


def ean(digits: str) -> bool:
    """Weights 1 and 3 in turn. Source: GS1 General Specifications, section 7.9."""
    return weighted(digits, [1, 3] * 10) % 10 == 0


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of digits times weights, over the shorter of the two."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))
