"""A private calendar address: made, named, renewed and ended by the person whose it is."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from icalendar import Calendar, Event

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import CalendarFeed
from goldenthread.learning.operations.calendar import london
from goldenthread.learning.queries import feed as queries
from goldenthread.learning.queries.feed import OwnFeed, OwnSession
from goldenthread.learning.rules import feed as rules
from goldenthread.ui.words import in_london

TOKEN_BYTES = 32


def _own(by: Actor) -> int:
    person_id = queries.own_person(by)
    if person_id is None:
        raise OutOfReach("a calendar of one’s own")
    return person_id


@transaction.atomic
def make_feed(*, title: str, shows_place: bool, now: datetime, by: Actor) -> str:
    """A new address, said once and never again; an address made before stops working."""
    person_id, token = _own(by), secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "digest": queries.digest_of(token),
        "title": rules.title_of(title),
        "shows_place": shows_place,
        "made_at": now,
    }
    _, is_new = CalendarFeed.objects.update_or_create(person_id=person_id, defaults=values)
    _record("calendar.made" if is_new else "calendar.renewed", person_id, by=by)
    return token


@transaction.atomic
def change_feed(*, title: str, shows_place: bool, by: Actor) -> None:
    """What entries are called, and whether they say where. The address stays."""
    person_id = _own(by)
    row = CalendarFeed.objects.select_for_update().filter(person_id=person_id).first()
    if row is None:
        raise Refused("There is no calendar address to change. Make one first.")
    row.title, row.shows_place = rules.title_of(title), shows_place
    row.save(update_fields=["title", "shows_place"])
    _record("calendar.changed", person_id, by=by)


@transaction.atomic
def end_feed(*, by: Actor) -> None:
    """The address stops working at once."""
    person_id = _own(by)
    ended, _ = CalendarFeed.objects.filter(person_id=person_id).delete()
    if ended:
        _record("calendar.ended", person_id, by=by)


def _record(action: str, person_id: int, *, by: Actor) -> None:
    audit.record(by=by, action=action, subject=("person", person_id), person_id=person_id)


def mark_of(feed: OwnFeed, sessions: Sequence[OwnSession]) -> str:
    """Changes when and only when the calendar would read differently."""
    told = [feed.title, feed.shows_place, [asdict(one) for one in sessions]]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def calendar_text(feed: OwnFeed, sessions: Sequence[OwnSession], *, stamped: datetime) -> bytes:
    """RFC 5545, published: neutral titles, private entries, cancelled ones shown cancelled."""
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Own calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", feed.title)
    calendar.add_component(london())
    for one in sessions:
        calendar.add_component(_entry(feed, one, stamped=stamped))
    return bytes(calendar.to_ical())


def _entry(feed: OwnFeed, one: OwnSession, *, stamped: datetime) -> Any:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", stamped)
    event.add("dtstart", in_london(one.starts_at))
    event.add("dtend", in_london(one.ends_at))
    event.add("summary", f"Cancelled: {feed.title}" if one.is_cancelled else feed.title)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.is_cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    if feed.shows_place and one.place:
        event.add("location", one.place)
    return event
