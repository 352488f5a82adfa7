"""What the worker picks from its queue, with a sign of life beside it while it runs."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import task

from goldenthread.jobs import operations

logger = logging.getLogger(__name__)

SECONDS = 5.0


@contextmanager
def beating(job_id: int, *, seconds: float = SECONDS) -> Iterator[None]:
    """Note every few seconds that the job's worker is alive, from a thread of its own."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job_id, over, seconds), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job_id: int, over: threading.Event, seconds: float) -> None:
    try:
        while not over.wait(seconds):
            _note(job_id)
    finally:
        connection.close()


def _note(job_id: int) -> None:
    try:
        operations.note_alive(job_id=job_id, now=timezone.now())
    except DatabaseError:
        # A long write elsewhere holds the database; the next beat will do.
        logger.info("No sign of life could be written for job %s just now.", job_id)


@task()
def run_job(job_id: int) -> None:
    """Load by id, run; only a worker that is truly gone counts as quiet."""
    with beating(job_id):
        operations.run(job_id)
