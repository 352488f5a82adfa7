"""Putting letters about cohorts into the outbox, with their calendar entries."""

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import Contact, ContactBy
from goldenthread.learning.models import Cohort, Session
from goldenthread.learning.operations import calendar
from goldenthread.learning.operations.calendar import Address, Meeting
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.letters import LINK_KIND
from goldenthread.learning.rules.places import DAY_STARTS, at, polite
from goldenthread.learning.terms import Mode, SessionState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.terms import Pace
from goldenthread.programmes.queries import card_for_pages

PLACE, MEMBERSHIP, WAITING = "learning_place", "learning_membership", "learning_waiting"
# While a change is only tried: the numbers of the letters it would write.
HEARD: ContextVar[list[int] | None] = ContextVar("HEARD", default=None)


def where(cohort: Cohort, *, has_link: bool = True) -> str:
    """A room with its address, or online."""
    if cohort.mode == Mode.ONLINE and not has_link:
        return "Online. The link to join comes in a message of its own."
    if cohort.mode == Mode.ONLINE:
        return "Online. The link to join is in the calendar entry."
    if cohort.venue is None:
        return "In person. We will tell you the room."
    return ", ".join(part for part in (cohort.venue.name, cohort.venue.address.strip()) if part)


def facts_of(cohort: Cohort) -> Offered:
    """What letters may say about this cohort."""
    offer = cohort.offer
    times = cohort.sessions.filter(state=SessionState.PLANNED).order_by("starts_at")
    planned = list(times.values_list("starts_at", "ends_at", "online_link"))
    return Offered(
        offer=offer.name,
        cohort=cohort.name,
        sessions=tuple((start, end) for start, end, _ in planned),
        where=where(cohort, has_link=any(link for _, _, link in planned)),
        contact=card_for_pages(offer.programme_id).contact_email,
        what_to_expect=offer.what_to_expect,
        words_used=offer.words_used,
        what_to_bring=offer.what_to_bring,
        content_note=offer.content_note,
        is_online=cohort.mode == Mode.ONLINE,
        programme_id=offer.programme_id,
    )


def meetings_of(cohort: Cohort, sessions: Iterable[Session]) -> list[Meeting]:
    """These sessions as calendar entries, numbered among all that take place."""
    of = cohort.sessions.exclude(state=SessionState.CANCELLED).count()
    place = "Online" if cohort.mode == Mode.ONLINE else cohort.venue.name if cohort.venue else ""
    return [
        Meeting(
            uid=s.calendar_uid,
            sequence=s.calendar_sequence,
            starts_at=s.starts_at,
            ends_at=s.ends_at,
            title=calendar.neutral_title(s.number, of=max(of, s.number)),
            location=place,
            words=f"Join here: {s.online_link}" if s.online_link else "",
        )
        for s in sessions
    ]


def sessions_to_come(cohort: Cohort, now: datetime) -> list[Session]:
    rows = cohort.sessions.filter(state=SessionState.PLANNED, ends_at__gt=now)
    return list(rows.order_by("starts_at"))


def when_to_tell(contact: Contact | None, now: datetime) -> datetime:
    """Between 9am and 9pm, and not while someone has asked for quiet."""
    if contact is not None and contact.paused_until is not None:
        return polite(max(now, at(contact.paused_until, DAY_STARTS)))
    return polite(now)


def address_of(contact: Contact | None) -> str:
    """Their email address, where email is how they wish to be reached."""
    if contact is None or contact.contact_by != ContactBy.EMAIL:
        return ""
    return contact.email


def write(
    letter: Letter,
    *,
    person_id: int,
    contact: Contact | None,
    offer_id: int,
    dedupe_key: str,
    due_at: datetime,
    by: Actor,
    check: tuple[str, int] | None = None,
    entries: tuple[str, Sequence[Meeting]] | None = None,
    pace: Pace | None = None,
) -> int | None:
    """One letter into the outbox; the same key is never written twice."""
    text = _calendar_text(entries, contact, due_at)
    written = messaging.enqueue(
        by=by,
        person_id=person_id,
        to_name=contact.name if contact else "",
        to_address=address_of(contact),
        kind=letter.kind,
        why=letter.why,
        subject=letter.subject,
        body=letter.body,
        dedupe_key=dedupe_key,
        due_at=due_at,
        check=check,
        link=(LINK_KIND, letter.application_id) if letter.application_id else None,
        scope=("offer", offer_id),
        calendar=text,
        calendar_method=entries[0] if entries and text else "",
        pace=pace,
        programme_id=letter.programme_id,
        fields=letter.fields,
    )
    heard = HEARD.get()
    if heard is not None and written is not None:
        heard.append(written)
    return written


def _calendar_text(
    entries: tuple[str, Sequence[Meeting]] | None, contact: Contact | None, stamped: datetime
) -> str:
    if not entries or not entries[1] or not address_of(contact) or contact is None:
        return ""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return calendar.invitations(
        entries[0],
        entries[1],
        organiser=Address(name, email),
        guest=Address(contact.name, contact.email),
        stamped=stamped,
    )


def contacts(person_ids: Iterable[int]) -> Mapping[int, Contact]:
    return directory.emails_of(person_ids)
