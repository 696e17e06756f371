import numpy as np
import pytest

from synth.columns.places import place_of_numbers, place_of_texts


@pytest.mark.parametrize(
    "name, values, place",
    [
        ("lat", [40.5, -33.9], "latitude"),
        ("longitude", [151.2, -74.0], "longitude"),
        ("lat", [95.0, 10.0], None),
        ("x", [40.5, -33.9], None),
        ("zip code", [10001, 94105], "postal code"),
        ("zip", [1.5], None),
        ("latency", [40.0], None),
        ("lat", [], None),
    ],
)
def test_places_in_numbers(name, values, place):
    assert place_of_numbers(name, np.array(values, dtype=float)) == place


@pytest.mark.parametrize(
    "name, values, place",
    [
        ("x", ["France", "Germany", "South Korea", "USA"], "country"),
        ("native country", ["United-States", "Puerto-Rico", "Holand-Netherlands", "?", "Cuba"], "country"),
        ("country", ["DE", "FR", "US"], "country"),
        ("x", ["DE", "FR", "US"], None),
        ("state", ["CA", "NY", "TX"], "US state"),
        ("x", ["CA", "NY", "TX"], None),
        ("x", ["Ohio", "Texas", "New York"], "US state"),
        ("x", ["SW1A 1AA", "M1 1AE", "EC1A 1BB"], "British postcode"),
        ("x", ["12345-6789", "94105-0001"], "US ZIP code"),
        ("plz", ["01067", "80331"], "postal code"),
        ("city", ["Paris", "London", "Rome"], None),
        ("x", [], None),
        ("state", ["open", "closed", "new"], None),
    ],
)
def test_places_in_texts(name, values, place):
    assert place_of_texts(name, values) == place
