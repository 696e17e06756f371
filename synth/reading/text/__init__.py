"""Delimited text: how it is written, its lines, its rows, and what is done about broken ones."""
