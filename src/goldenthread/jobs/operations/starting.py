"""Starting and stopping long work."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.audit import operations as audit
from goldenthread.jobs import queries, registry, rules
from goldenthread.jobs.models import Job
from goldenthread.jobs.operations.rows import announce, end
from goldenthread.jobs.terms import JobState


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
    announce(int(job.pk))
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


@transaction.atomic
def cancel(*, job_id: int, by: Actor) -> None:
    """Stop it: at once while it waits, at its next step while it runs."""
    job = queries.within_reach(by).select_for_update().filter(pk=job_id).first()
    if job is None:
        raise OutOfReach(f"job {job_id}")
    rules.must_be_stoppable(job.state)
    audit.record(by=by, action="job.cancel_asked", subject=("job", job_id))
    if job.state == JobState.WAITING:
        end(job, JobState.CANCELLED, "Stopped before it began.")
        return
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])
