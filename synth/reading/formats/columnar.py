"""Parquet, Feather and Arrow files -> raw tables; and Arrow tables, wherever they come from."""

from io import BytesIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather
import pyarrow.parquet

from synth.reading.types.cells import column_of
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

LARGEST, SWOLLEN = 16 * 2**30, 2**28
"""Bytes, uncompressed, that a file may announce: at most, and where it is a thousandth of that or smaller itself."""


def suits(source: Source) -> bool:
    return _format(source.data) is not None


def _format(data: bytes) -> str | None:
    """By the first bytes; an Arrow stream begins with a mark and the length of its schema."""
    if data[:4] == b"PAR1":
        return "parquet"
    if data[:6] == b"ARROW1" or data[:4] == b"FEA1":
        return "feather"
    stream = data[:4] == b"\xff\xff\xff\xff" and 0 < int.from_bytes(data[4:8], "little") < len(data)
    return "arrow stream" if stream else None


def read(source: Source, options: Options = Options()) -> Raw:
    """The table. Raises: ReadError for a damaged file, or one that announces more than LARGEST bytes."""
    source = source.whole()
    raw = Raw(_format(source.data), understood=dict(source.understood))
    try:
        raw.table = frame_of(_OPENERS[raw.format](source, raw), raw)
    except (pa.ArrowException, OSError, ValueError, TypeError, ArithmeticError, MemoryError) as error:
        if isinstance(error, ReadError):
            raise
        reason = str(error).split("\n")[0][:120].rstrip(". ")
        raise ReadError(
            f"'{source.name}' is a damaged {raw.format} file, or uses a feature that cannot be read: {reason}."
        ) from None
    return raw


def frame_of(table: pa.Table, raw: Raw) -> pd.DataFrame:
    """The table with dtypes that datasets hold; records become columns of their own, 'address.city', lists JSON
    text."""
    flat = [each for i, name in enumerate(table.column_names) for each in _flat(table.column(i), str(name), raw)]
    columns = [_column(values, name, raw) for name, values in flat]
    frame = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    frame.columns = [name for name, _ in flat]
    return frame


def _flat(values: pa.ChunkedArray, name: str, raw: Raw | None) -> list[tuple[str, pa.ChunkedArray]]:
    """The column, or those of the records in it, however deep; told once, raw is None further down."""
    if isinstance(values.type, pa.BaseExtensionType):
        values = pa.chunked_array([chunk.storage for chunk in values.chunks], values.type.storage_type)
    if not pa.types.is_struct(values.type) or not values.type.num_fields:
        return [(name, values)]
    parts = [each for field, part in zip(values.type, values.flatten())
             for each in _flat(part, f"{name}.{field.name}", None)]
    if raw is not None:
        raw.tell(f"column '{name}' spread over {', '.join(repr(each) for each, _ in parts[:5])}"
                 f"{' ...' if len(parts) > 5 else ''}", "its values are records, and a column holds one value a row")
    return parts


def _parquet(source: Source, raw: Raw) -> pa.Table:
    file = pa.parquet.ParquetFile(BytesIO(source.data), page_checksum_verification=True)
    announced = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
    if announced > (SWOLLEN if announced > 1000 * len(source.data) else LARGEST):
        raise ReadError(
            f"'{source.name}' has {len(source.data):,} bytes and announces {announced:,}; cut it into smaller files."
        )
    raw.understood["row groups"] = str(file.metadata.num_row_groups)
    return file.read(use_threads=False)


def _stream(source: Source, raw: Raw) -> pa.Table:
    with pa.ipc.open_stream(source.data) as stream:
        return stream.read_all()


_OPENERS = {"parquet": _parquet, "feather": lambda source, raw: pa.feather.read_table(BytesIO(source.data)),
            "arrow stream": _stream}


def _column(values: pa.ChunkedArray, name: str, raw: Raw) -> pd.Series:
    """The column as the dtype that datasets hold."""
    kind = values.type
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind) or pa.types.is_string_view(kind):
        values = values.cast(pa.large_string() if pa.types.is_string_view(kind) else kind.value_type)
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
    if pa.types.is_duration(kind):
        raw.tell(f"column '{name}' given in seconds", "its values are lengths of time")
        micros = values.cast(pa.duration("us"), safe=False).cast(pa.int64()).cast(pa.float64())
        return pd.Series(pc.divide(micros, 1e6).to_numpy())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pd.Series(values.to_pandas().to_numpy(dtype=object))
    if pa.types.is_null(kind):
        return pd.Series(np.full(len(values), None, dtype=object))
    if pa.types.is_uint64(kind) or pa.types.is_decimal(kind):
        raw.tell(f"column '{name}' kept as text", "its numbers have more digits than can be stored exactly")
    return column_of(_values(values), name, raw)


def _values(values: pa.ChunkedArray) -> list:
    """Python values; maps as records, where no key of theirs repeats."""
    try:
        return values.to_pylist(maps_as_pydicts="strict")
    except (KeyError, ValueError, pa.ArrowException):
        return values.to_pylist()


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
        return pd.Series(_spelled(values), dtype=object)
    return pd.Series(moments.array)


def _spelled(values: pa.ChunkedArray) -> list[str | None]:
    """Dates as ISO text; by Arrow where they lie beyond the years 1 to 9999, which Python has no dates for."""
    try:
        return [None if value is None else value.isoformat() for value in values.to_pylist()]
    except (OverflowError, ValueError):
        return values.cast(pa.string()).to_pylist()
