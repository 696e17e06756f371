import pytest

from synth.benchmarks import attacks as benchmark
from synth.benchmarks.attacks import attacks


def test_whole_rows_are_told_by_canaries_and_shadow_models(tmp_path, monkeypatch):
    from tests.tables import people

    people(240, 0).table.to_csv(tmp_path / "people.csv", index=False)
    monkeypatch.setattr(benchmark, "ROWS", 60)
    frame = attacks(tmp_path, only=["resample", "shuffle"])
    assert list(frame["technique"]) == ["resample", "shuffle"] and list(frame["may be shared"]) == ["no", "yes"]
    planted = [int(told.split()[0]) for told in frame["the whole row"]]
    assert planted[0] > 10 and planted[1] == 0
    assert frame["membership AUC"][0] > 0.6 and (frame["from"] <= frame["membership AUC"]).all()


def test_an_unknown_technique_is_told(tmp_path):
    with pytest.raises(ValueError, match="no technique 'none'"):
        attacks(tmp_path, only=["none"])
