"""A file comes in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.files import operations as files
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.models import ImportRun
from goldenthread.imports.operations.rows import must_import, sealed
from goldenthread.imports.rules import columns, reading, states
from goldenthread.imports.terms import FILE_PURPOSE, MAX_BYTES, Field, ImportState, Table


def samples_of(table: Table) -> dict[str, list[str]]:
    """A few texts of each column, by its number."""
    return {str(at): list(columns.samples(table, at)) for at in range(len(table.headings))}


@transaction.atomic
def start_import(
    *, kind: str, target_id: int, name: str, content: bytes, now: datetime, by: Actor
) -> int:
    """Keep the file and match its columns as far as we can. Nothing else is written.

    A file we cannot read is refused with what to do, and not kept.
    """
    found = kinds.kind_of(kind)
    must_import(by, found, target_id)
    table = reading.read(content)
    file_id = files.store(
        name=name,
        content=content,
        purpose=FILE_PURPOSE,
        max_bytes=MAX_BYTES,
        by=by,
        delete_after=now + states.KEPT_UNCONFIRMED,
    )
    run = ImportRun.objects.create(
        kind=kind,
        target_id=target_id,
        file_id=file_id,
        file_name=name[:200],
        sheet=table.sheet,
        headings=list(table.headings),
        samples=sealed(samples_of(table)),
        matching=_matching(found, target_id, table, by),
        row_count=len(table.rows),
        started_by_kind=by.kind,
        started_by=by.id,
        started_at=now,
    )
    audit.record(by=by, action="import.started", subject=("import", run.pk), detail={"kind": kind})
    return int(run.pk)


def _matching(kind: ImportKind, target_id: int, table: Table, by: Actor) -> dict[str, int | str]:
    """As the actor matched the last file with these headings; else as far as we can tell."""
    fields = kind.fields(target_id)
    rows = ImportRun.objects.filter(
        kind=kind.key, headings=list(table.headings), started_by_kind=by.kind, started_by=by.id
    ).exclude(state=ImportState.MATCHING)
    last = rows.values_list("matching", flat=True).first()
    try:
        return (
            columns.checked(fields, last or {}, len(table.headings))
            if last
            else _told(fields, table)
        )
    except Refused:
        return _told(fields, table)


def _told(fields: Sequence[Field], table: Table) -> dict[str, int | str]:
    return dict(columns.suggest(fields, table))
