"""Offering a place, hearing the answer, and passing the seat on."""

from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.directory.terms import Contact
from goldenthread.learning.models import Application, Cohort, PlaceOffer
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations import memberships
from goldenthread.learning.operations.rooms import seats_taken
from goldenthread.learning.operations.rows import cohort_row, place_row
from goldenthread.learning.operations.telling import (
    PLACE,
    contacts,
    facts_of,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.next_in_line import next_in_line
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules import memberships as seats
from goldenthread.learning.rules import places as rules
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    PlaceState,
    SessionState,
)
from goldenthread.messaging import operations as messaging
from goldenthread.ui.words import in_london

SEATS = Actor.system(reason="a seat came free")


@transaction.atomic
def offer_place(*, application_id: int, cohort_id: int, now: datetime, by: Actor) -> int:
    """Keep a seat for this person until the evening some days on, and tell them."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.PLACE_OFFER)
    cohort_rules.must_be_changeable(CohortState(cohort.state))
    application = _application(application_id, cohort.offer_id)
    seats.must_have_a_seat(seats_for_learners(cohort) - seats_taken(cohort_id), cohort=cohort.name)
    contact = contacts([application.person_id or 0]).get(application.person_id or 0)
    return offer(application, cohort, contact=contact, now=now, by=by)


def _application(application_id: int, offer_id: int) -> Application:
    row = (
        Application.objects.select_for_update()
        .filter(pk=application_id, offer_id=offer_id, person__isnull=False)
        .first()
    )
    if row is None:
        raise OutOfReach(f"application {application_id}")
    return row


def offer(
    application: Application,
    cohort: Cohort,
    *,
    contact: Contact | None,
    now: datetime,
    by: Actor,
    facts: letters.Offered | None = None,
) -> int:
    """The place itself, for callers that have checked the seat."""
    name = contact.name if contact else ""
    rules.must_be_offerable(ApplicationState(application.state), name=name or "This person")
    told_at = when_to_tell(contact, now)
    row = PlaceOffer.objects.create(
        application=application,
        cohort=cohort,
        offered_at=now,
        expires_at=rules.expires_at(
            told_at, days=cohort.offer.place_offer_days, first_session=first_session(cohort)
        ),
    )
    _set_state(application, PlaceState.OFFERED)
    _tell_offer(row, facts or facts_of(cohort), contact=contact, due_at=told_at, by=by)
    audit.record(
        by=by,
        action="place.offered",
        subject=("place_offer", row.pk),
        person_id=application.person_id,
        detail={"cohort": cohort.pk},
    )
    return int(row.pk)


def _tell_offer(
    row: PlaceOffer,
    facts: letters.Offered,
    *,
    contact: Contact | None,
    due_at: datetime,
    by: Actor,
) -> None:
    write(
        letters.place_offered(
            contact.name if contact else "",
            facts,
            until=row.expires_at,
            application_id=row.application_id,
        ),
        person_id=row.application.person_id or 0,
        contact=contact,
        offer_id=row.cohort.offer_id,
        dedupe_key=f"place:{row.pk}",
        due_at=due_at,
        by=by,
        check=(PLACE, row.pk),
    )


def first_session(cohort: Cohort) -> datetime | None:
    """When the first session to take place begins."""
    rows = cohort.sessions.exclude(state=SessionState.CANCELLED).order_by("starts_at")
    return rows.values_list("starts_at", flat=True).first()


def _set_state(application: Application, place: PlaceState) -> None:
    application.state = rules.state_after(ApplicationState(application.state), place)
    application.save(update_fields=["state"])


def settle(row: PlaceOffer, state: PlaceState, *, now: datetime, by: Actor) -> None:
    """One answer, once; messages still waiting about this place stop."""
    rules.must_become(PlaceState(row.state), state, expires_at=row.expires_at)
    row.state, row.decided_at = state, now
    row.save(update_fields=["state", "decided_at"])
    _set_state(row.application, state)
    messaging.stop_for(check=(PLACE, row.pk), reason="The place was answered.", by=by)
    audit.record(
        by=by,
        action=f"place.{state.value}",
        subject=("place_offer", row.pk),
        person_id=row.application.person_id,
        detail={"cohort": row.cohort_id},
    )


@transaction.atomic
def accept_place(*, place_offer_id: int, now: datetime, by: Actor) -> int:
    """Yes: they belong from today. Returns the membership."""
    row = place_row(place_offer_id, by=by)
    if row.state == PlaceState.OFFERED:
        rules.must_be_in_time(row.expires_at, now=now)
    settle(row, PlaceState.ACCEPTED, now=now, by=by)
    return memberships.join(
        row.cohort,
        person_id=row.application.person_id or 0,
        on=in_london(now).date(),
        now=now,
        by=by,
    )


@transaction.atomic
def decline_place(*, place_offer_id: int, now: datetime, by: Actor) -> None:
    """No: no reason asked, and the seat goes to the next person."""
    row = place_row(place_offer_id, by=by)
    settle(row, PlaceState.DECLINED, now=now, by=by)
    offer_next(cohort_id=row.cohort_id, now=now, by=SEATS)


@transaction.atomic
def take_back_place(*, place_offer_id: int, why: str, now: datetime, by: Actor) -> None:
    """The place cannot be kept after all: the person is told why and stays in the draw."""
    row = place_row(place_offer_id, by=by)
    by.must_reach(Permission.PLACE_OFFER, "offer", row.cohort.offer_id)
    seats.must_give_a_reason(why)
    settle(row, PlaceState.TAKEN_BACK, now=now, by=by)
    person_id = row.application.person_id or 0
    contact = contacts([person_id]).get(person_id)
    write(
        letters.place_taken_back(
            contact.name if contact else "",
            facts_of(row.cohort),
            why=why.strip(),
            application_id=row.application_id,
        ),
        person_id=person_id,
        contact=contact,
        offer_id=row.cohort.offer_id,
        dedupe_key=f"place-back:{row.pk}",
        due_at=when_to_tell(contact, now),
        by=by,
    )


def expire_places(now: datetime, by: Actor) -> int:
    """Pass on every seat whose time to answer is over; each in a transaction of its own."""
    due = PlaceOffer.objects.filter(state=PlaceState.OFFERED, expires_at__lt=now)
    ids = list(due.order_by("expires_at", "pk").values_list("pk", flat=True))
    return sum(_expire(place_offer_id, now=now, by=by) for place_offer_id in ids)


@transaction.atomic
def _expire(place_offer_id: int, *, now: datetime, by: Actor) -> bool:
    row = place_row(place_offer_id, by=by)
    if row.state != PlaceState.OFFERED:
        return False
    settle(row, PlaceState.EXPIRED, now=now, by=by)
    person_id = row.application.person_id or 0
    contact = contacts([person_id]).get(person_id)
    write(
        letters.place_expired(
            contact.name if contact else "",
            facts_of(row.cohort),
            application_id=row.application_id,
        ),
        person_id=person_id,
        contact=contact,
        offer_id=row.cohort.offer_id,
        dedupe_key=f"place-expired:{row.pk}",
        due_at=when_to_tell(contact, now),
        by=by,
    )
    offer_next(cohort_id=row.cohort_id, now=now, by=SEATS)
    return True


@transaction.atomic
def offer_next(*, cohort_id: int, now: datetime, by: Actor) -> int | None:
    """Offer a free seat to the next person drawn who fits; None when there is none."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.PLACE_OFFER)
    begins = first_session(cohort)
    if not rules.may_be_filled(CohortState(cohort.state), first_session=begins, now=now):
        return None
    if seats_for_learners(cohort) <= seats_taken(cohort_id):
        return None
    application_id = next_in_line(forming(by, cohort.offer_id, on=in_london(now).date()), cohort_id)
    if application_id is None:
        return None
    return offer_place(application_id=application_id, cohort_id=cohort_id, now=now, by=by)
