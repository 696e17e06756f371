import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.columns.scales import scale_of


@pytest.mark.parametrize(
    "order",
    [
        ["S", "M", "L", "XL"],
        ["low", "medium", "high"],
        ["Mon", "Wed", "Sun"],
        ["January", "March", "December"],
        ["Jan", "Feb", "Dec"],
        ["<18", "18-24", "25-34", "65+"],
        ["<=50K", ">50K"],
        ["$1,000-$2,000", "$2,000 to $5,000", "over $5,000"],
        ["1-2 days", "3-5 days", "6 or more"],
        ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"],
        ["never", "sometimes", "often", "always"],
        ["Fair", "Good", "Very Good", "Premium", "Ideal"],
        ["F", "D", "C", "B", "A"],
        ["C", "B-", "B+", "A"],
        ["1st", "2nd", "10th"],
        ["Q1", "Q2", "Q3", "Q4"],
        ["I", "II", "IV"],
        ["bronze", "silver", "gold"],
        ["5 - 9", "10 - 14", "100 - 104"],
        ["HS-grad", "Some-college", "Bachelors", "Doctorate"],
        ["Montag", "Dienstag", "Sonntag"],
        ["very_low", "low", "high"],
    ],
)
def test_the_order_is_found_however_the_values_come(order):
    assert scale_of(sorted(order, reverse=True)).order == tuple(order)


@pytest.mark.parametrize(
    "values",
    [
        ["M", "F"],
        ["yes", "no", "maybe"],
        ["A", "B", "C"],
        ["A", "B", "O", "AB"],
        ["single", "married", "widowed"],
        ["red", "green", "blue"],
        ["10-20", "3-4"],
        ["2020-01-01", "2020-01-02", "2020-01-03"],
        ["12:30:15", "08:15:00", "23:59:59"],
        ["low", "high"],
        ["x"],
        [],
        ["low", "medium", "high", "purple"],
        ["k1", "k2", "k3"],
        ["Dec", "green", "blue"],
    ],
)
def test_what_has_no_order_has_none(values):
    assert scale_of(values) is None


def test_what_is_unknown_stands_beside_the_scale():
    assert scale_of(["unknown", "low", "medium", "high", "?"]).order == ("low", "medium", "high")


@given(st.lists(st.text(max_size=8), max_size=8, unique=True))
def test_an_order_holds_values_of_the_column_only(values):
    found = scale_of(values)
    assert found is None or (set(found.order) <= set(values) and len(set(found.order)) == len(found.order))
