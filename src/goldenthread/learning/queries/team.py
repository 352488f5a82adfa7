"""What a line manager may see of their own reports: places, dates, and who was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.queries.reporting import Report, reports_of
from goldenthread.learning.models import Attendance, Membership, Session
from goldenthread.learning.rules.memberships import belongs_on
from goldenthread.learning.terms import Mark, SessionState
from goldenthread.ui.words import in_london


@dataclass(frozen=True)
class TeamSession:
    """One session, and how much of it they came to; None while nobody has said."""

    starts_at: datetime
    ends_at: datetime
    mark: Mark | None


@dataclass(frozen=True)
class TeamPlace:
    """A place in one offer."""

    offer: str
    sessions: tuple[TeamSession, ...]


@dataclass(frozen=True)
class TeamMember:
    """One report. No answer, note, reason, need or way to reach them is loaded at all."""

    report: Report
    places: tuple[TeamPlace, ...]


def team(actor: Actor, *, on: date) -> tuple[TeamMember, ...]:
    """The actor's own reports on this day, by name."""
    if not actor.may(Permission.ATTENDANCE_VIEW):
        raise OutOfReach("attendance of a team")
    reports = reports_of(actor, on=on)
    places = _places([report.person_id for report in reports])
    return tuple(TeamMember(report, places.get(report.person_id, ())) for report in reports)


def _places(person_ids: list[int]) -> dict[int, tuple[TeamPlace, ...]]:
    """By person: each offer with the sessions of the days on which they belonged."""
    rows = list(
        Membership.objects.filter(person_id__in=person_ids)
        .select_related("cohort__offer")
        .order_by("-starts_on", "pk")
    )
    cohorts = {row.cohort_id for row in rows}
    sessions = list(
        Session.objects.filter(cohort__in=cohorts)
        .exclude(state=SessionState.CANCELLED)
        .order_by("starts_at")
    )
    marks = _marks(person_ids, cohorts)
    found: dict[tuple[int, str], list[TeamSession]] = {}
    for row in rows:
        of = found.setdefault((row.person_id, row.cohort.offer.name), [])
        of += [
            TeamSession(s.starts_at, s.ends_at, marks.get((s.pk, row.person_id)))
            for s in sessions
            if s.cohort_id == row.cohort_id and _is_theirs(row, s)
        ]
    places: dict[int, tuple[TeamPlace, ...]] = {}
    for (person_id, offer), theirs in found.items():
        if theirs:
            place = TeamPlace(offer, tuple(sorted(theirs, key=lambda s: s.starts_at)))
            places[person_id] = (*places.get(person_id, ()), place)
    return places


def _is_theirs(row: Membership, session: Session) -> bool:
    return belongs_on(row.starts_on, row.ends_on, on=in_london(session.starts_at).date())


def _marks(person_ids: list[int], cohort_ids: Iterable[int]) -> dict[tuple[int, int], Mark]:
    """Only from registers that are closed: before that, a mark may still be a slip."""
    rows = Attendance.objects.filter(
        person_id__in=person_ids,
        session__cohort__in=cohort_ids,
        session__register_closed_at__isnull=False,
    )
    return {
        (session_id, person_id): Mark(mark)
        for session_id, person_id, mark in rows.values_list("session_id", "person_id", "mark")
    }
