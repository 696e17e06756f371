import pytest

from synth.recommend import recommend
from synth.technique import make, shelf


@pytest.mark.parametrize("rows, columns, technique", [(24_000, 15, "sequential_trees"), (150, 5, "sequential_trees"),
                                                      (149, 5, "gaussian_copula"), (5_000, 400, "gaussian_copula")])
def test_the_advice_follows_rows_and_columns(rows, columns, technique):
    advice = recommend(rows, columns)
    assert advice.technique == technique and advice.reason.endswith(".")
    make(advice.technique, **advice.params)


def test_what_gives_real_rows_away_is_never_recommended():
    advised = {recommend(rows, columns).technique for rows in (1, 10, 149, 150, 10**4, 10**7) for columns in (1, 15, 250, 251, 10**4)}
    assert all(shelf()[key].shareable for key in advised)
    assert not all(technique.shareable for technique in shelf().values())
