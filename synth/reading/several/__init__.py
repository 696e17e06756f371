"""Several tables: which is meant, what ties them together, and those alike stacked into one."""
