"""What the directory tells the floors below at start: what is found, held and imported."""

from importlib import import_module

for _part in ("finding", "held", "sheets"):
    import_module(f"goldenthread.directory.receivers.{_part}")
