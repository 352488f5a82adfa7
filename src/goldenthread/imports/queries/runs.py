"""Imports and their lines, within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.imports import kinds
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.terms import WRITTEN, ImportState, Outcome, Remark, Target
from goldenthread.jobs import queries as jobs

LINES_A_PAGE = 50
PERSON = "person"
NOTED = Q(outcome__in=[outcome.value for outcome in WRITTEN]) & ~Q(reason="")


@dataclass(frozen=True)
class RunRow:
    """One import as pages show it."""

    id: int
    kind: str
    title: str
    target: Target
    state: ImportState
    file_name: str
    headings: tuple[str, ...]
    matching: Mapping[str, int | str]
    remarks: tuple[Remark, ...]
    row_count: int
    counts: Mapping[Outcome, int]
    noted: int
    written: int
    job_id: int | None
    started_by: str
    started_at: datetime
    confirmed_at: datetime | None

    @property
    def to_write(self) -> int:
        """Lines that are written when this is confirmed."""
        return self.counts.get(Outcome.CREATED, 0) + self.counts.get(Outcome.CHANGED, 0)


@dataclass(frozen=True)
class LineRow:
    """One line as the preview shows it."""

    number: int
    outcome: Outcome
    title: str
    detail: str
    reason: str
    same_as: int | None
    is_written: bool
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class LinePage:
    """A page of lines."""

    lines: tuple[LineRow, ...]
    pager: Page[int]


def targets(actor: Actor) -> dict[str, tuple[Target, ...]]:
    """What the actor may import into, by kind; nothing without the permission."""
    if not actor.may(Permission.IMPORT_RUN):
        return {}
    return {kind.key: tuple(kind.targets(actor)) for kind in kinds.all_kinds()}


def _within(actor: Actor, reached: Mapping[str, tuple[Target, ...]]) -> QuerySet[ImportRun]:
    """Imports into these targets; of a kind that is one's own, those the actor started."""
    found = Q(pk__in=())
    for key, some in reached.items():
        into = Q(kind=key, target_id__in=[target.id for target in some])
        if kinds.kind_of(key).is_own and actor.kind != "system":
            into &= Q(started_by_kind=actor.kind, started_by=actor.id)
        found |= into
    return ImportRun.objects.filter(found).exclude(state=ImportState.DISCARDED)


@dataclass
class Counts:
    """How many lines of each outcome, and how many of those written come with a note."""

    outcomes: dict[Outcome, int]
    noted: int = 0


def _counts(run_ids: list[int]) -> dict[int, Counts]:
    found = {run_id: Counts({}) for run_id in run_ids}
    rows = ImportLine.objects.filter(run_id__in=run_ids).order_by().values_list("run_id", "outcome")
    for run_id, outcome, count, noted in rows.annotate(
        n=Count("pk"), with_note=Count("pk", filter=NOTED)
    ):
        found[run_id].outcomes[Outcome(outcome)] = count
        found[run_id].noted += noted
    return found


def _written(run_ids: list[int]) -> dict[int, int]:
    rows = ImportLine.objects.filter(
        run_id__in=run_ids, written_at__isnull=False, taken_back_at__isnull=True
    )
    return dict(rows.order_by().values_list("run_id").annotate(n=Count("pk")))


def _row(run: ImportRun, target: Target, counts: Counts, written: int) -> RunRow:
    return RunRow(
        id=run.pk,
        kind=run.kind,
        title=kinds.kind_of(run.kind).title,
        target=target,
        state=ImportState(run.state),
        file_name=run.file_name,
        headings=tuple(run.headings),
        matching=run.matching,
        remarks=tuple(Remark(r["title"], tuple(r["sentences"])) for r in run.remarks),
        row_count=run.row_count,
        counts=counts.outcomes,
        noted=counts.noted,
        written=written,
        job_id=run.job_id,
        started_by=run.started_by,
        started_at=run.started_at,
        confirmed_at=run.confirmed_at,
    )


def runs(
    actor: Actor, reached: Mapping[str, tuple[Target, ...]], *, most: int = 50
) -> tuple[RunRow, ...]:
    """The newest imports into these targets, which `targets(actor)` gives."""
    found = list(_within(actor, reached)[:most])
    ids = [run.pk for run in found]
    counts, written = _counts(ids), _written(ids)
    by_id = {(key, one.id): one for key, some in reached.items() for one in some}
    return tuple(
        _row(run, by_id[run.kind, run.target_id], counts[run.pk], written.get(run.pk, 0))
        for run in found
    )


def run_row(actor: Actor, run_id: int) -> RunRow:
    """One import within reach, or OutOfReach."""
    run = ImportRun.objects.filter(pk=run_id).exclude(state=ImportState.DISCARDED).first()
    if run is None or not actor.may(Permission.IMPORT_RUN):
        raise OutOfReach(f"import {run_id}")
    kind = kinds.kind_of(run.kind)
    target = kinds.target_of(actor, kind, run.target_id)
    kinds.must_see(actor, kind, (run.started_by_kind, run.started_by))
    return _row(run, target, _counts([run.pk])[run.pk], _written([run.pk]).get(run.pk, 0))


def _chosen(row: RunRow, outcome: Outcome | None, only_noted: bool) -> QuerySet[ImportLine]:
    rows = ImportLine.objects.filter(run_id=row.id).defer("sealed")
    if outcome is not None:
        rows = rows.filter(outcome=outcome.value)
    return rows.filter(NOTED) if only_noted else rows


def _line(line: ImportLine) -> LineRow:
    return LineRow(
        number=line.number,
        outcome=Outcome(line.outcome),
        title=line.title,
        detail=line.detail,
        reason=line.reason,
        same_as=line.same_as,
        is_written=line.written_at is not None and line.taken_back_at is None,
        person_ids=tuple(one["id"] for one in line.made if one["what"] == PERSON),
    )


def lines_page(
    row: RunRow, *, outcome: Outcome | None = None, only_noted: bool = False, page: int = 1
) -> LinePage:
    """A page of the lines, of one outcome or all, of an import that `run_row` found in reach."""
    rows = _chosen(row, outcome, only_noted)
    pager = Paginator(range(rows.count()), LINES_A_PAGE).get_page(page)
    first = (pager.number - 1) * LINES_A_PAGE
    return LinePage(tuple(_line(line) for line in rows[first : first + LINES_A_PAGE]), pager)


def all_lines(
    row: RunRow, *, outcome: Outcome | None = None, only_noted: bool = False
) -> tuple[LineRow, ...]:
    """Every line chosen, for a file."""
    return tuple(_line(line) for line in _chosen(row, outcome, only_noted))


def may_follow(actor: Actor, job_id: int) -> bool:
    """Whether the actor may see how far the work is; a colleague may have started it."""
    return jobs.within_reach(actor).filter(pk=job_id).exists()
