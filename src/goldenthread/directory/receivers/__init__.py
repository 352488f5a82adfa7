"""What the directory tells the floors below at start: what can be found, what can be imported."""

from importlib import import_module

for _part in ("finding", "sheets"):
    import_module(f"goldenthread.directory.receivers.{_part}")
