"""National identity, tax and social security numbers of persons: the form of each and its check digits.

The first function that a number passes names it. A name for the whole is `national_id_of`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synth.columns.checksums import ean, luhn, mod_11_10, mod_11_2, verhoeff, weighted

_SPAIN = "TRWAGMYFPDXBNJZSQVHLCKE"
_FINLAND = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_ITALY_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8,
                       12, 14,
                       16, 10, 22, 25, 24, 23)))
_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"


@dataclass(frozen=True)
class NationalId:
    """whose: 'US social security number'; form: what the text must look like, separators included; valid: whether the
    number without separators passes its check; sure: whether the check, or the form, leaves little to chance."""

    whose: str
    form: re.Pattern
    valid: Callable[[str], bool]
    sure: bool = True

    def matches(self, text: str) -> bool:
        compact = re.sub(r"[\s./-]", "", text).upper()
        return bool(self.form.fullmatch(text.upper())) and len(set(compact)) > 2 and self.valid(compact)


def _always(number: str) -> bool:
    """For numbers that carry no check digit."""
    return True


def spain(number: str) -> bool:
    """DNI and NIE: a letter by the number modulo 23; X, Y, Z count as 0, 1, 2. Source: Real Decreto 1553/2005."""
    return _SPAIN[int(number[:-1].translate(str.maketrans("XYZ", "012"))) % 23] == number[-1]


def france(number: str) -> bool:
    """NIR: 97 minus the number modulo 97; 2A and 2B count as 19 and 18. Source: INSEE, RNIPP."""
    return 97 - int(number[:13].replace("2A", "19").replace("2B", "18")) % 97 == int(number[13:])


def italy(number: str) -> bool:
    """Codice fiscale: odd places by a table, even ones by value, modulo 26. Source: D.M. 23 dicembre 1976 n. 13813."""
    odd = sum(_ITALY_ODD[c] for c in number[:15:2])
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in number[1:15:2])
    return chr(65 + (odd + even) % 26) == number[15]


def germany(number: str) -> bool:
    """Steuer-ID: among the first ten digits one stands two or three times; ISO 7064 MOD 11,10. Source: BZSt,
    § 139b AO."""
    most = max(number[:10].count(digit) for digit in number[:10])
    return most in (2, 3) and mod_11_10(number)


def netherlands(number: str) -> bool:
    """BSN: weights 9 to 2 and -1, modulo 11. Source: Logisch Ontwerp BSN, elfproef."""
    return weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0


def poland(number: str) -> bool:
    """PESEL: weights 1, 3, 7, 9 and so on, modulo 10. Source: gov.pl, numer PESEL."""
    return weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0


def brazil(number: str) -> bool:
    """CPF: two digits modulo 11, ten counting as zero. Source: Receita Federal, Instrução Normativa RFB 1548/2015."""
    for place in (9, 10):
        if weighted(number, range(place + 1, 1, -1)) * 10 % 11 % 10 != int(number[place]):
            return False
    return True


def belgium(number: str) -> bool:
    """97 minus the nine digits modulo 97, a 2 before them from 2000 on. Source: Arrêté royal du 25 novembre 1997."""
    return any(97 - int(century + number[:9]) % 97 == int(number[9:]) for century in ("", "2"))


def sweden(number: str) -> bool:
    """Personnummer: Luhn over the last ten digits. Source: Skatteverket, SKV 704."""
    return luhn(re.sub(r"\D", "", number)[-10:])


def finland(number: str) -> bool:
    """Henkilötunnus: a character by the nine digits modulo 31. Source: Valtioneuvoston asetus 128/2010."""
    digits = re.sub(r"\D", "", number[:-1])
    return len(digits) == 9 and _FINLAND[int(digits) % 31] == number[-1]


def norway(number: str) -> bool:
    """Fødselsnummer: two weighted sums modulo 11. Source: Folkeregisterforskriften § 2-2-1."""
    return (weighted(number, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
            and weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0)


def turkey(number: str) -> bool:
    """T.C. kimlik: tenth digit by odd and even places, eleventh by the sum of ten. Source: NVI, MERNIS."""
    digits = [int(c) for c in number]
    return (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10 == digits[9] and sum(digits[:10]) % 10 == digits[10]


def romania(number: str) -> bool:
    """CNP: weights 279146358279 modulo 11, ten counting as one. Source: OUG 97/2005."""
    rest = weighted(number, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    return int(number[12]) == (1 if rest == 10 else rest)


def czechia(number: str) -> bool:
    """Rodné číslo: ten digits, divisible by 11. Source: zákon č. 133/2000 Sb., § 13."""
    return int(number) % 11 == 0


def _id(whose: str, form: str, valid: Callable[[str], bool], sure: bool = True) -> NationalId:
    return NationalId(whose, re.compile(form), valid, sure)


NATIONAL = (
    _id("US social security number", r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}", _always),
    _id("British national insurance number",
        r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]", _always),
    _id("Spanish DNI or NIE", r"(\d{8}|[XYZ]-?\d{7})-?[A-Z]", spain),
    _id("Italian codice fiscale", r"[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]", italy),
    _id("Finnish henkilötunnus", _DAY + _MONTH + r"\d{2}[-+A-FU-Y]\d{3}[0-9A-Y]", finland),
    _id("French NIR", rf"[12378] ?\d{{2}} ?({_MONTH}|[2-9]\d) ?(\d{{2}}|2[AB]) ?\d{{3}} ?\d{{3}} ?\d{{2}}", france),
    _id("Chinese resident number", rf"[1-9]\d{{5}}(19|20)\d{{2}}{_MONTH}{_DAY}\d{{3}}[\dX]", mod_11_2),
    _id("Swiss AHV number", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", ean),
    _id("Brazilian CPF", r"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}", brazil),
    _id("Belgian national number", rf"\d{{2}}[. ]?([024][1-9]|[135][0-2]|{_MONTH})[. ]?\d{{2}}[- ]?\d{{3}}[. ]?\d{{2}}",
        belgium),
    _id("Norwegian fødselsnummer", r"[0-7]\d{5} ?\d{5}", norway),
    _id("Turkish kimlik number", r"[1-9]\d{10}", turkey),
    _id("Romanian CNP", rf"[1-9]\d{{2}}{_MONTH}{_DAY}\d{{6}}", romania),
    _id("South African id number", rf"\d{{2}}{_MONTH}{_DAY} ?\d{{4}} ?[01]\d{{2}}", luhn, False),
    _id("Polish PESEL", rf"\d{{2}}([02468][1-9]|[13579][0-2]){_DAY}\d{{5}}", poland, False),
    _id("German tax id", r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", germany, False),
    _id("Indian Aadhaar number", r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}", verhoeff, False),
    _id("Swedish personnummer", rf"(19|20)?\d{{2}}{_MONTH}{_DAY}[-+]?\d{{4}}", sweden, False),
    _id("Czech or Slovak birth number", r"\d{2}([05][1-9]|[16][0-2])" + _DAY + r"/?\d{4}", czechia, False),
    _id("Canadian social insurance number", r"\d{3}[- ]\d{3}[- ]\d{3}", luhn, False),
    _id("Dutch BSN", r"\d{9}", netherlands, False),
)
"""The surest first. Each passes a random number of its form once in ten (sure False) or in about a hundred."""


def national_id_of(values: Sequence[str], least: float = 0.8) -> tuple[str, float, bool] | None:
    """Whose number most values are, the share of values that pass (0..1), and whether chance is as good as ruled out.

    None where fewer than `least` of them pass any one check.
    """
    for each in NATIONAL:
        if not values or sum(map(each.matches, values[:20])) < 0.5 * least * min(len(values), 20):
            continue
        passed = sum(map(each.matches, values))
        if passed >= least * len(values):
            return each.whose, passed / len(values), each.sure or passed >= 10
    return None
