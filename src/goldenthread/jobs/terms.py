"""The words jobs speak."""

from enum import StrEnum


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


class Cancelled(Exception):
    """The person asked for this work to stop; raised inside `JobRun.report`."""


class HandedBack(Exception):
    """The worker is stopping: the work goes back in the queue. Raised inside `JobRun.report`."""
