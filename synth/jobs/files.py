"""Datasets and JSON as files of a job's folder, whole or not there."""

import hashlib
import json
import shutil
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from synth.atomic import beside
from synth.dataset import Column, Dataset, Kind

LOG = "log.txt"
"""Stays in a job's folder however the job ends."""


def owner_folder(owner: str) -> str:
    """A folder name that tells nothing of the owner and leads nowhere else, whatever the owner is called."""
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def clear(folder: Path, keep: set[str]) -> None:
    """Removes all but the files of these names and the log."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in keep | {LOG}:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink(
                missing_ok=True)


def save_json(path: Path, value: Any) -> None:
    """Raises: ValueError for what JSON does not know, NaN included."""
    with beside(path) as part:
        part.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def load_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def save_dataset(folder: Path, dataset: Dataset, stem: str = "dataset") -> str:
    """The name of the Parquet file that now holds the dataset; what Parquet cannot say stands as JSON in its footer.

    Raises: ValueError, naming the column, for values that cannot be stored.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = [_stored(name, values) for name, values in dataset.table.items()]
    about = {"name": dataset.name, "target": dataset.target, "rows": len(dataset),
             "columns": [{**asdict(c), "dtype": str(dataset.table[c.name].dtype), **_unsaid(dataset.table[c.name])}
                         for c in dataset.columns]}
    names = [str(i) for i in range(len(arrays))]
    table = pa.table(arrays, names=names).replace_schema_metadata({"lookalike": json.dumps(about)})
    with beside(folder / f"{stem}.parquet") as part, part.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
    return f"{stem}.parquet"


def load_dataset(folder: Path, stem: str = "dataset") -> Dataset:
    """Raises: ValueError where the folder holds no such dataset."""
    import pyarrow.parquet as pq

    about, path = describe_dataset(folder, stem), folder / f"{stem}.parquet"
    stored = pq.ParquetFile(path).read()
    parts = [_restored(stored.column(i), c) for i, c in enumerate(about["columns"])]
    frame = pd.concat(parts, axis=1) if parts else pd.DataFrame(index=range(about["rows"]))
    frame.columns = pd.Index([c["name"] for c in about["columns"]], dtype=object)
    known = {each.name for each in fields(Column)}
    columns = tuple(Column(**{key: value for key, value in c.items() if key in known}
                           | {"kind": Kind(c["kind"]), "order": tuple(c.get("order", ()))}) for c in about["columns"])
    return Dataset(about["name"], frame, columns, about["target"])


def describe_dataset(folder: Path, stem: str = "dataset") -> dict:
    """name, target, rows and columns of a stored dataset, without reading its table. Raises: as load_dataset."""
    import pyarrow.parquet as pq

    path = folder / f"{stem}.parquet"
    if not path.is_file():
        raise ValueError("The table is not there (its job has not finished or was deleted); choose another or "
                         "make it again.")
    return json.loads(pq.read_schema(path).metadata[b"lookalike"])


def _stored(name: str, values: pd.Series):
    import pyarrow as pa

    if values.dtype.kind == "f" and isinstance(values.dtype, np.dtype):
        return pa.array(values.to_numpy(), from_pandas=False)  # NaN keeps its bits, which a digest sees
    text = values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty")
    try:
        if values.dtype == "category":
            json.dumps(values.cat.categories.tolist())
            return pa.array(values.cat.codes.to_numpy())
        return pa.array(values, type=pa.string() if text else None, from_pandas=True)
    except (pa.ArrowException, UnicodeError, OverflowError, TypeError) as error:
        raise ValueError(f"Column '{name}' holds values that cannot be stored ({type(error).__name__}); "
                         "turn it into text or leave it out.") from None


def _unsaid(values: pd.Series) -> dict:
    """What Parquet would lose: the categories not in use, and whether an object column marks what is missing by NaN."""
    if values.dtype == "category":
        categories = values.cat.categories
        return {"categories": categories.tolist(), "of": str(categories.dtype), "ordered": bool(values.cat.ordered)}
    return {"nan": bool(values.dtype == object
                        and any(isinstance(each, float) for each in values[values.isna()].unique()))}


def _restored(column, about: dict) -> pd.Series:
    if "categories" in about:
        dtype = pd.CategoricalDtype(pd.Index(about["categories"], dtype=about["of"]), about["ordered"])
        return pd.Series(pd.Categorical.from_codes(column.to_numpy(), dtype=dtype))
    wanted = pd.api.types.pandas_dtype(about["dtype"])
    if hasattr(wanted, "__from_arrow__"):
        return pd.Series(wanted.__from_arrow__(column))
    values = column.to_pandas(integer_object_nulls=True)
    if values.dtype != wanted:
        values = values.astype(wanted)
    return values.where(values.notna(), float("nan")) if about["nan"] else values
