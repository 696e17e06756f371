"""Files beside the repository: odd ones by the hundred, and real tables. Skipped where the folder is absent."""

import tarfile
from pathlib import Path

import pandas as pd
import pytest

from synth.reading import ReadError, read
from synth.reading.text.delimited import write_csv

SHARED = Path(__file__).parents[2] / "../shared"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder ../shared with test files is not beside the repository"
)


def unpacked(archive: str, folder: Path) -> list[Path]:
    with tarfile.open(SHARED / "messy" / archive) as tar:
        tar.extractall(folder, filter="data")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def outcomes(files: list[Path]) -> dict[str, bool]:
    """Whether each file was read; a refusal must be a sentence, anything else fails the test."""
    found = {}
    for file in files:
        try:
            found[file.name] = len(read(file).dataset) > 0
        except ReadError as refusal:
            assert str(refusal).endswith("."), file
            found[file.name] = False
    return found


def test_polluted_csvs(tmp_path):
    files = [file for file in unpacked("pollock_dev.tar.xz", tmp_path) if file.parent.name == "csv"]
    assert len(files) == 454 and all(outcomes(files).values())


def test_csv_spectrum(tmp_path):
    files = [file for file in unpacked("csv_spectrum.tar.xz", tmp_path) if file.suffix == ".csv"]
    assert len(files) == 11 and all(outcomes(files).values())


def test_json_that_is_none_is_refused(tmp_path):
    found = outcomes(unpacked("json_test_suite.tar.xz", tmp_path))
    read_though_wrong = sorted(name for name, was_read in found.items() if name.startswith("n_") and was_read)
    assert read_though_wrong == ["n_number_NaN.json", "n_number_infinity.json", "n_number_minus_infinity.json"]
    empty = {
        "y_array_arraysWithSpaces.json",
        "y_array_empty.json",
        "y_object_empty.json",
        "y_object_simple.json",
        "y_structure_whitespace_array.json",
    }
    assert {name for name, was_read in found.items() if name.startswith("y_") and not was_read} == empty


def test_parquet_of_every_sort(tmp_path):
    outcomes([file for file in unpacked("parquet_testing.tar.xz", tmp_path) if file.suffix == ".parquet"])


@pytest.mark.parametrize(
    "name, rows, kinds",
    [
        ("adult_trn", 24_421, {"age": "integer", "fnlwgt": "integer", "sex": "category", "income": "category"}),
        (
            "airbnb",
            48_895,
            {"last_review": "moment", "reviews_per_month": "real", "neighbourhood": "category", "price": "integer"},
        ),
        ("purchases", 69_659, {"users_id": "id", "date": "moment", "amt": "real"}),
        ("users", 23_570, {"id": "id"}),
    ],
)
def test_real_tables(tmp_path, name, rows, kinds):
    found = read(SHARED / "data" / f"{name}.csv.gz").dataset
    assert len(found) == rows and {key: found.column(key).kind.value for key in kinds} == kinds
    write_csv(found.table, tmp_path / "again.csv")
    pd.testing.assert_frame_equal(read(tmp_path / "again.csv").dataset.table, found.table)
