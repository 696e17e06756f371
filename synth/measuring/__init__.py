"""What metrics and comparisons are made of: bins, distances, intervals, likeness."""
