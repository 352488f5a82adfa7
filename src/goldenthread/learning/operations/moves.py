"""Changing a draft plan by hand: move, swap, lock, undo. What a move breaks is said before it is
made, and needs a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.models import CohortPlan, PlanMove, PlannedPlace
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.plan_checks import breaks_of_move, breaks_of_swap, seated_of
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.terms import PlanState
from goldenthread.ui.words import in_london


def plan_row(plan_id: int, *, by: Actor) -> CohortPlan:
    """The plan, locked through its offer so that two hands do not move one person."""
    offer_id = CohortPlan.objects.filter(pk=plan_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise OutOfReach(f"plan {plan_id}")
    offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    return CohortPlan.objects.select_related("offer").get(pk=plan_id)


def _place(plan: CohortPlan, application_id: int) -> PlannedPlace:
    row = plan.places.select_related("application").filter(application_id=application_id).first()
    if row is None:
        raise OutOfReach(f"application {application_id} in plan {plan.pk}")
    return row


def _name(known: Forming, application_id: int) -> str:
    found = known.applicants.get(application_id)
    return found.card.name if found else "This person"


@transaction.atomic
def move_person(
    *,
    plan_id: int,
    application_id: int,
    to_cohort_id: int | None,
    why: str,
    by: Actor,
    now: datetime | None = None,
) -> tuple[str, ...]:
    """Move one person to a cohort, or to the waiting list (None). Returns what it breaks."""
    moment = now or timezone.now()
    plan = plan_row(plan_id, by=by)
    rules.must_be_draft(PlanState(plan.state))
    known = forming(by, plan.offer_id, on=in_london(moment).date())
    row = _place(plan, application_id)
    name = _name(known, application_id)
    _must_be_movable(row, known, to_cohort_id, name=name)
    broken = breaks_of_move(known, seated_of(plan), application_id, to_cohort_id)
    rules.must_have_room(is_full=broken.is_full)
    rules.must_say_why(broken.shown(known), why)
    act = _Act(_next_step(plan), why.strip(), moment, by)
    _move(row, to_cohort_id, breaks=broken.sentences, act=act)
    return broken.shown(known)


def _must_be_movable(
    row: PlannedPlace, known: Forming, to_cohort_id: int | None, *, name: str
) -> None:
    if to_cohort_id is not None and to_cohort_id not in known.cohort_names:
        raise OutOfReach(f"cohort {to_cohort_id} of offer {known.offer_id}")
    rules.must_still_apply(is_in_play=row.application_id in known.applicants)
    rules.must_be_a_move(row.cohort_id, to_cohort_id, name=name)
    rules.must_not_be_locked(is_locked=row.is_locked, name=name)
    rules.must_still_be_free(has_place=row.application_id in known.settled, name=name)


@dataclass(frozen=True)
class _Act:
    """One thing a person did: a move, or the two moves of a swap."""

    step: int
    why: str
    now: datetime
    by: Actor


def _next_step(plan: CohortPlan) -> int:
    return int(plan.moves.aggregate(last=Max("step"))["last"] or 0) + 1


def _move(
    row: PlannedPlace, to_cohort_id: int | None, *, breaks: tuple[str, ...], act: _Act
) -> None:
    actor_id = act.by.id or act.by.kind
    PlanMove.objects.create(
        plan_id=row.plan_id,
        application_id=row.application_id,
        from_cohort_id=row.cohort_id,
        to_cohort_id=to_cohort_id,
        earlier={
            "reason": row.reason,
            "moved_by": row.moved_by,
            "breaks": row.breaks,
            "why": row.why,
        },
        step=act.step,
        why=act.why,
        moved_by=actor_id,
        moved_at=act.now,
    )
    row.cohort_id, row.moved_by = to_cohort_id, actor_id
    row.breaks, row.why = list(breaks), act.why
    row.reason = rules.MOVED_BY_HAND
    row.save()
    audit.record(
        by=act.by,
        action="plan.person_moved",
        subject=("plan", row.plan_id),
        person_id=row.application.person_id,
        detail={"cohort": to_cohort_id, "breaks": len(breaks)},
    )


@transaction.atomic
def swap_people(
    *,
    plan_id: int,
    application_id: int,
    with_application_id: int,
    by: Actor,
    why: str = "",
    now: datetime | None = None,
) -> None:
    """Two people change places: the way into a cohort that is full."""
    moment = now or timezone.now()
    plan = plan_row(plan_id, by=by)
    rules.must_be_draft(PlanState(plan.state))
    known = forming(by, plan.offer_id, on=in_london(moment).date())
    one, other = _place(plan, application_id), _place(plan, with_application_id)
    there, here = other.cohort_id, one.cohort_id
    for row, target in ((one, there), (other, here)):
        _must_be_movable(row, known, target, name=_name(known, row.application_id))
    seated = seated_of(plan)
    broken = breaks_of_swap(known, seated, application_id, with_application_id)
    rules.must_say_why(broken.shown(known), why)
    act = _Act(_next_step(plan), why.strip(), moment, by)
    _move(one, there, breaks=broken.sentences, act=act)
    _move(other, here, breaks=(), act=act)


@transaction.atomic
def lock_person(*, plan_id: int, application_id: int, is_locked: bool, by: Actor) -> None:
    """Locked people stay where they are when cohorts are formed again."""
    plan = plan_row(plan_id, by=by)
    rules.must_be_draft(PlanState(plan.state))
    row = _place(plan, application_id)
    rules.must_be_in_a_cohort(row.cohort_id)
    row.is_locked = is_locked
    row.save(update_fields=["is_locked"])
    audit.record(
        by=by,
        action="plan.person_locked" if is_locked else "plan.person_unlocked",
        subject=("plan", plan_id),
        person_id=row.application.person_id,
    )


@transaction.atomic
def undo_last_move(*, plan_id: int, by: Actor, now: datetime | None = None) -> int:
    """Put whoever was moved last back as they were; returns the first of them."""
    plan = plan_row(plan_id, by=by)
    rules.must_be_draft(PlanState(plan.state))
    last = list(_last_step(plan))
    rules.must_be_undoable(has_moves=bool(last))
    for move in last:
        _put_back(plan, move, now=now or timezone.now(), by=by)
    return int(last[-1].application_id)


def _last_step(plan: CohortPlan) -> QuerySet[PlanMove]:
    """The moves of the last act, newest first: one, or the two of a swap."""
    open_moves = plan.moves.filter(undone_at__isnull=True)
    step = open_moves.aggregate(last=Max("step"))["last"]
    return open_moves.filter(step=step).order_by("-pk")


def _put_back(plan: CohortPlan, move: PlanMove, *, now: datetime, by: Actor) -> None:
    row = _place(plan, move.application_id)
    rules.must_not_be_locked(is_locked=row.is_locked, name="This person")
    row.cohort_id = move.from_cohort_id
    row.reason, row.moved_by = move.earlier["reason"], move.earlier["moved_by"]
    row.breaks, row.why = move.earlier["breaks"], move.earlier["why"]
    row.save()
    move.undone_at = now
    move.save(update_fields=["undone_at"])
    audit.record(
        by=by,
        action="plan.move_undone",
        subject=("plan", plan.pk),
        person_id=row.application.person_id,
    )
