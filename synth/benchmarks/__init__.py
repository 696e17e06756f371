"""What is measured of Lookalike itself, beside its peers and against its budgets."""
