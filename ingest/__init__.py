"""Documents become knowledge here: read, split, and brought into step with the store."""
