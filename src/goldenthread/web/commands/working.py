"""The worker itself: the queue in the main thread, the minute tick beside it."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from goldenthread.jobs import ticks
from goldenthread.jobs.operations import stopping

logger = logging.getLogger(__name__)

MINUTE = 60.0


class QueueWorker(Worker):
    """django-tasks-db's worker, which on a signal lets work under way hand itself back."""

    def __init__(self, *, interval: float, once: bool) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """The first signal asks; a second one ends the process at once."""
        self.stop()
        self.reset_signals()

    def stop(self) -> None:
        """After what is under way has handed itself back or ended."""
        self.running = False
        stopping.ask()


def look_around() -> None:
    """One minute's tick, whatever it finds."""
    close_old_connections()
    ticks.run_due(timezone.now())


@contextmanager
def ticking(seconds: float = MINUTE) -> Iterator[None]:
    """Look around at once and then every minute, in a thread with its own connection."""
    over = threading.Event()

    def go_on() -> None:
        try:
            look_around()
            while not over.wait(seconds):
                look_around()
        finally:
            connection.close()

    thread = threading.Thread(target=go_on, name="minute tick")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def watching(parent: int | None, stop: Callable[[], None], seconds: float = 1.0) -> Iterator[None]:
    """Stop when the process we stand beside is gone, so that no worker is left behind."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(seconds):
            if os.getppid() != parent:
                stop()
                return

    thread = threading.Thread(target=watch, name="watch", daemon=True)
    if parent is not None:
        thread.start()
    try:
        yield
    finally:
        over.set()


def work(*, interval: float, once: bool, beside: int | None = None) -> int:
    """Until a signal comes or the process beside is gone, or with `once` until nothing waits."""
    if once:
        look_around()
        QueueWorker(interval=interval, once=True).run()
        return 0
    worker = QueueWorker(interval=interval, once=False)
    worker.configure_signals()
    with ticking(), watching(beside, worker.stop):
        worker.run()
    logger.info("The worker stopped.")
    return 0
