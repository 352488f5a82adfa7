"""What learning tells the floors below at start: scopes, stops, links, slots, ticks."""

from importlib import import_module

for _part in ("offers", "cohorts", "signups", "registers", "finding", "held"):
    import_module(f"goldenthread.learning.receivers.{_part}")
