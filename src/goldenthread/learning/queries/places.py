"""Places offered, who waits for a seat, and a person's own places."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import ContactBy, PersonCard
from goldenthread.learning.models import (
    Attendance,
    Cohort,
    Membership,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.queries.cohort_facts import CohortFacts, facts_by_id
from goldenthread.learning.queries.cohorts import SessionRow, session_row
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.next_in_line import (
    assignment_of,
    in_line,
    stands_in_the_way,
)
from goldenthread.learning.terms import CohortState, LeaveReason, Mark, Mode, PlaceState

READER = Actor.system(reason="cards of people with a place within reach")


@dataclass(frozen=True)
class OpenPlace:
    """A place someone has time to answer."""

    id: int
    application_id: int
    card: PersonCard
    cohort_id: int
    cohort: str
    expires_at: datetime

    @property
    def by_email(self) -> bool:
        return bool(self.card.email) and self.card.contact_by == ContactBy.EMAIL


@dataclass(frozen=True)
class InLine:
    """Someone waiting, and the cohorts with a free seat that they could take."""

    application_id: int
    card: PersonCard
    rank: int | None
    could_take: tuple[tuple[int, str], ...]
    did_not_answer: bool


@dataclass(frozen=True)
class Seats:
    """The seats of one cohort: members, people deciding, and what is left."""

    facts: CohortFacts
    is_planned: bool
    members: int
    asked: int

    @property
    def free(self) -> int:
        return max(0, self.facts.seats - self.members - self.asked)


@dataclass(frozen=True)
class Places:
    """Everything about the seats of one offer."""

    offer_id: int
    offer: str
    seats: tuple[Seats, ...]
    open: tuple[OpenPlace, ...]
    waiting: tuple[InLine, ...]

    @property
    def free(self) -> int:
        return sum(seats.free for seats in self.seats if seats.is_planned)


def places(actor: Actor, offer_id: int, *, on: date) -> Places:
    """Seats, open places and the waiting list of an offer."""
    actor.must_reach(Permission.PLACE_OFFER, "offer", offer_id)
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    open_ = _open(offer_id, on)
    seats = _seats(offer_id, open_)
    return Places(
        offer_id=offer_id,
        offer=offer.name,
        seats=seats,
        open=open_,
        waiting=_waiting(actor, offer_id, seats, on),
    )


def _seats(offer_id: int, open_: tuple[OpenPlace, ...]) -> tuple[Seats, ...]:
    """Cohorts planned or running, by name."""
    live = (CohortState.PLANNED, CohortState.RUNNING)
    states = dict(
        Cohort.objects.filter(offer_id=offer_id, state__in=live).values_list("pk", "state")
    )
    members = Membership.objects.filter(cohort__in=states, ends_on__isnull=True)
    held = Counter(members.values_list("cohort_id", flat=True))
    asked = Counter(place.cohort_id for place in open_)
    return tuple(
        Seats(facts, states[pk] == CohortState.PLANNED, held[pk], asked[pk])
        for pk, facts in facts_by_id(states).items()
    )


def _open(offer_id: int, on: date) -> tuple[OpenPlace, ...]:
    rows = list(
        PlaceOffer.objects.filter(application__offer_id=offer_id, state=PlaceState.OFFERED)
        .select_related("application", "cohort")
        .order_by("expires_at", "pk")
    )
    ids = [row.application.person_id for row in rows if row.application.person_id]
    cards = directory.cards_for(READER, ids, on=on) if ids else {}
    return tuple(
        OpenPlace(
            id=row.pk,
            application_id=row.application_id,
            card=cards[row.application.person_id or 0],
            cohort_id=row.cohort_id,
            cohort=row.cohort.name,
            expires_at=row.expires_at,
        )
        for row in rows
    )


def _waiting(actor: Actor, offer_id: int, seats: tuple[Seats, ...], on: date) -> tuple[InLine, ...]:
    known = forming(actor, offer_id, on=on)
    seated = assignment_of(known.settled)
    free = [row.facts for row in seats if row.free and row.facts.id in known.cohorts]
    lapsed = set(
        PlaceOffer.objects.filter(
            application__offer_id=offer_id, state=PlaceState.EXPIRED
        ).values_list("application_id", flat=True)
    )
    return tuple(
        InLine(
            application_id=a.application_id,
            card=a.card,
            rank=a.rank,
            could_take=tuple(
                (row.id, row.name)
                for row in free
                if not stands_in_the_way(known, a.application_id, row.id, seated=seated)
            ),
            did_not_answer=a.application_id in lapsed,
        )
        for a in in_line(known)
    )


@dataclass(frozen=True)
class MyPlace:
    """A cohort a person belongs or belonged to, for their own page."""

    cohort_id: int
    cohort: str
    offer: str
    mode: Mode
    venue: str
    starts_on: date
    ends_on: date | None
    leave_reason: LeaveReason | None
    sessions: tuple[SessionRow, ...]
    marks: dict[int, Mark]


def my_places(actor: Actor, person_id: int) -> tuple[MyPlace, ...]:
    """A person's own places, newest first; only for that person and the system."""
    own = actor.user_id is not None and directory.person_of_user(actor.user_id) == person_id
    if not own and actor.kind != "system":
        raise OutOfReach(f"places of person {person_id}")
    rows = list(
        Membership.objects.filter(person_id=person_id)
        .select_related("cohort__offer", "cohort__venue")
        .order_by("-starts_on", "-pk")
    )
    sessions = list(
        Session.objects.filter(cohort__in=[m.cohort_id for m in rows]).order_by("number")
    )
    found = Attendance.objects.filter(person_id=person_id, session__in=[s.pk for s in sessions])
    marks = {session_id: Mark(mark) for session_id, mark in found.values_list("session_id", "mark")}
    return tuple(
        MyPlace(
            cohort_id=m.cohort_id,
            cohort=m.cohort.name,
            offer=m.cohort.offer.name,
            mode=Mode(m.cohort.mode),
            venue=m.cohort.venue.name if m.cohort.venue else "",
            starts_on=m.starts_on,
            ends_on=m.ends_on,
            leave_reason=LeaveReason(m.leave_reason) if m.leave_reason else None,
            sessions=tuple(session_row(s) for s in sessions if s.cohort_id == m.cohort_id),
            marks={
                s.pk: marks[s.pk] for s in sessions if s.cohort_id == m.cohort_id and s.pk in marks
            },
        )
        for m in rows
    )
