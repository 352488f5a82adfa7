"""Where an offer stands on the thread from need to board."""

from collections.abc import Sequence

STOPS = ("Needs", "Cohorts", "Sessions", "Waves", "Findings", "Board")
Steps = tuple[tuple[str, str], ...]


def steps(done: Sequence[bool]) -> Steps:
    """Each stop as done, now or todo: now is the first one not done; all done leaves the last."""
    now = next((n for n, is_done in enumerate(done) if not is_done), len(STOPS) - 1)
    states = ["done" if n < now else "now" if n == now else "todo" for n in range(len(STOPS))]
    return tuple(zip(STOPS, states, strict=True))


def here(of: Steps) -> str:
    """The stop that is now."""
    return next(label for label, state in of if state == "now")
