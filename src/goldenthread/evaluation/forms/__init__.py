"""Parsing and explaining what people type. Forms never save."""
