"""Bringing in what was looked over: in the background, a line at a time, resumable."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.files import operations as files
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.operations.rows import Report, as_rows, run_of, silent, unsealed
from goldenthread.imports.rules import states
from goldenthread.imports.terms import WRITTEN, ImportState, Made, Outcome
from goldenthread.jobs import operations as jobs

CONFIRM_JOB = "imports.confirm"
LINES_AT_ONCE = 100
Written = Sequence[Sequence[Made] | Refused]


def _to_write(run: ImportRun) -> list[int]:
    rows = run.lines.filter(outcome__in=[o.value for o in WRITTEN], written_at__isnull=True)
    return list(rows.order_by("number").values_list("pk", flat=True))


@transaction.atomic
def confirm_import(*, run_id: int, now: datetime, by: Actor) -> int:
    """Start bringing the lines in; returns the job. Confirming twice starts it once."""
    run, kind = run_of(run_id, by)
    states.must_be(ImportState(run.state), states.CAN_CONFIRM)
    count = len(_to_write(run))
    states.must_have_work(count)
    title = f"Bringing in {count:,} {kind.one if count == 1 else kind.many}"
    run.state = ImportState.APPLYING
    run.confirmed_at = run.confirmed_at or now
    run.job_id = jobs.start(
        by=by,
        kind=CONFIRM_JOB,
        title=title[:200],
        payload={"run_id": run_id},
        idempotency_key=f"import-confirm-{run_id}",
    )
    run.save(update_fields=["state", "confirmed_at", "job_id"])
    audit.record(by=by, action="import.confirmed", subject=("import", run_id))
    return int(run.job_id)


def apply_run(*, run_id: int, now: datetime, by: Actor, report: Report = silent) -> int:
    """Write every line not written yet, a few in one transaction; returns how many are in.

    Started again after a stop, it goes on where it was. A line that a rule refuses at this moment
    keeps the rule's sentence and writes nothing.
    """
    with transaction.atomic():
        run, kind = run_of(run_id, by)
        states.must_be(ImportState(run.state), frozenset({ImportState.APPLYING}))
        todo = _to_write(run)
    for start in range(0, len(todo), LINES_AT_ONCE):
        report(100 * start / len(todo), f"{start} of {len(todo)} {kind.many} are in")
        with transaction.atomic():
            _write(run_id, todo[start : start + LINES_AT_ONCE], now=now, by=by)
    return _finish(run_id, now=now, by=by)


def _write(run_id: int, line_ids: list[int], *, now: datetime, by: Actor) -> None:
    run, kind = run_of(run_id, by)
    states.must_be(ImportState(run.state), frozenset({ImportState.APPLYING}))
    rows = run.lines.select_for_update().filter(pk__in=line_ids, written_at__isnull=True)
    lines = list(rows.order_by("number"))
    data = [unsealed(line.sealed) for line in lines]
    written = _together(kind, run, data, now=now, by=by)
    for line, made in zip(lines, written, strict=True):
        if isinstance(made, Refused):
            line.outcome, line.reason = Outcome.REFUSED.value, str(made)[:500]
        else:
            line.made, line.written_at = as_rows(made), now
        line.sealed = b""
    ImportLine.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["outcome", "reason", "made", "written_at", "sealed"],
    )


def _together(
    kind: ImportKind, run: ImportRun, data: list[dict[str, Any]], *, now: datetime, by: Actor
) -> Written:
    if kind.apply_many is None:
        return _one_by_one(kind, run, data, now=now, by=by)
    return kind.apply_many(target_id=run.target_id, lines=data, now=now, by=by)


def _one_by_one(
    kind: ImportKind, run: ImportRun, data: list[dict[str, Any]], *, now: datetime, by: Actor
) -> Written:
    """Each line by itself: what a rule refuses leaves nothing."""
    found: list[Sequence[Made] | Refused] = []
    for line in data:
        try:
            with transaction.atomic():
                found.append(kind.apply(target_id=run.target_id, data=line, now=now, by=by))
        except Refused as refused:
            found.append(refused)
    return found


@transaction.atomic
def _finish(run_id: int, *, now: datetime, by: Actor) -> int:
    run, _ = run_of(run_id, by)
    file_id, run.file_id = run.file_id, None
    run.state, run.ended_at, run.samples = ImportState.DONE, now, b""
    run.save(update_fields=["state", "ended_at", "file", "samples"])
    if file_id is not None:
        files.delete(file_id=file_id, by=by)
    count = run.lines.filter(written_at__isnull=False).count()
    audit.record(by=by, action="import.done", subject=("import", run_id), detail={"lines": count})
    return count
