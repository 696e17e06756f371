"""Made-up people, addresses, numbers and sentences, by the thousand; nothing here belongs to anybody.

Each function gives an array of `count` strings, shape (count,), dtype object; some may repeat. Word lists come from
Faker, through an instance seeded from rng, in pools that are then combined, so that a million rows stay quick.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from synth.columns.pii import IBAN, iban_valid, luhn

POOL = 1_500
FEW = 5
"""Addresses that must share a form for it to be taken up: what one person's looks like is not."""
USUAL = [("w", ".", "w"), ("w", "_", "w"), ("w",), ("w", ".", "w", "99")]
"""Forms of the part before the @ where none is known."""


def names(count: int, rng: np.random.Generator, like: Sequence[str], called: str = "") -> np.ndarray:
    """Names of persons in the form of those given: one word, 'First Last' or 'Last, First', in their case."""
    fake = _faker(rng)
    first, last = _pool(fake.first_name), _pool(fake.last_name)
    if _most(like, r"[^,]+, .+"):
        made = _join(rng, count, last, [", "], first)
    elif _most(like, r"\S+"):
        made = _join(rng, count, last if re.search(r"last|sur|family|nach", called) else first)
    else:
        made = _join(rng, count, first, [" "], last)
    return _cased(made, like)


def emails(count: int, rng: np.random.Generator, like: Sequence[str] = ()) -> np.ndarray:
    """E-mail addresses at domains that nobody can own, names and digits put together as in those given.

    Source: RFC 2606.
    """
    fake = _faker(rng)
    first, last = (np.array(_lower(_pool(make)), dtype=object) for make in (fake.first_name, fake.last_name))
    forms = Counter(form for text in like if (form := _local_form(text)))
    known = {form: times for form, times in forms.items() if times >= FEW} or dict.fromkeys(USUAL, 1)
    weights = np.array(list(known.values())) / sum(known.values())
    made = [_locals(form, times, first, last, rng) for form, times in zip(known, rng.multinomial(count, weights))]
    return rng.permutation(np.concatenate(made)) + _join(rng, count, ["@example.com", "@example.org", "@example.net"])


def _local_form(address: str) -> tuple[str, ...]:
    """What stands before the @: w for a word, i for a single letter, digits as so many 9, marks;
    () for anything else."""
    parts = re.findall(r"[^\W\d_]+|\d+|[._+-]|.", address.rpartition("@")[0], re.DOTALL)
    form = tuple("wi"[len(part) == 1] if part.isalpha() else "9" * len(part) if part.isdigit() else part
                 for part in parts)
    known = {"w", "i"} & set(form) and len(form) <= 8 and all(re.fullmatch(r"[wi._+-]|9{1,8}", part) for part in form)
    return form if known else ()


def _locals(form: tuple[str, ...], count: int, first: np.ndarray, last: np.ndarray,
            rng: np.random.Generator) -> np.ndarray:
    """That many local parts of the form; a single word is a first name and a last one joined,
    for there are few of one."""
    made, names = np.full(count, "", dtype=object), itertools.cycle((first, last))
    for part in form:
        if part == "w" and form.count("w") + form.count("i") == 1:
            made = made + first[rng.integers(len(first), size=count)] + last[rng.integers(len(last), size=count)]
        elif part in "wi":
            words = next(names)[rng.integers(POOL, size=count)]
            made = made + (words if part == "w" else np.array([word[:1] for word in words], dtype=object))
        elif part[0] == "9":
            digits = rng.integers(10 ** (len(part) - 1), 10 ** len(part), count)
            made = made + digits.astype(str).astype(object)
        else:
            made = made + part
    return made


def addresses(count: int, rng: np.random.Generator, like: Sequence[str]) -> np.ndarray:
    """Streets with house numbers; with a town after a comma where those given have commas."""
    fake = _faker(rng)
    made = rng.integers(1, 9999, count).astype(str).astype(object) + " " + _join(rng, count, _pool(fake.street_name))
    if _most(like, r".*,.*"):
        made = made + ", " + _join(rng, count, _pool(fake.city))
    return _cased(made, like)


def sentences(count: int, rng: np.random.Generator, like: Sequence[str]) -> np.ndarray:
    """Sentences of everyday words whose lengths in characters follow those given; same case and full stops."""
    vocabulary = np.array(sorted(set(_pool(_faker(rng).word))), dtype=object)
    lengths = rng.choice(np.array([len(text) for text in like]), count)
    stop = "." if _most(like, r"(?s).*[.!?]") else ""
    stream = itertools.cycle(vocabulary[rng.integers(len(vocabulary), size=lengths.sum() // 5 + 1000)].tolist())
    made = np.empty(count, dtype=object)
    for row, length in enumerate(lengths.tolist()):
        some = [next(stream)]
        size = len(some[0])
        while size < length - 3:
            some.append(next(stream))
            size += len(some[-1]) + 1
        made[row] = (" ".join(some) + stop)[:max(length, 1)] if length < 12 else " ".join(some).capitalize() + stop
    return _cased(made, like)


def cards(drawn: np.ndarray, like: Sequence[str]) -> np.ndarray:
    """Card numbers in the form of those drawn, networks from those given, all zeros where the issuer stands, so that
    they are nobody's, with a right check digit. What is no card number stays as drawn."""
    networks = [text.strip()[0] for text in like if text.strip()[:1] in tuple("3456")] or ["4"]

    def card(text: str, network: str) -> str:
        digits = [c for c in text if "0" <= c <= "9"]
        if not 13 <= len(digits) <= 19:
            return text
        digits[:6] = network + "00000"
        digits[-1] = next(d for d in "0123456789" if luhn("".join(digits[:-1]) + d))
        rest = iter(digits)
        return "".join(next(rest) if "0" <= c <= "9" else c for c in text)
    return np.array([card(text, networks[i % len(networks)]) for i, text in enumerate(drawn)], dtype=object)


def ibans(drawn: np.ndarray, like: Sequence[str]) -> np.ndarray:
    """IBANs in the form of those drawn, countries from those given, with right check digits. Source: ISO 13616-1.

    What has not an IBAN's form stays as drawn.
    """
    countries = [text.strip()[:2] for text in like if iban_valid(text.strip())] or ["DE"]

    def iban(text: str, country: str) -> str:
        plain = re.sub(r"\s", "", text)
        if not IBAN.fullmatch(plain):
            return text
        check = 98 - int("".join(str(int(c, 36)) for c in plain[4:] + country + "00")) % 97
        whole = iter(f"{country}{check:02d}{plain[4:]}")
        return "".join(c if c.isspace() else next(whole) for c in text)
    return np.array([iban(text, countries[i % len(countries)]) for i, text in enumerate(drawn)], dtype=object)


def national_ids(drawn: np.ndarray) -> np.ndarray:
    """Those drawn; US social security numbers moved to the area that is never given out, 9xx."""
    return np.array([re.sub(r"^\d(\d\d-\d\d-\d{4})$", r"9\1", text) for text in drawn], dtype=object)


def ips(count: int, rng: np.random.Generator, like: Sequence[str]) -> np.ndarray:
    """IP addresses from ranges that reach nobody. Source: RFC 1918 (10.0.0.0/8), RFC 3849 (2001:db8::/32)."""
    parts = rng.integers(0, [256, 256, 255], size=(count, 3)) + [0, 0, 1]
    if _most(like, r".*:.*"):
        return np.array([f"2001:db8::{a:x}:{b:x}:{c:x}" for a, b, c in parts.tolist()], dtype=object)
    return np.array([f"10.{a}.{b}.{c}" for a, b, c in parts.tolist()], dtype=object)


def _faker(rng: np.random.Generator):
    from faker import Faker

    fake = Faker("en_US", use_weighting=False)
    fake.seed_instance(int(rng.integers(2**63)))
    return fake


def _pool(make) -> list[str]:
    return [make() for _ in range(POOL)]


def _lower(words: list[str]) -> list[str]:
    return [re.sub(r"[^a-z]", "", word.lower()) for word in words]


def _join(rng: np.random.Generator, count: int, *pools: list[str]) -> np.ndarray:
    """One drawn from each pool, put together."""
    made = np.full(count, "", dtype=object)
    for pool in pools:
        made = made + np.array(pool, dtype=object)[rng.integers(len(pool), size=count)]
    return made


def _most(like: Sequence[str], pattern: str) -> bool:
    return sum(bool(re.fullmatch(pattern, text)) for text in like) > 0.5 * len(like)


def _cased(made: np.ndarray, like: Sequence[str]) -> np.ndarray:
    """Upper or lower case throughout where those given are."""
    for same, change in ((str.isupper, str.upper), (str.islower, str.lower)):
        if sum(map(same, like)) > 0.9 * len(like):
            return np.array([change(text) for text in made], dtype=object)
    return made
