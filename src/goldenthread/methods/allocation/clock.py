"""The safety stop: the only place where allocation looks at the time."""

import time
from dataclasses import dataclass, field

LEAST_S = 0.1


class OutOfTime(Exception):
    """The time or work limit was reached before any plan was found."""


@dataclass(frozen=True)
class Clock:
    """Seconds since it was made, against an optional limit in seconds."""

    limit_s: float | None = None
    started: float = field(default_factory=time.perf_counter)

    def elapsed(self) -> float:
        return time.perf_counter() - self.started

    def remaining(self) -> float | None:
        """Seconds left, never less than a tenth so that a solver can still answer."""
        return None if self.limit_s is None else max(LEAST_S, self.limit_s - self.elapsed())

    def out(self) -> bool:
        return self.limit_s is not None and self.elapsed() >= self.limit_s
