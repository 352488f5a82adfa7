"""Longer work in words: how far it is, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.jobs.models import Job
from goldenthread.jobs.rules import is_over
from goldenthread.jobs.terms import JobState

STATE_WORDS = {
    JobState.WAITING: "Waiting to begin",
    JobState.RUNNING: "Under way",
    JobState.DONE: "Done",
    JobState.STOPPED: "Stopped before the end",
    JobState.CANCELLED: "Stopped, as asked",
}


@dataclass(frozen=True)
class JobPage:
    """One job as its page shows it."""

    id: int
    title: str
    state: str
    percent: int
    doing: str
    sentence: str
    next_url: str
    is_over: bool
    is_good: bool
    is_stopping: bool


@dataclass(frozen=True)
class JobLine:
    """One job in the list."""

    id: int
    title: str
    state: str
    started: datetime


def job_page(job: Job) -> JobPage:
    """What is happening now, or how it ended."""
    state = JobState(job.state)
    return JobPage(
        id=job.pk,
        title=job.title,
        state=STATE_WORDS[state],
        percent=job.progress,
        doing=_doing(job),
        sentence=job.sentence,
        next_url=own_address(str(job.result.get("next_url", ""))),
        is_over=is_over(state),
        is_good=state == JobState.DONE,
        is_stopping=job.cancel_requested and not is_over(state),
    )


def _doing(job: Job) -> str:
    if job.cancel_requested:
        return "Stopping at the next step"
    if job.state == JobState.WAITING:
        return "Waiting for its turn. You can leave this page and come back."
    return job.doing or "Working"


def own_address(address: str) -> str:
    """A page of ours, or nothing."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours else ""


def job_line(job: Job) -> JobLine:
    """One line of the list."""
    return JobLine(job.pk, job.title, STATE_WORDS[JobState(job.state)], job.created_at)
