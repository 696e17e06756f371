"""Figures of a whole table, of which the dataset is a sample, counted by DuckDB from disk or from memory."""

import math

import numpy as np
import pandas as pd
import pyarrow as pa

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_AT_ONCE = 200
"""Columns in one query: a query over thousands takes longer to plan than to run."""
_DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m.%d.%Y", "%Y/%m/%d", "%Y.%m.%d")
_MOMENTS = ("epoch(TRY_CAST({0} AS TIMESTAMP))", "epoch(TRY_CAST({0} AS TIMESTAMPTZ))",
            *(f"epoch(TRY_STRPTIME({{0}}, '{day}{clock}'))" for day in _DAYS for clock in ("", " %H:%M", " %H:%M:%S")))
_FLAGS = ("CASE lower(trim({0})) WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 END",)
_NUMBERS = ("TRY_CAST({0} AS DOUBLE)", "TRY_CAST(replace({0}, ',', '') AS DOUBLE)",
            "TRY_CAST(replace(replace({0}, '.', ''), ',', '.') AS DOUBLE)",
            "TRY_CAST(regexp_replace({0}, '[^0-9.eE+-]', '', 'g') AS DOUBLE)",
            "TRY_CAST(regexp_replace({0}, '[^0-9.eE+-]', '', 'g') AS DOUBLE) / 100")
_SQL_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
                "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BOOLEAN")


def figures(connection, scan: str, names: list[str], as_values: dict[int, tuple[str, bool]]) -> dict:
    """rows, and columns: name, missing (share) and distinct (about); for numbers and moments low, high, mean,
    quantiles.

    Moments are ISO text; flags count as 0 and 1; quantiles is {share: value}. "unread" counts values that are not
    written as the sample's are, and that count for nothing. Distinct values and quantiles are approximate (HyperLogLog,
    t-digest), all else is exact. as_values: by position, what `spellings` found; columns that have a type need none.
    """
    about = connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
    asked = [_asked(name, str(sort), as_values.get(i)) for i, (name, sort, *_) in enumerate(about[:len(names)])]
    columns, rows = [], 0
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start:start + _AT_ONCE]
        rows, *found = connection.execute(f"SELECT count(*), {', '.join(words for words, _ in part)} "
                                          f"FROM {scan}").fetchone()
        columns += [_told(name, rows, each, moment) for name, each, (_, moment) in zip(names[start:], found, part)]
    return {"rows": rows, "columns": columns}


def figures_of(table: pd.DataFrame) -> dict:
    """The same of a table in memory."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("whole", pa.Table.from_pandas(table, preserve_index=False))
        return figures(connection, "whole", list(table.columns), {})


def spellings(connection, drawn: pa.Table, table: pd.DataFrame) -> dict[int, tuple[str, bool]]:
    """By position, how DuckDB gets from the text of a column to the numbers of the sample,
    and whether these are moments.

    Found by trying: a way is right if it gives the very values that our own reading of the sample did.
    """
    connection.register("drawn", drawn)
    found = {}
    for i, (_, values) in enumerate(table.items()):
        moment = pd.api.types.is_datetime64_any_dtype(values.dtype)
        ways = _MOMENTS if moment else _FLAGS if pd.api.types.is_bool_dtype(values.dtype) else _NUMBERS
        if moment or pd.api.types.is_numeric_dtype(values.dtype):
            column = _quoted(drawn.column_names[i])
            known = _floats(values)
            way = next((way for way in ways if _gives(connection, way.format(column), known)), None)
            if way:
                found[i] = way, moment
    return found


def _floats(values: pd.Series) -> np.ndarray:
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.to_numpy(dtype=float, na_value=np.nan)
    zoned = getattr(values.dtype, "tz", None) is not None
    plain = (values.dt.tz_convert("UTC").dt.tz_localize(None) if zoned else values).to_numpy(dtype="datetime64[ns]")
    return np.where(np.isnat(plain), np.nan, plain.astype(np.int64) / 1e9)


def _gives(connection, way: str, known: np.ndarray) -> bool:
    got = connection.sql(f"SELECT {_finite(way)} AS x FROM drawn").to_arrow_table().column("x")
    got = got.to_numpy().astype(float)
    return bool(np.isfinite(known).any()) and np.allclose(got, known, rtol=1e-12, atol=1e-6, equal_nan=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _finite(number: str) -> str:
    return f"(CASE WHEN isfinite(({number})::DOUBLE) THEN ({number})::DOUBLE END)"


def _asked(name: str, sort: str, way: tuple[str, bool] | None) -> tuple[str, bool]:
    """One struct of figures of a column, and whether its numbers are seconds since 1970."""
    column = _quoted(name)
    parts = {"missing": f"count(*) - count({column})", "distinct": f"approx_count_distinct({column})"}
    number, moment = (way[0].format(column), way[1]) if way else _number(column, sort)
    if number:
        x = _finite(number)
        parts |= {"known": f"count({x})", "low": f"min({x})", "high": f"max({x})", "mean": f"avg({x})",
                  "quantiles": f"approx_quantile({x}, {list(QUANTILES)})"}
        parts["missing"] = parts["missing"] if way else f"count(*) - count({x})"
    return "{" + ", ".join(f"'{key}': {words}" for key, words in parts.items()) + "}", moment


def _number(column: str, sort: str) -> tuple[str | None, bool]:
    """A column that has a type, as a number; None where it is none. NaN and infinities count as missing,
    as in datasets."""
    if sort.startswith(("TIMESTAMP", "DATE")) and not sort.endswith("]"):
        return f"epoch({column}::{'TIMESTAMPTZ' if 'TZ' in sort or 'ZONE' in sort else 'TIMESTAMP'})", True
    return column if sort.startswith(_SQL_NUMBERS) and not sort.endswith("]") else None, False


def _told(name: str, rows: int, found: dict, moment: bool) -> dict:
    told = {"name": name, "missing": found["missing"] / rows if rows else 0.0,
            "distinct": min(found["distinct"], rows - found["missing"])}
    if found.get("known"):
        told |= {key: _value(found[key], moment) for key in ("low", "high", "mean")}
        told["quantiles"] = {str(share): _value(value, moment) for share, value in zip(QUANTILES, found["quantiles"])}
        told["unread"] = rows - found["missing"] - found["known"]
    return told


def _value(number: float, moment: bool) -> float | str | None:
    if not math.isfinite(number):
        return None
    return pd.Timestamp(number, unit="s").isoformat(timespec="seconds") if moment else number
