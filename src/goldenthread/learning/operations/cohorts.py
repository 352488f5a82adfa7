"""Adding and changing cohorts, their rooms and their sessions."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Cohort, Membership, PlaceOffer, Session, Venue
from goldenthread.learning.operations.rows import cohort_row, offer_row
from goldenthread.learning.rules import cohorts as rules
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import (
    CohortPolicy,
    CohortState,
    Mode,
    PlaceState,
    SessionState,
)

SessionTimes = Sequence[tuple[datetime, datetime]]


@transaction.atomic
def add_venue(
    *, name: str, seats: int, by: Actor, address: str = "", features: Sequence[str] = ()
) -> int:
    """A room that cohorts of any offer may use."""
    if not by.may(Permission.OFFER_EDIT):
        raise OutOfReach("adding a room needs the right to edit an offer")
    if Venue.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(f"There is already a room called {name.strip()}.")
    row = Venue.objects.create(
        name=name.strip(), seats=seats, address=address.strip(), features=sorted(set(features))
    )
    audit.record(by=by, action="venue.added", subject=("venue", row.pk))
    return int(row.pk)


@transaction.atomic
def add_cohort(
    *,
    offer_id: int,
    name: str,
    policy: CohortPolicy,
    mode: Mode,
    minimum: int,
    maximum: int,
    session_times: SessionTimes,
    by: Actor,
    venue_id: int | None = None,
    features: Sequence[str] = (),
    single_organisation_id: int | None = None,
    trainers_needed: int = 1,
) -> int:
    """A cohort and all its sessions, which are booked as one package."""
    offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    _must_be_new_name(offer_id, name)
    row = Cohort(
        offer_id=offer_id,
        name=name.strip(),
        policy=policy,
        mode=mode,
        minimum=minimum,
        maximum=maximum,
        venue_id=venue_id,
        features=sorted(set(features)),
        single_organisation_id=single_organisation_id,
        trainers_needed=trainers_needed,
    )
    times = [Times(start, end) for start, end in session_times]
    rules.must_be_good_times(times)
    _must_be_sound(row, times)
    row.save()
    for number, one in enumerate(sorted(times, key=lambda t: t.starts_at), start=1):
        _create_session(row.pk, number, one)
    audit.record(by=by, action="cohort.added", subject=("cohort", row.pk))
    return int(row.pk)


@transaction.atomic
def edit_cohort(
    *,
    cohort_id: int,
    name: str,
    policy: CohortPolicy,
    mode: Mode,
    minimum: int,
    maximum: int,
    by: Actor,
    venue_id: int | None = None,
    features: Sequence[str] = (),
    single_organisation_id: int | None = None,
    trainers_needed: int = 1,
) -> None:
    """Change what a cohort is; its sessions change one by one, so that people can be told."""
    row = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_be_changeable(CohortState(row.state))
    _must_be_new_name(row.offer_id, name, besides=cohort_id)
    row.name, row.policy, row.mode = name.strip(), policy, mode
    row.minimum, row.maximum = minimum, maximum
    row.venue_id, row.features = venue_id, sorted(set(features))
    row.single_organisation_id, row.trainers_needed = single_organisation_id, trainers_needed
    row.venue = Venue.objects.filter(pk=venue_id).first() if venue_id else None
    _must_be_sound(row, _times_to_come(row))
    rules.must_not_fill_beyond(seats_of(row), taken=seats_taken(cohort_id), cohort=row.name)
    row.save()
    audit.record(by=by, action="cohort.changed", subject=("cohort", row.pk))


@transaction.atomic
def add_session(*, cohort_id: int, starts_at: datetime, ends_at: datetime, by: Actor) -> int:
    """One more meeting, numbered after those there are."""
    row = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_be_changeable(CohortState(row.state))
    own = _times_to_come(row)
    new = Times(starts_at, ends_at)
    rules.must_be_good_times([*own, new])
    must_have_the_room(row, [new])
    number = row.sessions.count() + 1
    session = _create_session(cohort_id, number, new)
    audit.record(by=by, action="session.added", subject=("session", session.pk))
    return int(session.pk)


def _create_session(cohort_id: int, number: int, times: Times) -> Session:
    return Session.objects.create(
        cohort_id=cohort_id,
        number=number,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        calendar_uid=f"{uuid.uuid4()}@golden-thread",
    )


def _times_to_come(row: Cohort) -> list[Times]:
    rows = row.sessions.filter(state=SessionState.PLANNED).order_by("starts_at")
    return [Times(s.starts_at, s.ends_at) for s in rows]


def _must_be_new_name(offer_id: int, name: str, *, besides: int | None = None) -> None:
    others = Cohort.objects.filter(offer_id=offer_id, name__iexact=name.strip())
    if others.exclude(pk=besides or 0).exists():
        raise Refused(f"This offer already has a cohort called {name.strip()}.")


def _must_be_sound(row: Cohort, times: Sequence[Times]) -> None:
    rules.must_be_in_order(row.minimum, row.maximum)
    rules.must_name_organisation(CohortPolicy(row.policy), row.single_organisation_id)
    rules.must_have_a_room(Mode(row.mode), row.venue_id)
    venue = row.venue
    rules.must_fit_the_room(
        row.minimum,
        row.maximum,
        venue=venue.name if venue else "",
        venue_seats=venue.seats if venue else None,
        trainers=row.trainers_needed,
    )
    must_have_the_room(row, times)


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


def seats_of(row: Cohort) -> int:
    """Seats for learners."""
    return rules.learner_seats(
        row.maximum,
        venue_seats=row.venue.seats if row.venue else None,
        trainers=row.trainers_needed,
    )


def seats_taken(cohort_id: int) -> int:
    """Members now, and people who still have time to answer."""
    members = Membership.objects.filter(cohort_id=cohort_id, ends_on__isnull=True).count()
    asked = PlaceOffer.objects.filter(cohort_id=cohort_id, state=PlaceState.OFFERED).count()
    return members + asked
