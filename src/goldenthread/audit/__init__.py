"""Append-only record of every write and of every look at personal data."""
