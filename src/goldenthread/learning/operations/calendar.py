"""Calendar invitations: one entry a session, the same one through every change.

RFC 5545 and 5546: one object for each UID, which stays; a SEQUENCE that rises; REQUEST to invite or
move, CANCEL to remove. Titles are neutral: a calendar is seen by colleagues.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from goldenthread.ui.words import in_london

REQUEST, CANCEL = "REQUEST", "CANCEL"
ZONE = "Europe/London"


@dataclass(frozen=True)
class Meeting:
    """One session as a calendar needs it."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    location: str
    words: str = ""


@dataclass(frozen=True)
class Address:
    """Who invites, or is invited."""

    name: str
    email: str


def neutral_title(number: int, *, of: int) -> str:
    """Says nothing about the subject."""
    return f"Learning session {number} of {of}"


def invitations(
    method: str,
    meetings: Sequence[Meeting],
    *,
    organiser: Address,
    guest: Address,
    stamped: datetime,
) -> str:
    """The iCalendar text for one person: a whole calendar object for each meeting, one after the
    other. Several in one object would be read as one meeting, or not at all.
    """
    return "".join(
        _invitation(method, meeting, organiser=organiser, guest=guest, stamped=stamped)
        for meeting in meetings
    )


def _invitation(
    method: str, meeting: Meeting, *, organiser: Address, guest: Address, stamped: datetime
) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Learning sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(london())
    event = _event(method, meeting, organiser=organiser, guest=guest, stamped=stamped)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(
    method: str, meeting: Meeting, *, organiser: Address, guest: Address, stamped: datetime
) -> Any:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamped)
    event.add("dtstart", in_london(meeting.starts_at))
    event.add("dtend", in_london(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    if meeting.location:
        event.add("location", meeting.location)
    if meeting.words:
        event.add("description", meeting.words)
    event.add("organizer", _calendar_address(organiser))
    event.add("attendee", _answered(guest))
    return event


def _answered(guest: Address) -> Any:
    """They said yes on their own page, so no calendar need ask them again."""
    return _calendar_address(guest, role="REQ-PARTICIPANT", partstat="ACCEPTED", rsvp="FALSE")


def _calendar_address(address: Address, **parameters: str) -> Any:
    made = vCalAddress(f"mailto:{address.email}")
    called = "".join(letter if letter.isprintable() else " " for letter in address.name)
    for name, value in {"cn": " ".join(called.split()), **parameters}.items():
        if value:
            made.params[name.upper()] = value
    return made


def london() -> Any:
    """The clock rule in use since 1996: summer from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    changes = (
        (TimezoneDaylight, "BST", "1996-03-31T01:00", 3, (0, 1)),
        (TimezoneStandard, "GMT", "1996-10-27T02:00", 10, (1, 0)),
    )
    for kind, name, starts, month, (before, after) in changes:
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", datetime.fromisoformat(starts))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
