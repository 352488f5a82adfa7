"""Files in: preview line by line, confirm, undo."""
