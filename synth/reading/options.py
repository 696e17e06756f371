"""What a person decides about how a file is read; what is left open is found out."""

import json
from dataclasses import asdict, dataclass, field, fields


@dataclass(frozen=True)
class Options:
    """How to read. All of it but the password may be stored.

    table: which of several tables (a sheet, a table of a database, a file of several); header: the row that holds the
    names, counted from 1 in the file, 0 where none does; lines: what becomes of a repaired line, by its number: "keep"
    as it stands or "drop", repaired where not named; rows: how many rows a sample may have, None for all that fit;
    password: of a protected workbook.
    """

    table: str | None = None
    header: int | None = None
    lines: dict[int, str] = field(default_factory=dict)
    rows: int | None = None
    password: str | None = field(default=None, repr=False)

    def __post_init__(self):
        unknown = sorted({choice for choice in self.lines.values()} - {"keep", "drop"})
        if unknown:
            raise ValueError(f"A line can be kept or dropped, not '{unknown[0]}'.")
        if self.header is not None and self.header < 0:
            raise ValueError(f"The header is a row counted from 1, or 0 for none, not {self.header}.")
        if self.rows is not None and self.rows < 1:
            raise ValueError(f"rows must be at least 1, not {self.rows}.")

    def to_record(self) -> dict:
        """Plain JSON of what was decided, without the password."""
        decided = {key: value for key, value in asdict(self).items() if key != "password" and value not in (None, {})}
        return json.loads(json.dumps(decided))

    @classmethod
    def from_record(cls, record: dict, password: str | None = None) -> "Options":
        """Raises: ValueError for what is no option."""
        unknown = set(record) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"There is no reading option '{sorted(unknown)[0]}'.")
        lines = {int(line): choice for line, choice in record.get("lines", {}).items()}
        return cls(**{**record, "lines": lines, "password": password})
