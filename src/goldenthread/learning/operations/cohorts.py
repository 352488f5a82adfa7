"""Adding and changing cohorts, their rooms and their sessions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning import events
from goldenthread.learning.models import Cohort, Venue
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations.announcing import News, count_up, tell_everyone
from goldenthread.learning.operations.calendar import REQUEST
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.rooms import (
    must_have_the_room,
    seats_taken,
    times_to_come,
)
from goldenthread.learning.operations.rows import cohort_row, offer_row
from goldenthread.learning.operations.sessions import create_session
from goldenthread.learning.operations.telling import sessions_to_come
from goldenthread.learning.queries.changes import seen_of_cohort
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.queries.finding import COHORT
from goldenthread.learning.rules import cohorts as rules
from goldenthread.learning.rules import offers as offer_rules
from goldenthread.learning.rules.changes import must_be_as_seen
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import (
    CohortPolicy,
    CohortState,
    Mode,
    OfferState,
    SessionState,
)
from goldenthread.search import operations as search

SessionTimes = Sequence[tuple[datetime, datetime]]


@transaction.atomic
def add_venue(
    *,
    name: str,
    seats: int,
    by: Actor,
    offer_id: int | None = None,
    address: str = "",
    features: Sequence[str] = (),
) -> int:
    """A room of the offer's programme. Without an offer it is shared by the whole partnership,
    and only those who run all of it may add one."""
    programme_id = _programme_of_room(offer_id, by=by)
    of = Q(programme=programme_id) if programme_id else Q(programme__isnull=True)
    if Venue.objects.filter(of, name__iexact=name.strip()).exists():
        raise Refused(f"There is already a room called {name.strip()}.")
    row = Venue.objects.create(
        programme_id=programme_id,
        name=name.strip(),
        seats=seats,
        address=address.strip(),
        features=sorted(set(features)),
    )
    audit.record(by=by, action="venue.added", subject=("venue", row.pk))
    return int(row.pk)


def _programme_of_room(offer_id: int | None, *, by: Actor) -> int | None:
    if offer_id is not None:
        return offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT).programme_id
    if not by.reach(Permission.OFFER_EDIT).everything:
        raise OutOfReach("a shared room is added by those who run every programme")
    return None


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
    offer = offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    offer_rules.must_go_ahead(OfferState(offer.state))
    must_be_new_name(offer_id, name)
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
    must_be_sound(row, times)
    row.save()
    for number, one in enumerate(sorted(times, key=lambda t: t.starts_at), start=1):
        create_session(row.pk, number, one)
    search.keep(kind=COHORT, thing_id=row.pk)
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
    now: datetime | None = None,
    seen: str = "",
) -> None:
    """Change what a cohort is. Its sessions change one by one; of a new room, or of meeting online
    instead, whoever belongs is told at once. `seen` is how it stood when the form was opened."""
    row = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    must_be_as_seen(seen, seen_of_cohort(cohort_id))
    where_before = (row.venue_id, row.mode)
    rules.must_be_changeable(CohortState(row.state))
    must_be_new_name(row.offer_id, name, besides=cohort_id)
    row.name, row.policy, row.mode = name.strip(), policy, mode
    row.minimum, row.maximum = minimum, maximum
    row.venue_id, row.features = venue_id, sorted(set(features))
    row.single_organisation_id, row.trainers_needed = single_organisation_id, trainers_needed
    row.venue = Venue.objects.filter(pk=venue_id).first() if venue_id else None
    must_be_sound(row, times_to_come(row))
    rules.must_not_fill_beyond(
        seats_for_learners(row), taken=seats_taken(cohort_id), cohort=row.name
    )
    row.save()
    search.keep(kind=COHORT, thing_id=row.pk)
    audit.record(by=by, action="cohort.changed", subject=("cohort", row.pk))
    if (row.venue_id, row.mode) != where_before:
        tell_new_place(row, now=now or timezone.now(), by=by)


@transaction.atomic
def cancel_cohort(*, cohort_id: int, by: Actor) -> None:
    """A cohort that nobody has a seat in does not go ahead, and neither do its sessions."""
    row = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_be_changeable(CohortState(row.state))
    rules.must_be_empty(seats_taken(cohort_id))
    row.state = CohortState.CANCELLED
    row.save(update_fields=["state"])
    first = row.sessions.filter(state=SessionState.PLANNED).first()
    row.sessions.filter(state=SessionState.PLANNED).update(state=SessionState.CANCELLED)
    audit.record(by=by, action="cohort.cancelled", subject=("cohort", cohort_id))
    if first is not None:  # whoever listens looks at the whole cohort
        events.tell(events.session_moved, session_id=first.pk, cohort_id=cohort_id)


def tell_new_place(row: Cohort, *, now: datetime, by: Actor, why: str = "") -> None:
    """Everyone hears where they meet from now on, with calendar entries that say so."""
    coming = sessions_to_come(row, now)
    if not coming:
        return
    count_up(coming)

    def letter(name: str, facts: Offered) -> Letter:
        return letters.new_place(name, facts, why=why)

    tell_everyone(row, News(coming, letter, REQUEST), now=now, by=by)


def must_be_new_name(offer_id: int, name: str, *, besides: int | None = None) -> None:
    """Names tell the cohorts of one offer apart."""
    others = Cohort.objects.filter(offer_id=offer_id, name__iexact=name.strip())
    if others.exclude(pk=besides or 0).exists():
        raise Refused(f"This offer already has a cohort called {name.strip()}.")


def must_be_sound(row: Cohort, times: Sequence[Times]) -> None:
    """A room of ours that fits, sizes in order, and no clash. The venue is set already."""
    _must_be_a_room_of_ours(row)
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


def _must_be_a_room_of_ours(row: Cohort) -> None:
    """A room of another programme is not there."""
    venue = row.venue
    if venue is not None and venue.programme_id not in (None, row.offer.programme_id):
        raise OutOfReach(f"venue {venue.pk}")
