"""First names of persons, to tell columns of people by."""

from functools import cache
from importlib import import_module

LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "en_IN", "sv_SE", "tr_TR")


@cache
def first_names() -> frozenset[str]:
    """First names of persons in a dozen languages, each one word."""
    found = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in vars(provider):
            if attribute.startswith("first_names"):
                found |= {name for name in getattr(provider, attribute) if " " not in name}
    return frozenset(found)
