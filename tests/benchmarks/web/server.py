"""The product as in production, and what its processes cost according to the operating system."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
STARTING_SECONDS = 120


@dataclass(frozen=True)
class Served:
    """Where it listens, and the process whose children answer."""

    port: int
    pid: int


def production(database_url: str, folder: Path, secret: str, port: int) -> dict[str, str]:
    """The environment of a real deployment behind a proxy on this machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD", "DJANGO"))}
    return {
        **kept,
        "DATABASE_URL": database_url,
        "GOLDENTHREAD_MODE": "production",
        "GOLDENTHREAD_DATA_DIR": str(folder),
        "GOLDENTHREAD_SECRET_KEY": secret,
        "GOLDENTHREAD_ALLOWED_HOSTS": "127.0.0.1",
        "GOLDENTHREAD_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "GOLDENTHREAD_SMTP_URL": "smtp://127.0.0.1:2525",
        "GOLDENTHREAD_SENDER": "no-reply@bench.example",
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(database_url: str, folder: Path, secret: str) -> Iterator[Served]:
    """`goldenthread serve`, one process a core, without the worker."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "goldenthread.web.cli", "serve", "--port", str(port), "--no-worker"],
        env=production(database_url, folder, secret, port),
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit("The server did not begin, so nothing is measured.") from None
            time.sleep(0.3)


def cpu_ms(pid: int) -> float:
    """User and system time of a process and of all below it, so far."""
    return sum(_own_ms(one) for one in _family(pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _own_ms(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS
