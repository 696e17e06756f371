"""Keyed one-to-one shufflings of whole numbers and of strings: the same input gives the same output within a key."""

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache

ROUNDS = 10
CHUNK = 48
"""Characters shuffled together; longer texts go piece by piece, each under what stands before it."""
BANDS = tuple(10**power for power in (6, 9, 12, 15, 18))
"""Whole numbers stay within their band, so that short running numbers do not tell how short they are."""
_DIGITS, _UPPER, _LOWER = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_HEX = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{2}([:-][0-9a-f]{2}){5}"
                  r"|[0-9a-f]{4}(\.[0-9a-f]{4}){2}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")


class Cipher:
    """Shuffles under one key; without the key nothing leads back.

    A balanced Feistel network whose round function is HMAC-SHA256, walked until the result lies inside the domain. It
    is not FF1, and like any such cipher it is weak on small domains: of a thousand codes each can be guessed.

    Source: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002 (cycle walking); NIST SP 800-38G
    (2016), "Methods for format-preserving encryption"; RFC 2104 (HMAC).
    """

    def __init__(self, key: bytes):
        self.key = key

    def digest(self, text: str, about: str = "") -> bytes:
        """32 bytes that follow from text under the key; `about` sets apart what must not coincide."""
        return hmac.digest(self.key, f"{len(about)}:{about}{text}".encode("utf-8", "surrogatepass"), "sha256")

    def below(self, size: int, text: str, about: str = "") -> int:
        """A number in 0..size-1 that follows from text; different texts may share one. size stays far below 2**128."""
        return int.from_bytes(self.digest(text, about)[:24], "big") % size

    def shuffle(self, value: int, size: int, about: str = "") -> int:
        """The place of value in a shuffling of 0..size-1, one to one. size is at most 2**512."""
        if size < 2:
            return value
        half = ((size - 1).bit_length() + 1) // 2
        mask, width, head = (1 << half) - 1, (half + 7) // 8, _head(about, size)
        while True:
            left, right = value >> half, value & mask
            for turn in range(ROUNDS):
                mixed = hmac.digest(self.key, head + bytes([turn]) + right.to_bytes(width, "big"), "sha256")
                left, right = right, left ^ (int.from_bytes(mixed, "big") & mask)
            value = left << half | right
            if value < size:
                return value

    def number(self, value: int, most: int = 2**63 - 1) -> int:
        """A whole number of the same sign and band, none above most, one to one."""
        if value < 0:
            return -self.number(-value - 1, most) - 1
        low = max([0, *(band for band in BANDS if band <= value)])
        high = min([most + 1, *(band for band in BANDS if band > value)])
        return low + self.shuffle(value - low, high - low, "number")

    def text(self, text: str, about: str = "", zeros: bool = True) -> str:
        """A text of the same form, one to one: digits give digits, letters give letters of their case and script.

        What is neither stays. Hexadecimal numbers (UUIDs, MAC addresses, digests) stay such, leading zeros if zeros.
        """
        alphabets = _alphabets(text, zeros)
        made, seen = list(text), ""
        for places in _pieces([i for i, alphabet in enumerate(alphabets) if len(alphabet) > 1]):
            value, size = 0, 1
            for i in places:
                value, size = value * len(alphabets[i]) + alphabets[i].index(text[i]), size * len(alphabets[i])
            value = self.shuffle(value, size, f"{about}|{''.join(map(_shape, alphabets))}|{seen}")
            seen += "".join(text[i] for i in places)
            for i in reversed(places):
                value, letter = divmod(value, len(alphabets[i]))
                made[i] = alphabets[i][letter]
        return "".join(made)


def _pieces(places: list[int]) -> list[list[int]]:
    return [places[start:start + CHUNK] for start in range(0, len(places), CHUNK)]


def _alphabets(text: str, zeros: bool) -> list[str]:
    """For each character those that may stand in its place, "" where it stays; they follow from the form alone, so that
    the shuffled text has the same."""
    if _HEX.fullmatch(text) or _HEX.fullmatch(text.lower()) and text == text.upper():
        letters = "0123456789abcdef" if text == text.lower() else "0123456789ABCDEF"
        return [letters if c.isalnum() else "" for c in text]
    found = [_alphabet(c) for c in text]
    lead = len(text) - len(text.lstrip("0"))
    if zeros:
        found[:lead] = [""] * lead
        found[lead:lead + 1] = [_DIGITS[1:] if letters == _DIGITS else letters for letters in found[lead:lead + 1]]
    return found


@lru_cache(maxsize=4096)
def _alphabet(c: str) -> str:
    """Characters of the same sort: ASCII digits, capitals or small letters; else of one sort among 256 neighbours."""
    for letters in (_DIGITS, _UPPER, _LOWER):
        if c in letters:
            return letters
    if not c.isalnum():
        return ""
    start, sort = ord(c) & ~0xFF, unicodedata.category(c)
    near = map(chr, range(max(start, 0x80), start + 0x100))
    return "".join(other for other in near if unicodedata.category(other) == sort and other.isalnum())


def _shape(alphabet: str) -> str:
    return f"{alphabet[0]}{len(alphabet)}" if alphabet else "-"


@lru_cache(maxsize=4096)
def _head(about: str, size: int) -> bytes:
    return hashlib.sha256(f"{size}|{about}".encode("utf-8", "surrogatepass")).digest()[:16]
