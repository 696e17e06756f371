"""Parquet and Feather (Arrow) files -> raw tables."""

from io import BytesIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather
import pyarrow.parquet

from synth.reading.cells import column_of
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

LARGEST, SWOLLEN = 16 * 2**30, 2**28
"""Bytes, uncompressed, that a file may announce: at most, and where it is a thousandth of that or smaller itself."""


def suits(source: Source) -> bool:
    return source.data[:4] == b"PAR1" or source.data[:6] == b"ARROW1"


def read(source: Source, options: Options = Options()) -> Raw:
    """The table. Raises: ReadError for a damaged file, or one that announces more than LARGEST bytes."""
    raw = Raw("parquet" if source.data[:4] == b"PAR1" else "feather", understood=dict(source.understood))
    try:
        table = _parquet(source, raw) if raw.format == "parquet" else pa.feather.read_table(BytesIO(source.data))
        names = [str(name) for name in table.column_names]
        columns = [_column(table.column(i), name, raw) for i, name in enumerate(names)]
    except (pa.ArrowException, OSError, ValueError, TypeError, ArithmeticError, MemoryError) as error:
        if isinstance(error, ReadError):
            raise
        reason = str(error).split("\n")[0][:120].rstrip(". ")
        raise ReadError(
            f"'{source.name}' is a damaged {raw.format} file, or uses a feature that cannot be read: {reason}."
        ) from None
    raw.table = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    raw.table.columns = names
    return raw


def _parquet(source: Source, raw: Raw) -> pa.Table:
    file = pa.parquet.ParquetFile(BytesIO(source.data))
    announced = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
    if announced > (SWOLLEN if announced > 1000 * len(source.data) else LARGEST):
        raise ReadError(
            f"'{source.name}' has {len(source.data):,} bytes and announces {announced:,}; cut it into smaller files."
        )
    raw.understood["row groups"] = str(file.metadata.num_row_groups)
    return file.read(use_threads=False)


def _column(values: pa.ChunkedArray, name: str, raw: Raw) -> pd.Series:
    """The column as the dtype that datasets hold."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        values = values.cast(kind.value_type)
        kind = values.type
    if pa.types.is_integer(kind) and (kind != pa.uint64() or _fits(values)):
        return _nullable(values.cast(pa.int64()))
    if pa.types.is_boolean(kind):
        return _nullable(values)
    if pa.types.is_floating(kind):
        return pd.Series(values.cast(pa.float64()).to_numpy())
    if pa.types.is_decimal(kind) and kind.precision <= 15:
        return pd.Series(values.cast(pa.float64()).to_numpy())
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return _moments(values, name, raw)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pd.Series(values.to_pandas().to_numpy(dtype=object))
    if pa.types.is_null(kind):
        return pd.Series(np.full(len(values), None, dtype=object))
    if pa.types.is_uint64(kind) or pa.types.is_decimal(kind):
        raw.tell(f"column '{name}' kept as text", "its numbers have more digits than can be stored exactly")
    return column_of(values.to_pylist(), name, raw)


def _fits(values: pa.ChunkedArray) -> bool:
    return (pc.max(values).as_py() or 0) < 2**63


def _nullable(values: pa.ChunkedArray) -> pd.Series:
    return pd.Series(
        values.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get).array
        if values.null_count
        else values.to_numpy()
    )


def _moments(values: pa.ChunkedArray, name: str, raw: Raw) -> pd.Series:
    zone = getattr(values.type, "tz", None)
    try:
        moments = pd.Series(values.cast(pa.timestamp("ns", tz=zone)).to_pandas())
    except pa.ArrowInvalid:
        raw.tell(f"column '{name}' kept as text", "some of its dates lie outside 1678 to 2261")
        return column_of([None if value is None else value.isoformat() for value in values.to_pylist()], name, Raw(""))
    return pd.Series(moments.array)
