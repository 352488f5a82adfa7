"""Stored files, bounded and checked."""
