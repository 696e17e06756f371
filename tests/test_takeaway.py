import numpy as np

from synth.dataset import Kind
from synth.takeaway import of_bars, of_cells, of_correlations, of_medians

gap = float("nan")


def test_the_bar_furthest_off_is_named_and_small_differences_are_not():
    assert of_bars(np.array([0.5, 0.5, 0]), np.array([0.4, 0.54, 0.06]), ("a", "b", "missing")) == (
        "'a' is 10.0 points too rare: 40.0% instead of 50.0%.")
    assert of_bars(np.array([1.0, 0]), np.array([0.5, 0.5]), ("a", "missing")).startswith("'a' is 50.0 points too rare")
    assert of_bars(np.array([0.9, 0.1]), np.array([0.9, 0.2]),
                   ("a", "missing")).startswith("A missing value is 10.0 points too frequent")
    assert of_bars(np.array([0.5, 0.5]), np.array([0.498, 0.502]),
                   ("a", "missing")) == "No bar is off by more than 0.2% of the rows."


def test_what_is_hidden_is_never_told():
    assert of_bars(np.array([gap, 0.98]), np.array([0.5, 0.98]), ("a", "missing")).startswith("No bar")
    assert of_cells(np.array([[gap]]), np.array([[0.5]]), ("a",), ("b",)) == "Too few real rows to show what differs."


def test_the_cell_is_named_by_column_then_row():
    real, made = np.array([[0.5, 0.2], [0.2, 0.1]]), np.array([[0.5, 0.2], [0.1, 0.2]])
    assert of_cells(real, made, ("x0", "x1"),
                    ("y0", "y1")) == "'x0' with 'y1' is 10.0 points too rare: 10.0% instead of 20.0%."


def test_medians_count_in_standard_deviations_and_moments_are_days():
    assert of_medians(np.array([40.0, gap]), np.array([44.0, 99.0]), 10, Kind.INTEGER, ["cook", "clerk"]) == (
        "For 'cook' the median is 44 instead of 40.")
    assert of_medians(np.array([40.0]), np.array([40.4]), 10, Kind.INTEGER, ["cook"]) == ""
    assert of_medians(np.array([0.0]), np.array([86400.0]), 9, Kind.MOMENT, ["cook"]) == (
        "For 'cook' the median is 1970-01-02 instead of 1970-01-01.")


def test_the_correlation_furthest_off_is_named():
    real, made = np.array([[1, 0.5], [0.5, 1]]), np.array([[1, 0.1], [0.1, 1]])
    assert of_correlations(real, made, ["a", "b"]) == "'a' and 'b' differ most: 0.10 instead of 0.50."
    assert of_correlations(real, real, ["a", "b"]) == "No correlation is off by 0.005 or more."
    assert of_correlations(real * gap, made, ["a", "b"]) == "No correlation is defined in both tables."
