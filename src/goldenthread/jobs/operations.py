"""Starting, running, stopping and reaping long work."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.audit import operations as audit
from goldenthread.jobs import events, queries, registry, rules, stopping
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import Cancelled, HandedBack, JobState

logger = logging.getLogger(__name__)

WRITE_EVERY_SECONDS = 0.5
KEEP_QUEUE_ROWS = timedelta(days=7)
OVER = (JobState.DONE, JobState.STOPPED, JobState.CANCELLED)


@transaction.atomic
def start(
    *,
    by: Actor,
    kind: str,
    title: str,
    payload: Mapping[str, Any],
    idempotency_key: str | None = None,
) -> int:
    """Put work in the queue and return its id; the same key gives the same job back.

    The caller holds the permission for what the job does; the handler checks it again.
    """
    registry.handler_for(kind)
    if idempotency_key and (found := _with_key(idempotency_key)):
        return found
    job = Job.objects.create(
        kind=kind,
        title=title,
        payload=dict(payload),
        started_by_kind=by.kind,
        started_by=by.id,
        idempotency_key=idempotency_key,
    )
    audit.record(by=by, action="job.started", subject=("job", job.pk), detail={"kind": kind})
    _announce(int(job.pk))
    return int(job.pk)


def _with_key(key: str) -> int | None:
    """The job with this key, unless it ended early: then the key is free for another try."""
    job = Job.objects.select_for_update().filter(idempotency_key=key).first()
    if job is None:
        return None
    if job.state in (JobState.STOPPED, JobState.CANCELLED):
        job.idempotency_key = None
        job.save(update_fields=["idempotency_key"])
        return None
    return int(job.pk)


def _announce(job_id: int) -> None:
    transaction.on_commit(lambda: events.job_waiting.send(sender=Job, job_id=job_id))


def run(job_id: int) -> None:
    """Do the work now, in this process; does nothing when someone else has it or it is over."""
    if not _claim(job_id):
        return
    job = Job.objects.get(pk=job_id)
    try:
        actor = _actor_of(job)
        made = registry.JobRun(job_id, job.payload, actor, _Reporter(job).report)
        result = dict(registry.handler_for(job.kind)(made) or {})
    except Cancelled:
        _end(job, JobState.CANCELLED, "Stopped, as asked.")
    except HandedBack:
        _put_back(job)
    except Refused as refused:
        _end(job, JobState.STOPPED, str(refused))
    except Exception:
        logger.exception("Job %s of kind %s broke off.", job_id, job.kind)
        _end(job, JobState.STOPPED, rules.BROKE_OFF)
    else:
        _end(job, JobState.DONE, str(result.pop("sentence", "Done.")), result)


def _claim(job_id: int) -> bool:
    """One conditional update, so that of two workers only one gets it, on either database."""
    job = Job.objects.filter(pk=job_id, state=JobState.WAITING).first()
    if job is None:
        return False
    taken = Job.objects.filter(pk=job_id, state=JobState.WAITING, attempts=job.attempts).update(
        state=JobState.RUNNING,
        attempts=job.attempts + 1,
        heartbeat_at=timezone.now(),
        doing="Starting",
    )
    return taken == 1


def _actor_of(job: Job) -> Actor:
    """Whoever started it, with the grants they hold now; the system acts under the job's kind."""
    if job.started_by_kind != "user":
        return Actor.system(reason=f"job {job.kind}")
    actor = access.actor_of_id(int(job.started_by), today=timezone.localdate())
    if actor is None:
        raise Refused(rules.NO_ACCOUNT)
    return actor


class _Reporter:
    """Writes progress at most twice a second, and reads whether to stop."""

    def __init__(self, job: Job) -> None:
        self.rows = _same_attempt(job)
        self.written = 0.0
        self.doing = ""

    def report(self, percent: float, doing: str) -> None:
        if stopping.asked():
            raise HandedBack
        now = time.monotonic()
        if doing == self.doing and now - self.written < WRITE_EVERY_SECONDS:
            return
        self.written, self.doing = now, doing
        still_ours = self.rows.update(
            progress=rules.clamped(percent), doing=doing[:200], heartbeat_at=timezone.now()
        )
        if not still_ours or self.rows.filter(cancel_requested=True).exists():
            raise Cancelled


def _same_attempt(job: Job) -> QuerySet[Job]:
    """The row while this attempt owns it: a worker thought lost may not overwrite the next."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts).exclude(state__in=OVER)


def _end(job: Job, state: JobState, sentence: str, result: Mapping[str, Any] | None = None) -> None:
    changes: dict[str, Any] = {"progress": 100} if state == JobState.DONE else {}
    with transaction.atomic():
        ended = _same_attempt(job).update(
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


@transaction.atomic
def _put_back(job: Job) -> None:
    """The worker is stopping: another one starts it again, and this attempt does not count."""
    _same_attempt(job).update(state=JobState.WAITING, attempts=job.attempts - 1, doing="")
    _announce(int(job.pk))


def note_alive(*, job_id: int, now: datetime) -> None:
    """A sign of life from the worker."""
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(heartbeat_at=now)


@transaction.atomic
def cancel(*, job_id: int, by: Actor) -> None:
    """Stop it: at once while it waits, at its next step while it runs."""
    job = queries.within_reach(by).select_for_update().filter(pk=job_id).first()
    if job is None:
        raise OutOfReach(f"job {job_id}")
    rules.must_be_stoppable(job.state)
    audit.record(by=by, action="job.cancel_asked", subject=("job", job_id))
    if job.state == JobState.WAITING:
        _end(job, JobState.CANCELLED, "Stopped before it began.")
        return
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])


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
            _end(job, JobState.CANCELLED, "Stopped, as asked.")
        elif rules.may_try_again(job.attempts):
            Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, doing="")
            _announce(int(job.pk))
        else:
            _end(job, JobState.STOPPED, rules.GAVE_UP)
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
        _announce(job_id)
    return len(ids)


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def forget_queue_rows(*, now: datetime) -> int:
    """The queue's own finished rows are of no further use after a week."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_QUEUE_ROWS)
    count, _ = old.delete()
    return int(count)
