"""Work whose worker is gone, and rows that are of no more use."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from goldenthread.jobs import rules
from goldenthread.jobs.models import Job
from goldenthread.jobs.operations.rows import announce, end
from goldenthread.jobs.terms import JobState

KEEP_QUEUE_ROWS = timedelta(days=7)


def note_alive(*, job_id: int, now: datetime) -> None:
    """A sign of life from the worker."""
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(heartbeat_at=now)


@transaction.atomic
def reap(*, now: datetime) -> int:
    """Send back work whose worker went quiet; after three attempts it ends with a sentence."""
    quiet = Job.objects.select_for_update(skip_locked=_can_skip()).filter(
        state=JobState.RUNNING, heartbeat_at__lt=rules.went_quiet_before(now)
    )
    count = 0
    for job in quiet:
        count += 1
        if job.cancel_requested:
            end(job, JobState.CANCELLED, "Stopped, as asked.")
        elif rules.may_try_again(job.attempts):
            Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, doing="")
            announce(int(job.pk))
        else:
            end(job, JobState.STOPPED, rules.GAVE_UP)
    return count + _announce_forgotten(now)


def _announce_forgotten(now: datetime) -> int:
    """A job that waits while the queue is empty lost its place when a process went down."""
    if DBTaskResult.objects.ready().exists():
        return 0
    waiting = Job.objects.filter(
        state=JobState.WAITING, created_at__lt=rules.went_quiet_before(now)
    )
    ids = list(waiting.values_list("pk", flat=True))
    for job_id in ids:
        announce(job_id)
    return len(ids)


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def forget_queue_rows(*, now: datetime) -> int:
    """The queue's own finished rows are of no further use after a week."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_QUEUE_ROWS)
    count, _ = old.delete()
    return int(count)
