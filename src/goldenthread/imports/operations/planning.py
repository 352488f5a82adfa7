"""What every line would become. Nothing is written but the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.operations.rows import run_of, sealed, table_of, unsealed
from goldenthread.imports.rules import columns, states
from goldenthread.imports.terms import (
    WRITTEN,
    Field,
    ImportState,
    LinePlan,
    Plan,
)
from goldenthread.jobs import operations as jobs

PLAN_JOB = "imports.plan"
LINES_AT_ONCE = 500
LOOKED_OVER_AT_ONCE = 500


@dataclass(frozen=True)
class ColumnChoice:
    """A field, the columns it could come from, and what stands in the one chosen."""

    field: Field
    chosen: int | str | None
    samples: tuple[str, ...]


def columns_of(*, run_id: int, by: Actor) -> tuple[ColumnChoice, ...]:
    """Each field with its column as matched so far. Samples of private fields are not shown."""
    run, kind = run_of(run_id, by, is_locked=False)
    states.must_be(ImportState(run.state), states.CAN_MATCH)
    samples = unsealed(run.samples)
    found = []
    for field in kind.fields(run.target_id):
        chosen = run.matching.get(field.key)
        shown = () if field.is_private else samples.get(str(chosen), ())
        found.append(ColumnChoice(field, chosen, tuple(shown)))
    return tuple(found)


@transaction.atomic
def match_columns(*, run_id: int, matching: Mapping[str, int | str], by: Actor) -> None:
    """Say which column holds what; an earlier preview is forgotten."""
    run, kind = run_of(run_id, by)
    states.must_be(ImportState(run.state), states.CAN_MATCH)
    fields = kind.fields(run.target_id)
    run.matching = columns.checked(fields, matching, len(run.headings))
    run.state = ImportState.MATCHING
    run.save(update_fields=["matching", "state"])
    run.lines.all().delete()
    audit.record(by=by, action="import.matched", subject=("import", run.pk))


@transaction.atomic
def look_over(*, run_id: int, by: Actor) -> int | None:
    """Look at every line: now when they are few, else in the background; returns the job."""
    run, _ = run_of(run_id, by)
    if run.row_count <= LOOKED_OVER_AT_ONCE:
        plan_run(run_id=run_id, by=by)
        return None
    run.job_id = jobs.start(
        by=by,
        kind=PLAN_JOB,
        title=f"Looking over {run.row_count:,} lines",
        payload={"run_id": run_id},
    )
    run.save(update_fields=["job_id"])
    return int(run.job_id)


@transaction.atomic
def plan_run(*, run_id: int, by: Actor) -> int:
    """Look at every line and keep what it would become; returns how many would be written."""
    run, kind = run_of(run_id, by)
    states.must_be(ImportState(run.state), states.CAN_MATCH)
    columns.checked(kind.fields(run.target_id), run.matching, len(run.headings))
    lines = columns.lines(table_of(run), run.matching)
    plan = kind.plan(by, run.target_id, lines)
    run.lines.all().delete()
    for start in range(0, len(plan.lines), LINES_AT_ONCE):
        batch = plan.lines[start : start + LINES_AT_ONCE]
        ImportLine.objects.bulk_create(_line(run, line) for line in batch)
    _keep(run, plan)
    audit.record(by=by, action="import.previewed", subject=("import", run.pk))
    return sum(line.outcome in WRITTEN for line in plan.lines)


def _line(run: ImportRun, line: LinePlan) -> ImportLine:
    """What is not written is not kept: a refused line holds its reason only."""
    return ImportLine(
        run=run,
        number=line.number,
        outcome=line.outcome.value,
        title=line.title[:200],
        detail=line.detail[:500],
        reason=line.reason[:500],
        same_as=line.same_as,
        sealed=sealed(line.data) if line.outcome in WRITTEN else b"",
    )


def _keep(run: ImportRun, plan: Plan) -> None:
    run.state = ImportState.PREVIEW
    run.remarks = [
        {"title": remark.title, "sentences": list(remark.sentences)} for remark in plan.remarks
    ]
    run.save(update_fields=["state", "remarks"])
