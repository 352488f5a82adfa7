"""One reminder before a place that is kept for somebody goes to the next person."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.directory.terms import Contact
from goldenthread.learning.models import PlaceOffer
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.telling import (
    PLACE,
    address_of,
    contacts,
    facts_of,
    when_to_tell,
    write,
)
from goldenthread.learning.rules import places as rules
from goldenthread.learning.terms import PlaceState
from goldenthread.messaging.models import Message
from goldenthread.ui.words import day, when


def remind_places(*, now: datetime, by: Actor) -> int:
    """Remind, once, everyone who has not answered and whose time is nearly over; returns how many.

    Who is not reached by email is not reminded: somebody rings them, as the home page asks.
    """
    rows = PlaceOffer.objects.filter(
        state=PlaceState.OFFERED, expires_at__gt=now, expires_at__lte=now + rules.REMIND_BEFORE
    ).select_related("application", "cohort__offer", "cohort__venue")
    found = list(rows.order_by("expires_at", "pk"))
    reached = contacts(row.application.person_id or 0 for row in found)
    due = _not_reminded([row for row in found if _is_due(row, reached, now=now)])
    facts = {row.cohort_id: facts_of(row.cohort) for row in due}
    return sum(
        _remind(row, facts[row.cohort_id], reached[row.application.person_id or 0], now=now, by=by)
        for row in due
    )


def _is_due(row: PlaceOffer, reached: Mapping[int, Contact], *, now: datetime) -> bool:
    contact = reached.get(row.application.person_id or 0)
    if contact is None or not address_of(contact):
        return False
    moment = rules.reminder_at(when_to_tell(contact, row.offered_at), row.expires_at)
    return moment is not None and moment <= now


def _key(row: PlaceOffer) -> str:
    return f"place-reminder:{row.pk}"


def _not_reminded(rows: list[PlaceOffer]) -> list[PlaceOffer]:
    keys = Message.objects.filter(dedupe_key__in=[_key(row) for row in rows])
    known = set(keys.values_list("dedupe_key", flat=True))
    return [row for row in rows if _key(row) not in known]


@transaction.atomic
def _remind(row: PlaceOffer, facts: Offered, contact: Contact, *, now: datetime, by: Actor) -> bool:
    """Asked again at the moment of sending: not once it is answered, taken back or over."""
    written = write(
        reminder(contact.name, facts, until=row.expires_at, application_id=row.application_id),
        person_id=row.application.person_id or 0,
        contact=contact,
        offer_id=row.cohort.offer_id,
        dedupe_key=_key(row),
        due_at=when_to_tell(contact, now),
        by=by,
        check=(PLACE, row.pk),
    )
    return written is not None


def reminder(name: str, facts: Offered, *, until: datetime, application_id: int) -> Letter:
    """Short, and either answer is fine."""
    contact = f"Write to {facts.contact}" if facts.contact else "Reply to this message"
    paragraphs = (
        f"Hello {name}," if name else "Hello,",
        f"The place we are keeping for you is yours until {when(until)}.",
        f"It is in {facts.cohort} of {facts.offer}. You can say yes, or pass it on, here:",
        f"[[link:application:{application_id}]]",
        "Either answer is fine, and you do not have to say why. If we have not heard by then, the"
        " place goes to the next person. This is the only reminder.",
        f"{contact} with any question.",
    )
    return Letter(
        kind="place_reminder",
        why="A place is kept for them, and the time to answer is nearly over.",
        subject=f"Your place is kept until {day(until)}",
        body="\n\n".join(paragraphs),
        application_id=application_id,
    )
