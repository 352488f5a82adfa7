"""The worker: the queue, the minute tick, and stopping cleanly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django_tasks_db.management.commands import db_worker
from pytest_django import DjangoCaptureOnCommitCallbacks

from goldenthread.jobs import operations, registry, ticks
from goldenthread.jobs.models import Job
from goldenthread.jobs.operations import stopping
from goldenthread.jobs.terms import JobState
from goldenthread.web.commands import serve, serving, worker, working
from tests.factories.access import SYSTEM


@pytest.fixture(autouse=True)
def own_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "_TICKS", {})


@pytest.mark.django_db
def test_the_worker_does_what_waits(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The test's own transaction lives on this connection.
    for module in (working, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    looks: list[datetime] = []
    ticks.register("look", looks.append)
    registry.register("count", lambda run: {"sentence": f"Counted {run.payload['people']}."})
    with django_capture_on_commit_callbacks(execute=True):
        job_id = operations.start(
            by=SYSTEM, kind="count", title="Count people", payload={"people": 12}
        )
    assert worker.main(["--once", "--interval", "0"]) == 0
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.sentence) == (JobState.DONE, "Counted 12.")
    assert len(looks) == 1


def test_a_signal_lets_work_hand_itself_back_and_a_second_one_ends_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {s: signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)}
    made = working.QueueWorker(interval=0, once=False)
    try:
        made.configure_signals()
        signal.raise_signal(signal.SIGTERM)
        assert made.running is False
        assert stopping.asked()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        stopping.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_minute_tick_goes_on_beside_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    third = threading.Event()

    def look() -> None:
        looks.append(threading.current_thread().name)
        if len(looks) >= 3:
            third.set()

    monkeypatch.setattr(working, "look_around", look)
    with working.ticking(0.001):
        assert third.wait(5)
    assert set(looks) == {"minute tick"}


def test_the_worker_stops_when_the_queue_does(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(working, "look_around", lambda: None)
    for name in ("configure_signals", "run"):
        monkeypatch.setattr(working.QueueWorker, name, lambda self, name=name: ran.append(name))
    assert working.work(interval=1, once=False) == 0
    assert ran == ["configure_signals", "run"]


def test_the_worker_stops_when_the_process_beside_it_is_gone() -> None:
    asked = threading.Event()
    with working.watching(os.getppid(), asked.set, 0.01):
        assert not asked.wait(0.05)
    with working.watching(os.getppid() + 1, asked.set, 0.01):
        assert asked.wait(5)


def test_a_worker_on_its_own_watches_nobody() -> None:
    asked = threading.Event()
    with working.watching(None, asked.set, 0.01):
        assert not asked.wait(0.05)
    assert f"--beside {os.getpid()}" in " ".join(serving.worker_command())


FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]


def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every child the keeper starts."""
    children: list[subprocess.Popen[bytes]] = []
    genuine: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def popen(command: list[str], **options: bool) -> subprocess.Popen[bytes]:
        children.append(genuine(command, **options))
        return children[-1]

    monkeypatch.setattr(serving.subprocess, "Popen", popen)
    return children


def wait_until(fact: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_worker_beside_the_server_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    children = started(monkeypatch)
    with serving.worker_beside(is_wanted=True, command=FOREVER):
        wait_until(lambda: len(children) == 1)
        assert children[0].poll() is None
    assert children[0].poll() == -signal.SIGTERM


def test_a_worker_that_goes_down_is_begun_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    children = started(monkeypatch)
    monkeypatch.setattr(serving, "AGAIN_AFTER_SECONDS", 0.01)
    with serving.worker_beside(is_wanted=True, command=[sys.executable, "-c", "exit(3)"]):
        wait_until(lambda: len(children) >= 2)
    assert "The worker went down (3) and is begun again." in capsys.readouterr().err


def test_a_worker_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ignore = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    deaf = f"{ignore}; print(flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 0.1)
    serving._end(child)
    child.stdout.close()
    assert child.poll() == -signal.SIGKILL


def test_without_a_worker_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    children = started(monkeypatch)
    with serving.worker_beside(is_wanted=False):
        pass
    assert children == []


def test_serving_refuses_a_database_that_is_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "waiting_migrations", lambda: 2)
    assert serve.main([]) == 1
    assert "2 steps behind" in capsys.readouterr().err
