"""The server and its worker as processes of their own, on a database in a file."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

GOLDENTHREAD = [sys.executable, "-m", "goldenthread.web.cli"]
START = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
import django
django.setup()
from django.utils import timezone
from goldenthread.access.actor import Actor
from goldenthread.messaging import operations
operations.enqueue(
    by=Actor.system(reason="a test"), person_id=None, to_name="Robin", kind="test",
    to_address="robin@example.org", why="A test.", subject="Hello", body="Hello.",
    dedupe_key="test", due_at=timezone.now(),
)
"""
PATIENCE_SECONDS = 120  # of a machine that does much else at the same time


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A demonstration's settings, so that messages stay here."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GOLDENTHREAD")}
    return {
        **kept,
        "GOLDENTHREAD_MODE": "demo",
        "GOLDENTHREAD_QUIET_HOURS": "",  # whatever the clock shows while the tests run
        "GOLDENTHREAD_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'test.sqlite3'}",
    }


def run(command: list[str], surroundings: dict[str, str]) -> str:
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def server(surroundings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    run([*GOLDENTHREAD, "manage", "migrate", "--verbosity", "0"], surroundings)
    run([sys.executable, "-c", START], surroundings)
    port = free_port()
    command = [*GOLDENTHREAD, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, start_new_session=True
    ) as child:
        yield child, port
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def health(port: int) -> bytes:
    """The answer once the server is up."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().read()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)
        finally:
            connection.close()


def wait_until_sent(path: Path) -> None:
    """The worker has taken the message from the outbox."""
    end = time.monotonic() + PATIENCE_SECONDS
    with closing(sqlite3.connect(path, timeout=20)) as database:
        while database.execute("SELECT state FROM messaging_message").fetchone() != ("sent",):
            assert time.monotonic() < end
            time.sleep(0.1)


def test_the_server_answers_its_worker_sends_and_both_stop(
    server: tuple[subprocess.Popen[bytes], int], tmp_path: Path
) -> None:
    child, port = server
    assert health(port) == b'{"status": "ok", "mail": "ok"}'
    wait_until_sent(tmp_path / "test.sqlite3")
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=PATIENCE_SECONDS) == 0
    with pytest.raises(ConnectionError):
        http.client.HTTPConnection("127.0.0.1", port).request("GET", "/health/")
