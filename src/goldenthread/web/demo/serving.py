"""Serves the demonstration on this machine only, with one worker beside it."""

import os
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

from granian.constants import Interfaces
from granian.server import Server

ADDRESS = "127.0.0.1"


@contextmanager
def worker_child(*, wanted: bool) -> Iterator[None]:
    """The background worker as a child that ends with us."""
    if not wanted:
        yield
        return
    child = subprocess.Popen([sys.executable, "-m", "goldenthread.web.cli", "worker"])
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def serve(*, port: int, browser: bool, worker: bool) -> int:
    """Serve until the person presses Ctrl+C."""
    address = f"http://{ADDRESS}:{port}/"
    print(f"Open {address} — press Ctrl+C to stop.", flush=True)
    if browser and (os.environ.get("DISPLAY") or sys.platform in {"darwin", "win32"}):
        threading.Timer(1.5, webbrowser.open, args=(address,)).start()
    with worker_child(wanted=worker):
        Server(
            "goldenthread.web.wsgi:application",
            address=ADDRESS,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=2,
            log_enabled=False,
        ).serve()
    return 0
