"""Rows that programs trip over, put among synthetic ones and tagged: for testers of software."""

from synth.stress.asked import Asked
from synth.stress.fixtures import as_json, as_pytest, cases_of
from synth.stress.stress import Stressed, stress
from synth.stress.texts import NOT_IN

__all__ = ["NOT_IN", "Asked", "Stressed", "as_json", "as_pytest", "cases_of", "stress"]
