"""What starting, running and reaping share: one row, and who owns it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.jobs import events
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import JobState

OVER = (JobState.DONE, JobState.STOPPED, JobState.CANCELLED)


def announce(job_id: int) -> None:
    """After the commit, the job takes its place in the queue."""
    transaction.on_commit(lambda: events.job_waiting.send(sender=Job, job_id=job_id))


def same_attempt(job: Job) -> QuerySet[Job]:
    """The row while this attempt owns it: a worker thought lost may not overwrite the next."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts).exclude(state__in=OVER)


def end(job: Job, state: JobState, sentence: str, result: Mapping[str, Any] | None = None) -> None:
    """The last state, with the sentence for the person."""
    changes: dict[str, Any] = {"progress": 100} if state == JobState.DONE else {}
    with transaction.atomic():
        ended = same_attempt(job).update(
            state=state,
            sentence=sentence,
            result=dict(result or {}),
            doing="",
            finished_at=timezone.now(),
            **changes,
        )
        if not ended:
            return
        audit.record(
            by=Actor.system(reason="worker"),
            action="job.ended",
            subject=("job", job.pk),
            detail={"state": state.value},
        )
