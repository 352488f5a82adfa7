"""What the worker does every minute: due rows, never far-future tasks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)

Tick = Callable[[datetime], object]


@dataclass
class Registered:
    """A tick, how often it is due, and when it last ran in this process."""

    function: Tick
    every_minutes: int
    last_run: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Due a few seconds early rather than a minute late."""
        if self.last_run is None:
            return True
        return now - self.last_run >= timedelta(minutes=self.every_minutes, seconds=-5)


_TICKS: dict[str, Registered] = {}


def register(name: str, function: Tick, *, every_minutes: int = 1) -> None:
    """Have the worker call `function(now)`. It must bear being called twice, and by two workers."""
    _TICKS[name] = Registered(function, every_minutes)


def names() -> tuple[str, ...]:
    """What is registered, in order."""
    return tuple(_TICKS)


def run_due(now: datetime) -> tuple[str, ...]:
    """Run what is due; one that stumbles is logged and does not hold up the others."""
    done = []
    for name, tick in _TICKS.items():
        if not tick.is_due(now):
            continue
        tick.last_run = now
        try:
            tick.function(now)
        except Exception:
            logger.exception("The tick “%s” stumbled; it runs again when next due.", name)
        else:
            done.append(name)
    return tuple(done)
