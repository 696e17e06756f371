"""A reading as files of a folder, so that one process can hand it to another: equal, dtypes included."""

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from synth.jobs.files import load_dataset, load_json, save_dataset, save_json
from synth.reading.result import Reading, Repair


def save_reading(folder: Path, reading: Reading) -> None:
    """Raises: ValueError, naming the column, for values that cannot be stored; OSError."""
    save_dataset(folder, reading.dataset)
    if reading.plain is not None:
        _save_plain(folder / "plain.parquet", reading.plain)
    save_json(folder / "reading.json", {
        "format": reading.format, "understood": reading.understood,
        "repairs": [asdict(each) for each in reading.repairs],
        "tables": reading.tables, "links": reading.links, "whole": reading.whole})


def load_reading(folder: Path) -> Reading:
    told = load_json(folder / "reading.json")
    plain = folder / "plain.parquet"
    return Reading(load_dataset(folder), told["format"], told["understood"],
                   tuple(Repair(**each) for each in told["repairs"]),
                   tuple(told["tables"]), tuple(tuple(link) for link in told["links"]),
                   _load_plain(plain) if plain.is_file() else None, told["whole"])


def _save_plain(path: Path, plain: pd.DataFrame) -> None:
    """Columns under their number: Parquet takes no name twice, and a cell's spelling needs no name.
    Only text is expected."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [pa.array(values, from_pandas=True) for _, values in plain.items()]
    table = pa.table([each if not pa.types.is_null(each.type) else each.cast(pa.large_string()) for each in columns],
                     names=[str(i) for i in range(len(columns))])
    save_json(path.with_suffix(".json"),
              {"names": list(plain.columns), "dtypes": [str(dtype) for dtype in plain.dtypes],
                                          "rows": len(plain)})
    pq.write_table(table, path, compression="zstd")


def _load_plain(path: Path) -> pd.DataFrame:
    import pyarrow.parquet as pq

    about, table = load_json(path.with_suffix(".json")), pq.ParquetFile(path).read(use_threads=False)
    columns = {i: _as(table.column(i), dtype) for i, dtype in enumerate(about["dtypes"])}
    return pd.DataFrame(columns, index=range(about["rows"]), copy=False).set_axis(about["names"], axis=1)


def _as(column, dtype: str) -> pd.Series:
    if dtype == "object":
        return pd.Series(column.to_pandas().to_numpy(dtype=object))
    wanted = pd.api.types.pandas_dtype(dtype)
    return pd.Series(wanted.__from_arrow__(column.cast(wanted.pyarrow_dtype) if hasattr(wanted, "pyarrow_dtype")
                                           else column))
