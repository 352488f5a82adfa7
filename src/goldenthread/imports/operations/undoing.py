"""Taking back a whole import."""

from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.files import operations as files
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.operations.rows import (
    Report,
    is_going_on,
    made_by,
    run_of,
    silent,
)
from goldenthread.imports.rules import states
from goldenthread.imports.terms import ImportState, Made
from goldenthread.jobs import operations as jobs

UNDO_JOB = "imports.undo"
LINES_AT_ONCE = 100


def _written(run: ImportRun) -> list[int]:
    """Lines to take back, last first."""
    rows = run.lines.filter(written_at__isnull=False, taken_back_at__isnull=True)
    return list(rows.order_by("-number").values_list("pk", flat=True))


def _all_made(run: ImportRun) -> list[Made]:
    rows = run.lines.filter(written_at__isnull=False, taken_back_at__isnull=True)
    return [made for line in rows.order_by("number") for made in made_by(line)]


def depending_on(*, run_id: int, now: datetime, by: Actor) -> tuple[str, ...]:
    """Later work that rests on this import, in sentences; none when it can be undone."""
    run, kind = run_of(run_id, by, is_locked=False)
    states.must_be_undoable(ImportState(run.state), run.confirmed_at, now)
    return tuple(kind.depending(_all_made(run)))


@transaction.atomic
def undo_import(*, run_id: int, now: datetime, by: Actor) -> int:
    """Start taking everything back; returns the job. Refused while later work rests on it."""
    states.must_not_depend(depending_on(run_id=run_id, now=now, by=by))
    run, kind = run_of(run_id, by)
    _must_stand_still(run)
    run.state = ImportState.UNDOING
    run.job_id = jobs.start(
        by=by,
        kind=UNDO_JOB,
        title=f"Taking back {kind.many}",
        payload={"run_id": run_id},
        idempotency_key=f"import-undo-{run_id}",
    )
    run.save(update_fields=["state", "job_id"])
    audit.record(by=by, action="import.undo_asked", subject=("import", run_id))
    return int(run.job_id)


def _must_stand_still(run: ImportRun) -> None:
    """Work that is still going on is stopped first, so that the two do not meet."""
    if run.state == ImportState.APPLYING and run.job_id and is_going_on(run.job_id):
        raise Refused("This file is still being brought in. Stop that first, then undo it.")


def take_back_run(*, run_id: int, now: datetime, by: Actor, report: Report = silent) -> int:
    """Take back every line, last first, a few in one transaction; returns how many.

    Started again after a stop, it goes on where it was.
    """
    with transaction.atomic():
        run, kind = run_of(run_id, by)
        states.must_be(ImportState(run.state), frozenset({ImportState.UNDOING}))
        states.must_not_depend(tuple(kind.depending(_all_made(run))))
        todo = _written(run)
    for start in range(0, len(todo), LINES_AT_ONCE):
        report(100 * start / len(todo), f"{start} of {len(todo)} {kind.many} are taken back")
        with transaction.atomic():
            _take_back(run_id, todo[start : start + LINES_AT_ONCE], now=now, by=by)
    with transaction.atomic():
        _finish(run_id, now=now, by=by)
    return len(todo)


def _finish(run_id: int, *, now: datetime, by: Actor) -> None:
    """What a stopped import still held goes too: the file, samples of it, and what lines say."""
    run, _ = run_of(run_id, by)
    file_id, run.file_id = run.file_id, None
    run.state, run.ended_at, run.samples = ImportState.UNDONE, now, b""
    run.save(update_fields=["state", "ended_at", "file", "samples"])
    run.lines.update(sealed=b"")
    if file_id is not None:
        files.delete(file_id=file_id, by=by)
    audit.record(by=by, action="import.undone", subject=("import", run_id))


def _take_back(run_id: int, line_ids: list[int], *, now: datetime, by: Actor) -> None:
    _, kind = run_of(run_id, by)
    rows = ImportLine.objects.select_for_update().filter(
        pk__in=line_ids, taken_back_at__isnull=True
    )
    lines = list(rows.order_by("-number"))
    if kind.take_back_many:
        made = [one for line in lines for one in reversed(made_by(line))]
        kind.take_back_many(made=made, by=by)
    else:
        for line in lines:
            kind.take_back(made=list(reversed(made_by(line))), by=by)
    ids = [line.pk for line in lines]
    ImportLine.objects.filter(pk__in=ids).update(made=[], taken_back_at=now)
