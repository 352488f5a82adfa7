"""Rooms and seats: who has the room when, and how many seats are promised."""

from collections.abc import Sequence

from goldenthread.learning.models import Cohort, Membership, PlaceOffer, Session
from goldenthread.learning.rules import cohorts as rules
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import CohortState, PlaceState, SessionState


def times_to_come(row: Cohort) -> list[Times]:
    rows = row.sessions.filter(state=SessionState.PLANNED).order_by("starts_at")
    return [Times(s.starts_at, s.ends_at) for s in rows]


def must_have_the_room(row: Cohort, times: Sequence[Times]) -> None:
    """No other cohort has the same room at the same time."""
    if row.venue_id is None or row.venue is None:
        return
    others = Session.objects.filter(
        cohort__venue_id=row.venue_id, state=SessionState.PLANNED
    ).exclude(cohort__state=CohortState.CANCELLED)
    taken = [
        (Times(s.starts_at, s.ends_at), s.cohort.name)
        for s in others.exclude(cohort_id=row.pk).select_related("cohort")
    ]
    rules.must_not_clash(times, taken, room=row.venue.name)


def seats_taken(cohort_id: int) -> int:
    """Members now, and people who still have time to answer."""
    members = Membership.objects.filter(cohort_id=cohort_id, ends_on__isnull=True).count()
    asked = PlaceOffer.objects.filter(cohort_id=cohort_id, state=PlaceState.OFFERED).count()
    return members + asked
