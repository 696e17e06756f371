"""The cells of files that `synth.writing` wrote, as they stand there: nothing guessed, trimmed or left out."""

import json
from io import BytesIO

from synth.reading.source import Source


def csv(source: Source, about: dict) -> list[list]:
    """Columns of texts; an empty cell is missing, a quoted empty one is an empty text."""
    import pyarrow as pa
    import pyarrow.csv

    keys = [str(i) for i in range(len(about["columns"]))]
    table = pa.csv.read_csv(
        BytesIO(source.data), pa.csv.ReadOptions(use_threads=False, column_names=keys, skip_rows_after_names=1,
                                                 block_size=2**26),
        pa.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        pa.csv.ConvertOptions(column_types=dict.fromkeys(keys, pa.large_string()), strings_can_be_null=True,
                              null_values=[""],
                              quoted_strings_can_be_null=False))
    return [table.column(key).to_pylist() for key in keys]


def jsonl(source: Source, about: dict) -> list[list]:
    records = [json.loads(line) for line in source.data.decode("utf-8").split("\n") if line]
    return [[record[column["name"]] for record in records] for column in about["columns"]]


def xlsx(source: Source, about: dict) -> list[list]:
    """Below the first row; blank cells are missing, or empty texts in a column declared to have none missing."""
    from synth.reading.books.book import Book

    book = Book(source)
    rows = book.rows(book.names[0])[1:]
    wide = len(about["columns"])
    rows = [[*row, *[""] * (wide - len(row))] for row in rows] + [[""] * wide] * (about["rows"] - len(rows))
    return [[_cell(row[i], column["blank"]) for row in rows] for i, column in enumerate(about["columns"])]


def _cell(value, blank: bool):
    if value == "":
        return "" if blank else None
    return value


def parquet(source: Source, about: dict) -> list[list]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(BytesIO(source.data)).read(use_threads=False)
    return [[value.isoformat() if hasattr(value, "isoformat") else value for value in table.column(i).to_pylist()]
            for i in range(len(about["columns"]))]


CELLS = {"csv": csv, "jsonl": jsonl, "xlsx": xlsx, "parquet": parquet}
