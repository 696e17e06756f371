"""A question of the user's own, asked of the real and of the synthetic table: do both give the same answer?"""

from synth.questions.answer import Answer, Estimate, Finding
from synth.questions.ask import ask

__all__ = ["Answer", "Estimate", "Finding", "ask"]
