"""Cohorts as evaluation needs them: sessions, who belonged from when to when, and who came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Attendance, Cohort, Membership, Session
from goldenthread.learning.terms import CohortPolicy, LeaveReason, Mark, SessionState

MAY_READ = (
    Permission.COHORT_VIEW,
    Permission.ATTENDANCE_VIEW,
    Permission.WAVE_VIEW,
    Permission.WAVE_PLAN,
)


class CalendarSession(NamedTuple):
    """One session; `register_closed` says when, or None while it is open."""

    id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    register_closed: datetime | None


class CalendarMember(NamedTuple):
    """One stretch of belonging; `ends_on` is the first day that no longer counts."""

    person_id: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class CohortCalendar:
    """Everything a wave is scheduled from. `left` says why a stretch ended."""

    cohort_id: int
    offer_id: int
    policy: CohortPolicy
    sessions: tuple[CalendarSession, ...]
    members: tuple[CalendarMember, ...]
    marks: Mapping[tuple[int, int], Mark]
    left: Mapping[tuple[int, date], LeaveReason]


def cohort_calendar(actor: Actor, cohort_id: int) -> CohortCalendar:
    """Sessions, dated memberships and marks of one cohort."""
    actor.must_reach_any(MAY_READ, "cohort", cohort_id)
    cohort = Cohort.objects.filter(pk=cohort_id).first()
    if cohort is None:
        raise OutOfReach(f"cohort {cohort_id}")
    members = list(Membership.objects.filter(cohort=cohort).order_by("pk"))
    marks = Attendance.objects.filter(session__cohort=cohort)
    return CohortCalendar(
        cohort_id=cohort_id,
        offer_id=cohort.offer_id,
        policy=CohortPolicy(cohort.policy),
        sessions=_sessions(cohort_id),
        members=tuple(CalendarMember(m.person_id, m.starts_on, m.ends_on) for m in members),
        marks={
            (session_id, person_id): Mark(mark)
            for session_id, person_id, mark in marks.values_list("session_id", "person_id", "mark")
        },
        left={
            (m.person_id, m.starts_on): LeaveReason(m.leave_reason)
            for m in members
            if m.leave_reason
        },
    )


def _sessions(cohort_id: int) -> tuple[CalendarSession, ...]:
    rows = Session.objects.filter(cohort_id=cohort_id).order_by("number")
    return tuple(
        CalendarSession(
            s.pk, s.number, s.starts_at, s.ends_at, SessionState(s.state), s.register_closed_at
        )
        for s in rows
    )


def cohort_ids_of_offer(actor: Actor, offer_id: int) -> tuple[int, ...]:
    """The cohorts of an offer, by name."""
    actor.must_reach_any((*MAY_READ, Permission.OFFER_VIEW), "offer", offer_id)
    rows = Cohort.objects.filter(offer_id=offer_id).order_by("name")
    return tuple(rows.values_list("pk", flat=True))


class OfferCounts(NamedTuple):
    """What the register says happened."""

    cohorts: int
    people: int
    sessions_held: int


def offer_counts(actor: Actor, offer_id: int) -> OfferCounts:
    """Cohorts that met, people who belonged to one of them, and sessions held."""
    actor.must_reach_any((*MAY_READ, Permission.OFFER_VIEW), "offer", offer_id)
    held = Session.objects.filter(cohort__offer_id=offer_id, state=SessionState.HELD)
    met = held.values("cohort_id").distinct()
    people = Membership.objects.filter(cohort__in=met.values("cohort_id"))
    return OfferCounts(
        cohorts=met.count(),
        people=people.values("person_id").distinct().count(),
        sessions_held=held.count(),
    )
