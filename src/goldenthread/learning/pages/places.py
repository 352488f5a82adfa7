"""Places of an offer, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.directory.terms import CONTACT_WORDS
from goldenthread.learning.queries.places import InLine, OpenPlace, Places, Seats
from goldenthread.learning.rules.plans import ordinal
from goldenthread.ui.words import counted, in_london, n_of, near_day, plural, short_day

# So few open places are all shown at once.
FEW = 12


@dataclass(frozen=True)
class OpenLine:
    """Someone who has time to answer."""

    id: int
    name: str
    letter: str
    sector: str
    cohort_id: int
    cohort: str
    until: str
    is_soon: bool
    tell: str


@dataclass(frozen=True)
class OpenGroup:
    """People deciding about one cohort; opened where someone needs attention."""

    cohort: str
    words: str
    is_open: bool
    lines: tuple[OpenLine, ...]


@dataclass(frozen=True)
class WaitLine:
    """Someone who waits, and the seats they could take."""

    application_id: int
    name: str
    letter: str
    sector: str
    rank: str
    could_take: tuple[tuple[int, str], ...]
    note: str


@dataclass(frozen=True)
class SeatLine:
    """One cohort's seats."""

    id: int
    name: str
    words: str
    free: int


@dataclass(frozen=True)
class PlacesPage:
    """Everything the page of places prints."""

    offer_id: int
    offer: str
    heading: str
    soon: str
    seats: tuple[SeatLine, ...]
    open: tuple[OpenGroup, ...]
    waiting: tuple[WaitLine, ...]


def places_page(found: Places, *, now: datetime) -> PlacesPage:
    """The answer in the heading."""
    return PlacesPage(
        offer_id=found.offer_id,
        offer=found.offer,
        heading=_heading(found),
        soon=_soon(found.open, now),
        seats=tuple(
            SeatLine(row.facts.id, row.facts.name, _seats_words(row), row.free)
            for row in found.seats
        ),
        open=_groups(found.open, now),
        waiting=tuple(_waiting(person) for person in found.waiting),
    )


def _soon(places: Sequence[OpenPlace], now: datetime) -> str:
    """What is about to run out, and that people have heard."""
    soon = sum(_days_left(place, now) <= 1 for place in places)
    if not soon:
        return ""
    run = plural(soon, "place runs out", "places run out")
    return f"{run} by tomorrow, 9pm. Whoever uses email has had a reminder, or gets one in time."


def _days_left(place: OpenPlace, now: datetime) -> int:
    return (in_london(place.expires_at).date() - in_london(now).date()).days


def _seats_words(row: Seats) -> str:
    asked = f", {plural(row.asked, 'person', 'people')} deciding" if row.asked else ""
    return f"{n_of(row.members, row.facts.seats)} taken{asked}"


def _heading(found: Places) -> str:
    if found.open:
        return f"{counted(len(found.open), 'person', 'people')} deciding, {_free(found.free)}"
    count = len(found.waiting)
    waiting = plural(count, "person", "people") if count else "nobody"
    return f"{_free(found.free).capitalize()}, {waiting} waiting"


def _free(seats: int) -> str:
    return f"{plural(seats, 'seat')} free" if seats else "no seat free"


def _groups(places: Sequence[OpenPlace], now: datetime) -> tuple[OpenGroup, ...]:
    """By cohort; within one, in the order in which they run out."""
    few = len(places) <= FEW
    names = sorted({place.cohort for place in places})
    grouped = {name: [_open(p, now) for p in places if p.cohort == name] for name in names}
    return tuple(
        OpenGroup(
            cohort=name,
            words=plural(len(lines), "person", "people"),
            is_open=few or any(line.is_soon or line.tell for line in lines),
            lines=tuple(lines),
        )
        for name, lines in grouped.items()
    )


def _until(day: date, today: date) -> str:
    near = near_day(day, today=today)
    return near if near in ("today", "tomorrow", "yesterday") else short_day(day)


def _open(place: OpenPlace, now: datetime) -> OpenLine:
    today = in_london(now).date()
    last = in_london(place.expires_at).date()
    how = CONTACT_WORDS.get(place.card.contact_by, "").lower()
    return OpenLine(
        id=place.id,
        name=place.card.name,
        letter=place.card.sector_letter or "O",
        sector=place.card.sector_name,
        cohort_id=place.cohort_id,
        cohort=place.cohort,
        until=f"until 9pm, {_until(last, today)}",
        is_soon=_days_left(place, now) <= 1,
        tell="" if place.by_email else f"Not told by email: {how or 'no address'}",
    )


def _waiting(person: InLine) -> WaitLine:
    return WaitLine(
        application_id=person.application_id,
        name=person.card.name,
        letter=person.card.sector_letter or "O",
        sector=person.card.sector_name,
        rank=f"Drawn {ordinal(person.rank)}" if person.rank else "Not drawn",
        could_take=person.could_take,
        note="We had no answer to an earlier place, so a person offers the next one."
        if person.did_not_answer
        else "",
    )
