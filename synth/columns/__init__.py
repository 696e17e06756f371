"""What columns hold, and what stands in for those that must not be copied."""
