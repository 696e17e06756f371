"""Archives and packed streams, and what hostile ones are known by."""
