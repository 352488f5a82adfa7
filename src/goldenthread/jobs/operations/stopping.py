"""Whether this worker process was asked to stop, so that running work can give way."""

import threading

_ASKED = threading.Event()


def ask() -> None:
    """From the worker's signal handler."""
    _ASKED.set()


def asked() -> bool:
    """Read by every report of every job."""
    return _ASKED.is_set()


def clear() -> None:
    """For a process that goes on, such as a test."""
    _ASKED.clear()
