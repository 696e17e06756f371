"""Fields of text: Faker's names, addresses and the like, and strings that match a pattern."""

import datetime

import numpy as np

from synth.inventing.fields import SchemaError, Seen, Setting, field_kind
from synth.inventing.regex import matching

POOL = 3_000
"""Values that Faker makes for a column; where more rows are wanted, they are drawn from these."""
OFFERED = (
    "name",
    "first_name",
    "last_name",
    "first_name_female",
    "first_name_male",
    "prefix",
    "user_name",
    "email",
    "safe_email",
    "free_email",
    "company_email",
    "phone_number",
    "address",
    "street_address",
    "street_name",
    "building_number",
    "city",
    "state",
    "country",
    "country_code",
    "postcode",
    "latitude",
    "longitude",
    "company",
    "company_suffix",
    "job",
    "bs",
    "catch_phrase",
    "date_of_birth",
    "iban",
    "bban",
    "swift",
    "credit_card_number",
    "credit_card_provider",
    "credit_card_expire",
    "currency_code",
    "currency_name",
    "ssn",
    "license_plate",
    "ean13",
    "isbn13",
    "uuid4",
    "md5",
    "ipv4",
    "ipv4_private",
    "ipv6",
    "mac_address",
    "domain_name",
    "hostname",
    "url",
    "uri_path",
    "user_agent",
    "file_name",
    "mime_type",
    "color_name",
    "hex_color",
    "word",
    "sentence",
    "paragraph",
    "text",
    "language_name",
    "timezone",
    "locale",
)


@field_kind("faker", what=Setting("text", "name", choices=OFFERED), locale=Setting("text", "en_US"))
def faker(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Names, addresses, companies and the like, as people of a country (locale) have them; nobody real."""
    make = getattr(_fake(given["locale"], rng), given["what"], None)
    if make is None:
        raise SchemaError(f"Faker knows no {given['what']} in {given['locale']}; choose another locale.")
    count = rows if seen.unique else min(rows, POOL)
    made = np.array([_plain(make()) for _ in range(count)], dtype=object)
    if count < rows:
        seen.notes.append(f"{given['what']}: {rows:,} values are drawn from {POOL:,} that Faker made, so they repeat")
        made = made[rng.integers(count, size=rows)]
    return made


@field_kind("regex", pattern=Setting("text", needed=True))
def regex(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Text that matches a regular expression, such as [A-Z]{3}-\\d{4}."""
    return matching(given["pattern"], rows, rng)


def _fake(locale: str, rng: np.random.Generator):
    from faker import Faker
    from faker.config import AVAILABLE_LOCALES

    if locale not in AVAILABLE_LOCALES:
        raise SchemaError(
            f"Faker has no locale '{locale[:40]}'; choose one such as en_US, de_DE, fr_FR, es_ES or ja_JP."
        )
    fake = Faker(locale, use_weighting=False)
    fake.seed_instance(int(rng.integers(2**63)))
    return fake


def _plain(value):
    """Text on one line, numbers as they are, days as moments."""
    if isinstance(value, datetime.date):
        return np.datetime64(value, "ns")
    return " ".join(value.split()) if isinstance(value, str) else float(value)
