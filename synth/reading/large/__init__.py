"""Tables too large to load: a sample of them, and figures of the whole."""
