"""An import, locked for a write after the access check; its lines sealed and opened."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.files import operations as files
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.rules import reading
from goldenthread.imports.terms import FILE_PURPOSE, SEALED_FOR, Made, Table
from goldenthread.jobs import queries as job_queries
from goldenthread.jobs import rules as job_rules

Report = Callable[[float, str], None]


def silent(percent: float, doing: str) -> None:
    """For work nobody watches."""


def must_import(by: Actor, kind: ImportKind, target_id: int) -> None:
    """The permission to import, and the target within the kind's own reach."""
    if not by.may(Permission.IMPORT_RUN):
        raise OutOfReach("importing needs import.run")
    kinds.target_of(by, kind, target_id)


def run_of(run_id: int, by: Actor, *, is_locked: bool = True) -> tuple[ImportRun, ImportKind]:
    """The import, locked for a write, and its kind.

    OutOfReach unless the actor may import into its target.
    """
    rows = ImportRun.objects.select_for_update() if is_locked else ImportRun.objects.all()
    run = rows.filter(pk=run_id).first()
    if run is None:
        raise OutOfReach(f"import {run_id}")
    kind = kinds.kind_of(run.kind)
    must_import(by, kind, run.target_id)
    kinds.must_see(by, kind, (run.started_by_kind, run.started_by))
    return run, kind


def is_going_on(job_id: int) -> bool:
    """Is this background work still waiting or running?"""
    try:
        job = job_queries.job(Actor.system(reason="is an import still going on"), job_id)
    except OutOfReach:
        return False
    return not job_rules.is_over(job.state)


def table_of(run: ImportRun) -> Table:
    """The file again, as a table."""
    if run.file_id is None:
        raise OutOfReach(f"the file of import {run.pk} is gone")
    return reading.read(files.read(file_id=run.file_id, purpose=FILE_PURPOSE))


def sealed(data: Mapping[str, object]) -> bytes:
    """What a line says, for the vault."""
    return vault.seal(json.dumps(dict(data)), purpose=SEALED_FOR)


def unsealed(data: bytes | memoryview) -> dict[str, Any]:
    """What the vault holds."""
    found: dict[str, Any] = json.loads(vault.unseal(bytes(data), purpose=SEALED_FOR))
    return found


def as_rows(made: Sequence[Made]) -> list[dict[str, object]]:
    """What was made, to be kept."""
    return [{"what": one.what, "id": one.id, "before": dict(one.before)} for one in made]


def made_by(line: ImportLine) -> list[Made]:
    """What was made, as kept."""
    return [Made(one["what"], one["id"], one["before"]) for one in line.made]
