"""What columns say of a place: latitude and longitude, countries, states, postal codes."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

_LATITUDE = re.compile(r"\b(lat|latitude|latitud|breite|breitengrad|y ?coord(inate)?)\b")
_LONGITUDE = re.compile(r"\b(lon|lng|long|longitude|longitud|länge|laenge|längengrad|x ?coord(inate)?)\b")
_POSTAL = re.compile(r"\b(zip|zip ?codes?|post(al)? ?codes?|postcodes?|plz|postleitzahl|code postal|cep|pin ?code)\b")
_COUNTRY = re.compile(r"\b(country|nation|nationality|land|pays|pais|país)\b")
_STATE = re.compile(r"\b(state|province|region|st)\b")
_UK = re.compile(
    r"(GIR ?0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])"
    r"|[0-9][A-HJKPS-UW]) ?[0-9][ABD-HJLNP-UW-Z]{2})"
)
_US_ZIP = re.compile(r"\d{5}-\d{4}")


def place_of_numbers(name: str, values: np.ndarray) -> str | None:
    """latitude or longitude, by name and range, or postal code, by name; values: the column's numbers, float,
    no NaN."""
    if not len(values):
        return None
    low, high = float(values.min()), float(values.max())
    if _LATITUDE.search(name) and -90 <= low and high <= 90:
        return "latitude"
    if _LONGITUDE.search(name) and -180 <= low and high <= 180:
        return "longitude"
    if _POSTAL.search(name) and low >= 0 and high < 10**8 and (values == values.round()).all():
        return "postal code"
    return None


def place_of_texts(name: str, values: Sequence[str]) -> str | None:
    """country, US state, British postcode, US ZIP code or postal code, where nearly all distinct values are such.

    Two-letter codes count as countries only with a name that says so: 'CA' may be Canada or California.
    Source: ISO 3166-1; USPS Publication 28, appendix B; British Standard BS 7666.
    """
    values = [value.strip() for value in values if value.strip()]
    if not values:
        return None

    def most(fits) -> bool:
        return sum(map(fits, values)) >= 0.85 * len(values)

    if most(lambda text: bool(_UK.fullmatch(text.upper()))) and len(values) >= 2:
        return "British postcode"
    if most(lambda text: bool(_US_ZIP.fullmatch(text))) and len(values) >= 2:
        return "US ZIP code"
    if _POSTAL.search(name) and most(lambda text: any(c.isdigit() for c in text) and len(text) <= 10):
        return "postal code"
    states, short, countries, codes = _names()
    lowered = [value.lower() for value in values]
    if len(values) >= 3 and sum(text in states for text in lowered) >= 0.85 * len(values):
        return "US state"
    if (len(values) >= 10 or _STATE.search(name) and len(values) >= 3) and most(lambda text: text in short):
        return "US state"
    if len(values) >= 3 and sum(_letters(text) in countries for text in lowered) >= 0.7 * len(values):
        return "country"
    if _COUNTRY.search(name) and len(values) >= 2 and most(lambda text: text in codes):
        return "country"
    return None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", text.lower().replace("&", " and ")).strip()


@cache
def _names() -> tuple[frozenset, frozenset, frozenset, frozenset]:
    """US states by name (lower case) and by code, countries by name (letters only) and by ISO codes."""
    from faker.providers.address.en import Provider as English
    from faker.providers.address.en_US import Provider as American
    from faker.providers.date_time import Provider as Dated

    usual = {
        "usa",
        "us",
        "uk",
        "united states",
        "united kingdom",
        "england",
        "scotland",
        "wales",
        "russia",
        "south korea",
        "north korea",
        "vietnam",
        "iran",
        "laos",
        "syria",
        "bolivia",
        "venezuela",
        "tanzania",
        "moldova",
        "taiwan",
        "hong kong",
        "macau",
        "czech republic",
        "czechia",
        "holand netherlands",
        "holland",
        "ivory coast",
        "south",
        "columbia",
        "trinadad and tobago",
        "puerto rico",
        "kosovo",
        "burma",
        "swaziland",
        "macedonia",
        "cape verde",
        "palestine",
        "deutschland",
        "frankreich",
        "italien",
        "spanien",
        "schweiz",
    }
    named = {_letters(name) for name in English.countries} | {_letters(each.name) for each in Dated.countries} | usual
    codes = {code for each in Dated.countries for code in (each.alpha_2_code, each.alpha_3_code)} | {"UK", "EU"}
    states = {name.lower() for name in American.states} | {"district of columbia", "puerto rico"}
    return frozenset(states), frozenset(American.states_abbr) | {"DC", "PR"}, frozenset(named), frozenset(codes)
