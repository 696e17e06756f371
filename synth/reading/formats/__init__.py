"""Formats that say what their columns are: Parquet, Arrow, JSON, ARFF, those of statistics, and our own."""
