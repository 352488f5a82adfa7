"""What evaluation hears from below, and what it tells the floors below at start."""

from importlib import import_module

for _part in ("answers", "plans", "held"):
    import_module(f"goldenthread.evaluation.receivers.{_part}")
