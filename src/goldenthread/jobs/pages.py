"""Longer work in words: how far it is, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.jobs import registry
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
TOLD_TO_ANOTHER = "What came of it is shown to the person who asked for it."


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


def is_own(job: Job, reader: Actor) -> bool:
    """Whether the reader started it. Titles, steps and results may name files and people, so
    anybody else who may see the work is told its kind and how far it is."""
    return (job.started_by_kind, job.started_by) == (reader.kind, reader.id)


def _title(job: Job, reader: Actor) -> str:
    return job.title if is_own(job, reader) else registry.about(job.kind)


def job_page(job: Job, reader: Actor) -> JobPage:
    """What is happening now, or how it ended."""
    state, own = JobState(job.state), is_own(job, reader)
    next_url = own_address(str(job.result.get("next_url", "")))
    return JobPage(
        id=job.pk,
        title=_title(job, reader),
        state=STATE_WORDS[state],
        percent=job.progress,
        doing=_doing(job, is_own=own),
        sentence=job.sentence if own else TOLD_TO_ANOTHER,
        next_url=next_url if own else "",
        is_over=is_over(state),
        is_good=state == JobState.DONE,
        is_stopping=job.cancel_requested and not is_over(state),
    )


def _doing(job: Job, *, is_own: bool) -> str:
    if job.cancel_requested:
        return "Stopping at the next step"
    if job.state == JobState.WAITING:
        return "Waiting for its turn. You can leave this page and come back."
    return (job.doing if is_own else "") or "Working"


def own_address(address: str) -> str:
    """A page of ours, or nothing."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours else ""


def job_line(job: Job, reader: Actor) -> JobLine:
    """One line of the list."""
    return JobLine(job.pk, _title(job, reader), STATE_WORDS[JobState(job.state)], job.created_at)
