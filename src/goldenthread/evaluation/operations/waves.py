"""Scheduling: who is asked when, kept in step with the calendar and the registers."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    Plan,
    PlannedWave,
    Withdrawal,
)
from goldenthread.evaluation.queries.paths import paths_of_offer
from goldenthread.evaluation.queries.plans import draft_of
from goldenthread.evaluation.queries.waves import timing_of
from goldenthread.evaluation.rules import waves as rules
from goldenthread.evaluation.rules.waves import Asking, Path
from goldenthread.evaluation.terms import (
    TO_COME,
    InvitationState,
    PlanState,
    Variant,
    WaveKind,
)
from goldenthread.learning.models import Cohort
from goldenthread.ui.words import in_london

MOVING = ("cohort", "variant", "state", "due_at", "closes_at", "ended_on")
NONCE_BYTES = 18


@dataclass
class Scheduled:
    """What one round of scheduling did, in invitations."""

    created: int = 0
    moved: int = 0
    cancelled: int = 0
    closed: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.moved + self.cancelled + self.closed


@dataclass
class _Work:
    """Everything one round of scheduling knows, and what it is about to write."""

    now: datetime
    paths: Mapping[int, Path]
    existing: Mapping[tuple[int, int], Invitation]
    stops: Mapping[int, int]
    agreed: frozenset[int]
    new: list[Invitation] = field(default_factory=list)
    changed: list[Invitation] = field(default_factory=list)
    report: Scheduled = field(default_factory=Scheduled)


@transaction.atomic
def schedule_cohort(*, cohort_id: int, now: datetime, by: Actor) -> Scheduled:
    """Create, move and cancel the invitations of everyone who is or was in this cohort.

    Doing it again changes nothing. What has been asked already stays as it is.
    """
    offer_id = Cohort.objects.filter(pk=cohort_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise OutOfReach(f"cohort {cohort_id}")
    by.must_reach(Permission.WAVE_PLAN, "offer", offer_id)
    plan = _live_plan(offer_id)
    if plan is None:
        return Scheduled()
    report = schedule_people(plan, paths_of_offer(offer_id, cohort_id=cohort_id), now=now)
    if report.changed:
        _record(report, subject=("cohort", cohort_id), by=by)
    return report


@transaction.atomic
def schedule_offer(*, offer_id: int, now: datetime, by: Actor) -> Scheduled:
    """The same for every cohort of the offer at once."""
    by.must_reach(Permission.WAVE_PLAN, "offer", offer_id)
    plan = _live_plan(offer_id)
    if plan is None:
        return Scheduled()
    report = schedule_people(plan, paths_of_offer(offer_id), now=now)
    if report.changed:
        _record(report, subject=("offer", offer_id), by=by)
    return report


def _live_plan(offer_id: int) -> Plan | None:
    """The live plan of the offer, locked: rounds of scheduling follow one another."""
    rows = Plan.objects.select_for_update().filter(offer_id=offer_id, state=PlanState.LIVE)
    return rows.first()


def _record(report: Scheduled, *, subject: tuple[str, int], by: Actor) -> None:
    audit.record(
        by=by,
        action="wave.scheduled",
        subject=subject,
        detail={
            "created": report.created,
            "moved": report.moved,
            "cancelled": report.cancelled,
            "closed": report.closed,
        },
    )


def schedule_people(plan: Plan, paths: Mapping[int, Path], *, now: datetime) -> Scheduled:
    """Bring the invitations of these people in step with their paths. Inside a transaction."""
    work = _work(plan, paths, now=now)
    short = _with_short_variant(plan)
    for wave in plan.waves.all():
        for person_id, path in paths.items():
            wanted = _wanted(wave, person_id, path, work=work)
            if wanted is not None and wave.pk not in short:
                wanted = Asking(**{**vars(wanted), "variant": Variant.FULL})
            _settle(wave, person_id, path, wanted, work=work)
    Invitation.objects.bulk_create(work.new, batch_size=500)
    Invitation.objects.bulk_update(work.changed, MOVING, batch_size=200)
    return work.report


def _work(plan: Plan, paths: Mapping[int, Path], *, now: datetime) -> _Work:
    rows = Invitation.objects.select_for_update().filter(wave__plan_id=plan.pk, person_id__in=paths)
    withdrawals = Withdrawal.objects.filter(plan_id=plan.pk, person_id__in=paths)
    agreements = InterviewAgreement.objects.filter(plan_id=plan.pk, person_id__in=paths)
    return _Work(
        now=now,
        paths=paths,
        existing={(row.wave_id, row.person_id): row for row in rows},
        stops={
            person_id: position or 0
            for person_id, position in withdrawals.values_list("person_id", "from_wave__position")
        },
        agreed=frozenset(agreements.values_list("person_id", flat=True)),
    )


def _with_short_variant(plan: Plan) -> frozenset[int]:
    """Waves whose questionnaire has short questions; in the others everybody gets all of them."""
    rows = plan.waves.filter(instrument_version__items__in_short_variant=True)
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _wanted(wave: PlannedWave, person_id: int, path: Path, *, work: _Work) -> Asking | None:
    if person_id in work.stops and wave.position >= work.stops[person_id]:
        return None
    if wave.kind == WaveKind.INTERVIEW and person_id not in work.agreed:
        return None
    row = work.existing.get((wave.pk, person_id))
    kept = row.due_at if row is not None and row.state == InvitationState.PLANNED else None
    return rules.asking(timing_of(draft_of(wave)), path, now=work.now, kept=kept)


def _settle(
    wave: PlannedWave, person_id: int, path: Path, wanted: Asking | None, *, work: _Work
) -> None:
    row = work.existing.get((wave.pk, person_id))
    if row is None:
        if wanted is not None:
            work.new.append(_invitation(wave, person_id, path, wanted))
            work.report.created += 1
        return
    state = InvitationState(row.state)
    if state == InvitationState.OPEN and path.has_left:
        _end(row, InvitationState.CLOSED, work=work)
        work.report.closed += 1
    elif state in TO_COME and wanted is None:
        _end(row, InvitationState.CANCELLED, work=work)
        work.report.cancelled += 1
    elif wanted is not None and (state in TO_COME or state == InvitationState.CANCELLED):
        _move(row, path, wanted, work=work)


def _invitation(wave: PlannedWave, person_id: int, path: Path, wanted: Asking) -> Invitation:
    return Invitation(
        wave=wave,
        person_id=person_id,
        cohort_id=path.cohort_id,
        variant=wanted.variant,
        state=wanted.state,
        due_at=wanted.due_at,
        closes_at=wanted.closes_at,
        nonce=secrets.token_urlsafe(NONCE_BYTES),
    )


def _end(row: Invitation, state: InvitationState, *, work: _Work) -> None:
    row.state = state
    row.ended_on = in_london(work.now).date()
    work.changed.append(row)


def _move(row: Invitation, path: Path, wanted: Asking, *, work: _Work) -> None:
    before = tuple(_settled(row))
    row.cohort_id = path.cohort_id
    row.variant, row.state = wanted.variant, wanted.state
    row.due_at, row.closes_at = wanted.due_at, wanted.closes_at
    row.ended_on = None
    if tuple(_settled(row)) != before:
        work.changed.append(row)
        work.report.moved += 1


def _settled(row: Invitation) -> Iterator[object]:
    for name in ("cohort_id", "variant", "state", "due_at", "closes_at"):
        yield getattr(row, name)
