"""What is kept of an import, and until when."""

from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.files import operations as files
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.operations.rows import run_of
from goldenthread.imports.rules import states
from goldenthread.imports.terms import ImportState


@transaction.atomic
def discard_import(*, run_id: int, by: Actor) -> None:
    """Put a file aside before anything of it is in: the file and its lines go at once."""
    run, _ = run_of(run_id, by)
    states.must_be(ImportState(run.state), states.CAN_MATCH)
    _put_aside(run, by)


def _put_aside(run: ImportRun, by: Actor) -> None:
    file_id, run.file_id = run.file_id, None
    run.state, run.remarks, run.samples = ImportState.DISCARDED, [], b""
    run.save(update_fields=["state", "remarks", "samples", "file"])
    run.lines.all().delete()
    if file_id is not None:
        files.delete(file_id=file_id, by=by)
    audit.record(by=by, action="import.discarded", subject=("import", run.pk))


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Files nobody confirmed go after 7 days; lines go when undo is over, after 30."""
    by = Actor.system(reason="what an import no longer needs is deleted")
    waiting = ImportRun.objects.select_for_update().filter(
        state__in=[state.value for state in states.CAN_MATCH],
        started_at__lte=now - states.KEPT_UNCONFIRMED,
    )
    count = 0
    for run in waiting:
        _put_aside(run, by)
        count += 1
    over = ImportRun.objects.filter(confirmed_at__lte=now - states.UNDO_WITHIN)
    ImportLine.objects.filter(run__in=over).delete()
    over.update(samples=b"", remarks=[])
    files.delete_expired(now=now, by=by)
    return count
