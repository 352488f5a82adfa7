"""The lists of learning as files."""
