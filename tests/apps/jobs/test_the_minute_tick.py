"""What the worker does each minute, and the sign of life beside long work."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from goldenthread.audit.models import Seal
from goldenthread.jobs import operations, receivers, registry, tasks, ticks
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import JobState
from tests.factories.access import SYSTEM

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "_TICKS", {})


def minutes_run(every_minutes: int, *, over: int) -> list[int]:
    """The minutes, of the first `over`, in which a tick ran."""
    ran: list[int] = []
    ticks.register(
        "count",
        lambda now: ran.append(round((now - NOW).total_seconds() / 60)),
        every_minutes=every_minutes,
    )
    for minute in range(over):
        ticks.run_due(NOW + timedelta(minutes=minute))
    return ran


def test_a_tick_runs_at_once_and_then_every_so_many_minutes() -> None:
    assert minutes_run(1, over=4) == [0, 1, 2, 3]
    assert minutes_run(3, over=8) == [0, 3, 6]


def test_a_worker_that_wakes_a_second_early_does_not_skip_a_minute() -> None:
    ran: list[datetime] = []
    ticks.register("count", ran.append)
    ticks.run_due(NOW)
    ticks.run_due(NOW + timedelta(seconds=59))
    assert len(ran) == 2


def test_one_tick_that_stumbles_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def stumble(now: datetime) -> None:
        raise OperationalError("database is locked")

    ticks.register("first", stumble)
    ticks.register("second", lambda now: None)
    assert ticks.run_due(NOW) == ("second",)
    assert "“first” stumbled" in caplog.text


@pytest.mark.django_db
def test_the_record_is_sealed_each_minute() -> None:
    registry.register("nothing", lambda run: None)
    operations.start(by=SYSTEM, kind="nothing", title="Nothing", payload={})
    receivers.seal_audit(NOW)
    assert Seal.objects.get().count == 1


@pytest.mark.django_db
def test_old_rows_of_the_queue_and_old_sessions_are_forgotten() -> None:
    registry.register("nothing", lambda run: None)
    for age in (6, 8):
        tasks.run_job.enqueue(1)
        DBTaskResult.objects.filter(finished_at=None).update(
            status="SUCCESSFUL", finished_at=NOW - timedelta(days=age)
        )
    Session.objects.create(
        session_key="old", session_data="", expire_date=NOW - timedelta(days=999)
    )
    assert receivers.forget_old_tasks(NOW) == 1
    receivers.forget_old_sessions(NOW)
    assert (DBTaskResult.objects.count(), Session.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_reaping_is_one_of_the_ticks() -> None:
    assert receivers.reap_jobs(NOW) == 0


def test_a_sign_of_life_goes_out_while_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []
    twice = threading.Event()

    def note(*, job_id: int, now: datetime) -> None:
        beats.append(job_id)
        if len(beats) == 1:
            raise OperationalError("database is locked")
        twice.set()

    monkeypatch.setattr(operations, "note_alive", note)
    with tasks.beating(7, seconds=0.001):
        assert twice.wait(5)
    assert set(beats) == {7}


@pytest.mark.django_db
def test_the_task_runs_the_job() -> None:
    registry.register("nothing", lambda run: None)
    job_id = operations.start(by=SYSTEM, kind="nothing", title="Nothing", payload={})
    tasks.run_job.call(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.DONE
