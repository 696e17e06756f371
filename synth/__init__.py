"""Lookalike's core: read a table, learn it, sample a lookalike, and score it. Knows nothing of the screen."""
