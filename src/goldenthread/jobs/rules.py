"""When a job may be stopped, and what follows when its worker has gone quiet."""

from datetime import datetime, timedelta

from goldenthread.access.terms import Refused
from goldenthread.jobs.terms import OPEN_STATES, JobState

MOST_ATTEMPTS = 3
QUIET_AFTER = timedelta(minutes=2)
GAVE_UP = (
    "The computer doing this stopped three times before the end. Nothing half-finished was kept. "
    "Start it again later; if it stops again, tell whoever looks after Golden Thread."
)
BROKE_OFF = (
    "Something went wrong on our side and this stopped before the end. Start it again; "
    "if it stops again, tell whoever looks after Golden Thread."
)
NO_ACCOUNT = "The account that started this can no longer sign in, so it was not done."


def is_over(state: str) -> bool:
    """Nothing more will happen to it."""
    return JobState(state) not in OPEN_STATES


def must_be_stoppable(state: str) -> None:
    """Only work that is still waiting or running can be stopped."""
    if is_over(state):
        raise Refused("This has already ended, so there is nothing to stop.")


def went_quiet_before(now: datetime) -> datetime:
    """A running job whose last sign of life is older than this has lost its worker."""
    return now - QUIET_AFTER


def may_try_again(attempts: int) -> bool:
    """Three attempts, then a sentence instead of a fourth."""
    return attempts < MOST_ATTEMPTS


def clamped(percent: float) -> int:
    """Progress as pages show it: 0 to 99 while the work goes on."""
    return max(0, min(99, round(percent)))
