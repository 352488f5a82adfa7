"""Long work: started once, run once, stopped when asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.jobs import operations, registry, rules
from goldenthread.jobs.models import Job
from goldenthread.jobs.operations import stopping
from goldenthread.jobs.terms import JobState
from tests.factories.access import SYSTEM, UserFactory, actor_of, actor_with, user_with

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def seen() -> list[registry.JobRun]:
    """Every run of work of kind `count`, which ends at once."""
    found: list[registry.JobRun] = []

    def count(run: registry.JobRun) -> dict[str, object]:
        found.append(run)
        run.report(50, "Counting people")
        return {"sentence": "Counted 12 people.", "next_url": "/people/", "people": 12}

    registry.register("count", count)
    return found


def start(**more: object) -> int:
    given = {"by": SYSTEM, "kind": "count", "title": "Count people", "payload": {"offer": 7}}
    return operations.start(**{**given, **more})


def test_work_ends_with_its_own_sentence_and_result(seen: list[registry.JobRun]) -> None:
    job_id = start()
    operations.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.progress, job.sentence) == (JobState.DONE, 100, "Counted 12 people.")
    assert job.result == {"next_url": "/people/", "people": 12}
    assert job.finished_at is not None
    assert seen[0].payload == {"offer": 7}
    assert str(job) == "Count people"


def test_the_page_sees_progress_while_the_work_goes_on() -> None:
    noted: list[tuple[int, str, bool]] = []

    def slow(run: registry.JobRun) -> None:
        for percent, doing in ((-5, "Reading"), (40, "Placing people"), (400, "Writing")):
            run.report(percent, doing)
            job = Job.objects.get(pk=run.id)
            noted.append((job.progress, job.doing, job.heartbeat_at is not None))

    registry.register("slow", slow)
    operations.run(start(kind="slow"))
    assert noted == [(0, "Reading", True), (40, "Placing people", True), (99, "Writing", True)]


def test_a_report_of_the_same_step_is_written_at_most_twice_a_second(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def busy(run: registry.JobRun) -> None:
        run.report(1, "Reading")
        with django_assert_num_queries(0):
            run.report(2, "Reading")

    registry.register("busy", busy)
    job_id = start(kind="busy")
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.DONE


def test_work_runs_once_however_often_it_is_called(seen: list[registry.JobRun]) -> None:
    job_id = start()
    operations.run(job_id)
    operations.run(job_id)
    assert len(seen) == 1


def test_the_same_key_gives_the_same_job(seen: list[registry.JobRun]) -> None:
    assert start(idempotency_key="import:3") == start(idempotency_key="import:3")
    assert Job.objects.count() == 1


def test_a_key_is_free_again_when_the_work_ended_early(seen: list[registry.JobRun]) -> None:
    first = start(idempotency_key="import:3")
    operations.cancel(job_id=first, by=SYSTEM)
    assert start(idempotency_key="import:3") != first


def test_starting_work_nobody_does_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError):
        start(kind="unheard of")


def test_starting_puts_the_job_in_the_queue_on_commit(
    seen: list[registry.JobRun], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job_id = start()
        assert not DBTaskResult.objects.exists()
    row = DBTaskResult.objects.get()
    assert (row.task_path, row.args_kwargs["args"]) == (
        "goldenthread.jobs.tasks.run_job",
        [job_id],
    )


def test_a_refusal_ends_the_work_with_the_rules_own_sentence() -> None:
    def refuse(run: registry.JobRun) -> None:
        raise Refused("Choose the criteria first.")

    registry.register("refuse", refuse)
    job_id = start(kind="refuse")
    operations.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.sentence) == (JobState.STOPPED, "Choose the criteria first.")


def test_a_fault_of_ours_ends_the_work_calmly_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def break_off(run: registry.JobRun) -> None:
        raise ZeroDivisionError("secret detail")

    registry.register("break", break_off)
    job_id = start(kind="break")
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).sentence == rules.BROKE_OFF
    assert "secret detail" in caplog.text


def test_waiting_work_stops_at_once_when_asked(seen: list[registry.JobRun]) -> None:
    job_id = start()
    operations.cancel(job_id=job_id, by=SYSTEM)
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.CANCELLED
    assert seen == []


def test_running_work_stops_at_its_next_report() -> None:
    reached: list[str] = []

    def long(run: registry.JobRun) -> None:
        run.report(10, "First step")
        operations.cancel(job_id=run.id, by=SYSTEM)
        run.report(20, "Second step")
        reached.append("third step")

    registry.register("long", long)
    job_id = start(kind="long")
    operations.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.sentence) == (JobState.CANCELLED, "Stopped, as asked.")
    assert reached == []


def test_ended_work_cannot_be_stopped(seen: list[registry.JobRun]) -> None:
    job_id = start()
    operations.run(job_id)
    with pytest.raises(Refused, match="already ended"):
        operations.cancel(job_id=job_id, by=SYSTEM)


def test_only_who_started_it_or_sees_every_job_may_stop_it(seen: list[registry.JobRun]) -> None:
    mine = actor_of(UserFactory())
    with pytest.raises(OutOfReach):
        operations.cancel(job_id=start(by=mine), by=actor_of(UserFactory()))
    operations.cancel(job_id=start(by=mine), by=mine)
    operations.cancel(job_id=start(by=mine), by=actor_with(Role.ADMINISTRATOR))
    with pytest.raises(OutOfReach):
        operations.cancel(job_id=999, by=SYSTEM)
    with pytest.raises(OutOfReach):
        operations.cancel(job_id=start(by=mine), by=Actor.anonymous())


def test_the_handler_acts_as_whoever_started_it(seen: list[registry.JobRun]) -> None:
    user = user_with(Role.COORDINATOR)
    operations.run(start(by=actor_of(user)))
    assert (seen[0].by.user_id, seen[0].by.roles) == (user.pk, (Role.COORDINATOR,))
    operations.run(start())
    assert seen[1].by.kind == "system"


def test_work_of_a_closed_account_is_not_done(seen: list[registry.JobRun]) -> None:
    user = UserFactory()
    job_id = start(by=actor_of(user))
    user.is_active = False
    user.save()
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).sentence == rules.NO_ACCOUNT
    assert seen == []


def test_a_worker_that_stops_hands_its_work_back(seen: list[registry.JobRun]) -> None:
    job_id = start()
    stopping.ask()
    try:
        operations.run(job_id)
    finally:
        stopping.clear()
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.DONE


def running(**more: object) -> Job:
    quiet = NOW - rules.QUIET_AFTER - timedelta(seconds=1)
    given = {"kind": "count", "title": "Count", "started_by_kind": "system", "attempts": 1}
    facts = {**given, "state": JobState.RUNNING, "heartbeat_at": quiet, **more}
    return Job.objects.create(**facts)


def test_work_whose_worker_went_quiet_goes_back_in_the_queue(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lost, alive = running(), running(heartbeat_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert operations.reap(now=NOW) == 1
    lost.refresh_from_db()
    alive.refresh_from_db()
    assert (lost.state, alive.state) == (JobState.WAITING, JobState.RUNNING)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [lost.pk]


def test_after_three_attempts_it_ends_with_a_calm_sentence() -> None:
    job = running(attempts=3)
    operations.reap(now=NOW)
    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.STOPPED, rules.GAVE_UP)


def test_quiet_work_that_was_asked_to_stop_is_stopped() -> None:
    job = running(cancel_requested=True)
    operations.reap(now=NOW)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_waiting_job_whose_place_was_lost_is_queued_again(
    seen: list[registry.JobRun], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    Job.objects.filter(pk=start()).update(created_at=NOW - timedelta(minutes=5))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            operations.reap(now=NOW)
    assert DBTaskResult.objects.count() == 1


def test_a_worker_thought_lost_cannot_overwrite_the_next_attempt() -> None:
    def overtaken(run: registry.JobRun) -> None:
        Job.objects.filter(pk=run.id).update(attempts=2)
        run.report(10, "Still here")

    registry.register("overtaken", overtaken)
    job_id = start(kind="overtaken")
    operations.run(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.RUNNING


def test_start_and_end_are_in_the_record(seen: list[registry.JobRun]) -> None:
    operations.run(start())
    acts = list(Event.objects.values_list("action", "detail"))
    assert acts == [("job.started", {"kind": "count"}), ("job.ended", {"state": "done"})]


def test_a_sign_of_life_is_noted_only_for_running_work() -> None:
    job = running()
    operations.note_alive(job_id=job.pk, now=NOW)
    job.refresh_from_db()
    assert job.heartbeat_at == NOW
