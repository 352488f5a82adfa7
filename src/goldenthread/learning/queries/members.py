"""One member of one cohort, and where else in the offer they could learn."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.learning.models import Attendance, Cohort, Membership
from goldenthread.learning.queries.cohorts import CohortRow, cohort_rows
from goldenthread.learning.terms import CohortState, LeaveReason, Mark
from goldenthread.ui.words import clock, plural, short_day


@dataclass(frozen=True)
class Member:
    """Someone who belongs to a cohort now or from a later day."""

    cohort_id: int
    cohort: str
    offer_id: int
    person_id: int
    name: str


def member(actor: Actor, cohort_id: int, person_id: int, *, on: date) -> Member:
    """One member, for those who form the cohorts."""
    actor.must_reach(Permission.COHORT_FORM, "cohort", cohort_id)
    actor.must_reach(Permission.COHORT_VIEW, "cohort", cohort_id)
    row = (
        Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
        .filter(cohort=cohort_id, person=person_id)
        .select_related("cohort", "person")
        .first()
    )
    if row is None and Membership.objects.filter(cohort=cohort_id, person=person_id).exists():
        raise Refused("They no longer belong to this cohort. Nothing more had to be done.")
    if row is None:
        raise OutOfReach(f"person {person_id} in cohort {cohort_id}")
    return Member(cohort_id, row.cohort.name, row.cohort.offer_id, person_id, row.person.name)


def cohorts_to_move_to(offer_id: int, *, besides: int, on: date) -> tuple[tuple[str, str], ...]:
    """The other cohorts of the offer that people could learn in, to choose from."""
    others = Cohort.objects.filter(offer=offer_id).exclude(pk=besides)
    running = others.filter(state__in=(CohortState.PLANNED, CohortState.RUNNING)).order_by("name")
    return tuple((str(c.id), _choice_words(c)) for c in cohort_rows(running, on=on))


def _choice_words(row: CohortRow) -> str:
    """Name, seats, and when it next meets."""
    seats = f"{plural(row.free, 'seat')} left" if row.free else "full"
    first = row.to_come[0] if row.to_come else None
    when = f", next on {short_day(first.starts_at)}, {clock(first.starts_at)}" if first else ""
    return f"{row.name}: {seats}{when}"


@dataclass(frozen=True)
class Stretch:
    """One stretch of belonging of a person, for their page in the directory."""

    cohort_id: int
    cohort: str
    offer: str
    starts_on: date
    ends_on: date | None
    leave_reason: LeaveReason | None
    marks: tuple[tuple[int, Mark], ...]


def stretches(actor: Actor, person_id: int) -> tuple[Stretch, ...]:
    """Where a person belonged and what they came to, as far as the actor may see attendance."""
    reach = actor.reach(Permission.ATTENDANCE_VIEW)
    rows = Membership.objects.filter(person_id=person_id).select_related("cohort__offer")
    if not reach.everything:
        rows = rows.filter(cohort_id__in=reach.ids("cohort"))
    found = list(rows.order_by("-starts_on", "-pk"))
    marks = list(
        Attendance.objects.filter(
            person_id=person_id, session__cohort__in=[row.cohort_id for row in found]
        )
        .order_by("session__number")
        .values_list("session__cohort_id", "session__number", "mark")
    )
    return tuple(
        Stretch(
            cohort_id=row.cohort_id,
            cohort=row.cohort.name,
            offer=row.cohort.offer.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            leave_reason=LeaveReason(row.leave_reason) if row.leave_reason else None,
            marks=tuple((n, Mark(m)) for cohort_id, n, m in marks if cohort_id == row.cohort_id),
        )
        for row in found
    )
