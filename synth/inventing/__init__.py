"""Tables without data: a schema written by hand, or guessed, and rows that follow it."""

from synth.inventing.schema import Field, Schema, SchemaError, Table
from synth.inventing.writer import Written, write

__all__ = ["Field", "Schema", "SchemaError", "Table", "Written", "write"]
