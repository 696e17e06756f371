"""Techniques run beside each other on growing samples of one table, and who is ahead."""
