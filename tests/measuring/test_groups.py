import numpy as np
import pytest

from synth.measuring.groups import groups, sensitive
from tests.tables import dataset, people


@pytest.mark.parametrize(
    "name, values",
    [
        ("Gender", ["a", "b"]),
        ("is_female", [True, False]),
        ("ethnicity", list("abcd")),
        ("maritalStatus", ["single", "married"]),
        ("age_group", ["18-30", "31+"]),
        ("age", [17, 65]),
        ("Alter", [20.5, 44.0]),
        ("religion", list("xyz")),
        ("disability", ["y", "n"]),
        ("who", ["Male", "Female"]),
        ("x", ["m", "f", "d"]),
    ],
)
def test_columns_of_groups_are_known_by_their_name_or_by_the_sexes_in_them(name, values):
    assert sensitive(dataset({name: values * 5})) == [name]


@pytest.mark.parametrize(
    "name, values",
    [
        ("job", ["cook", "clerk"]),
        ("sex", ["m", "m"]),
        ("nationality", [f"country {i}" for i in range(11)]),
        ("age", [200, 4000]),
        ("age_of_account", [1, 30]),
        ("average", [20, 40]),
        ("size", ["m", "l"]),
        ("age", [3, 9]),
        ("racecourse", ["x", "y"]),
    ],
)
def test_other_columns_are_not(name, values):
    assert sensitive(dataset({name: values * 5})) == []


def test_the_target_is_no_group():
    assert sensitive(dataset({"sex": ["m", "f"] * 5, "race": list("ab") * 5}, "sex")) == ["race"]


def test_groups_by_hand():
    real = dataset({"sex": ["f"] * 25 + ["m"] * 30 + ["d"] * 3 + [None] * 2, "age": [20] * 30 + [50] * 20 + [70] * 10})
    made = dataset({"sex": ["m", "d", None, "unheard of"], "age": [29, 30, 45, 99]})
    sex, age = groups(real, real, made)
    assert (sex.column, sex.labels) == ("sex", ("m", "f"))  # of "d" there are too few
    assert list(sex.codes[1]) == [0, -1, -1, -1]
    assert sex.shares()[0] == pytest.approx([30 / 60, 25 / 60])
    assert (age.labels, list(age.codes[1])) == (("under 30", "45–59"), [0, -1, 1, -1])  # none 30–44, ten 60 or more


def test_a_table_without_rows_has_shares_of_nothing():
    (found,) = groups(people(300, 0), people(300, 0).take(np.arange(0)))
    assert found.shares()[0] == pytest.approx(np.zeros(len(found.labels)))
