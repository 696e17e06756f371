"""Texts and Python values -> columns of one type."""
