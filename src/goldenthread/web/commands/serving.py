"""The server itself: granian, static files under hashed names, and a worker that is kept alive."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian.constants import Interfaces
from granian.server import Server

PATIENCE_SECONDS = 30.0
AGAIN_AFTER_SECONDS = 5.0


def waiting_migrations() -> int:
    """How many steps the database is behind the program."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_cache() -> None:
    """The table of the shared cache, made once."""
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """In production files are served under names that change with their content."""
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)


def worker_command() -> list[str]:
    """A worker that ends when this process is gone, however it went."""
    return [sys.executable, "-m", "goldenthread.web.cli", "worker", "--beside", str(os.getpid())]


@contextmanager
def worker_beside(*, is_wanted: bool, command: list[str] | None = None) -> Iterator[None]:
    """One worker process, begun again if it goes down, ended with us."""
    if not is_wanted:
        yield
        return
    over = threading.Event()
    wanted = command or worker_command()
    keeper = threading.Thread(target=_keep_alive, args=(wanted, over), name="keeper")
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_alive(command: list[str], over: threading.Event) -> None:
    while not over.is_set():
        # A session of its own: Ctrl+C is for the server, which then ends the worker in order.
        child = subprocess.Popen(command, start_new_session=True)
        while child.poll() is None and not over.wait(0.2):
            pass
        if over.is_set():
            _end(child)
            return
        print(f"The worker went down ({child.returncode}) and is begun again.", file=sys.stderr)
        over.wait(AGAIN_AFTER_SECONDS)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Time to hand back what is under way, then no more."""
    child.terminate()
    try:
        child.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def serve(*, host: str, port: int, processes: int, has_worker: bool, says: str = "") -> int:
    """Until SIGTERM or Ctrl+C. `says` is the line printed when it begins."""
    # The server's processes begin as copies of this one and may not share its connection.
    connections.close_all()
    print(says or f"Listening on http://{host}:{port}/", flush=True)
    with worker_beside(is_wanted=has_worker):
        Server(
            "goldenthread.web.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=max(1, processes),
            blocking_threads=2,
            respawn_failed_workers=True,
            log_enabled=False,
        ).serve()
    return 0
