"""Invented data at the size of a region: the same seed and day give the same data."""
