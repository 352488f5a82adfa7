"""A person and what is held about them: seen, taken away, changed, left."""
