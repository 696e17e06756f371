"""Workbooks: their sheets, the names of their columns, what stands below, passwords and faulty cells."""
