"""Puts waiting jobs into the worker's queue, and registers what the worker does each minute."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.dispatch import receiver

from goldenthread.audit import operations as audit
from goldenthread.jobs import events, operations, ticks
from goldenthread.jobs.tasks import run_job


@receiver(events.job_waiting, dispatch_uid="jobs.queue")
def queue_job(sender: object, *, job_id: int, **rest: Any) -> None:
    run_job.enqueue(job_id)


def seal_audit(now: datetime) -> int:
    """Close the tail of the record into its chain."""
    return audit.seal()


def reap_jobs(now: datetime) -> int:
    """Send back work whose worker has gone quiet."""
    return operations.reap(now=now)


def forget_old_sessions(now: datetime) -> None:
    """Sessions past their end are removed."""
    SessionStore.clear_expired()


def forget_old_tasks(now: datetime) -> int:
    """The queue keeps its own rows for a week."""
    return operations.forget_queue_rows(now=now)


ticks.register("jobs.reap", reap_jobs)
ticks.register("audit.seal", seal_audit)
ticks.register("jobs.forget_queue_rows", forget_old_tasks, every_minutes=24 * 60)
ticks.register("sessions.forget", forget_old_sessions, every_minutes=60)
