"""Which rows are wanted: conditions on columns, typed or picked, and how rows that meet them are drawn."""

from synth.conditions.check import Facts, check, facts_of, loosely
from synth.conditions.condition import And, Condition, Not, Or, Test, columns_of, of_record, record
from synth.conditions.holds import holds
from synth.conditions.parse import parse
from synth.conditions.spell import spell
from synth.conditions.words import words

__all__ = ["And", "Condition", "Facts", "Not", "Or", "Test", "check", "columns_of", "facts_of", "holds", "loosely",
           "of_record", "parse", "record", "spell", "words"]
