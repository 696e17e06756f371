import pytest

from synth.recommend import recommend
from synth.technique import make


@pytest.mark.parametrize("rows, columns, technique", [(24_000, 15, "sequential_trees"), (150, 5, "sequential_trees"),
                                                      (149, 5, "gaussian_copula"), (5_000, 400, "gaussian_copula")])
def test_the_advice_follows_rows_and_columns(rows, columns, technique):
    advice = recommend(rows, columns)
    assert advice.technique == technique and advice.reason.endswith(".")
    make(advice.technique, **advice.params)
