"""Cohorts with their sessions, members and mix."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import Cohort, Facilitator, Offer, PlaceOffer, Session, Venue
from goldenthread.learning.queries.belonging import members_now
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.terms import (
    CohortPolicy,
    CohortState,
    Mode,
    PlaceState,
    SessionState,
)

READER = Actor.system(reason="cards of people in a cohort within reach")


@dataclass(frozen=True)
class SessionRow:
    """One session, for lists."""

    id: int
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    has_safety_plan: bool
    is_closed: bool


@dataclass(frozen=True)
class CohortRow:
    """One cohort, for lists. `seats` are for learners."""

    id: int
    offer_id: int
    offer: str
    name: str
    policy: CohortPolicy
    organisation: str
    state: CohortState
    mode: Mode
    venue: str
    minimum: int
    seats: int
    features: tuple[str, ...]
    sessions: tuple[SessionRow, ...]
    facilitators: tuple[PersonCard, ...]
    members: tuple[PersonCard, ...]
    asked: int

    @property
    def taken(self) -> int:
        return len(self.members) + self.asked

    @property
    def free(self) -> int:
        return max(0, self.seats - self.taken)

    @property
    def first(self) -> datetime | None:
        return self.to_come[0].starts_at if self.to_come else None

    @property
    def to_come(self) -> tuple[SessionRow, ...]:
        return tuple(s for s in self.sessions if s.state == SessionState.PLANNED)

    @property
    def without_plan(self) -> tuple[int, ...]:
        return tuple(s.number for s in self.to_come if not s.has_safety_plan)


@dataclass(frozen=True)
class OfferOfCohorts:
    """The offer the cohorts belong to."""

    id: int
    name: str
    cohorts: tuple[CohortRow, ...]
    may_edit: bool
    may_form: bool


def offer_with_cohorts(actor: Actor, offer_id: int, *, on: date) -> OfferOfCohorts:
    """An offer and all its cohorts, by name."""
    actor.must_reach_any((Permission.OFFER_VIEW, Permission.COHORT_FORM), "offer", offer_id)
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    rows = Cohort.objects.filter(offer_id=offer_id).order_by("name")
    return OfferOfCohorts(
        id=offer.pk,
        name=offer.name,
        cohorts=cohort_rows(rows, on=on),
        may_edit=actor.may_reach(Permission.OFFER_EDIT, "offer", offer_id),
        may_form=actor.may_reach(Permission.COHORT_FORM, "offer", offer_id),
    )


def cohorts(actor: Actor, offer_id: int, *, on: date) -> tuple[CohortRow, ...]:
    """The cohorts of an offer, by name."""
    return offer_with_cohorts(actor, offer_id, on=on).cohorts


def cohort(actor: Actor, cohort_id: int, *, on: date) -> CohortRow:
    """One cohort, or OutOfReach."""
    actor.must_reach(Permission.COHORT_VIEW, "cohort", cohort_id)
    rows = cohort_rows(Cohort.objects.filter(pk=cohort_id), on=on)
    if not rows:
        raise OutOfReach(f"cohort {cohort_id}")
    return rows[0]


def cohort_rows(rows: QuerySet[Cohort], *, on: date) -> tuple[CohortRow, ...]:
    """Rows with everything a list shows, in a handful of queries whatever their number."""
    found = list(_loaded(rows))
    ids = [row.pk for row in found]
    members = members_now(ids, on)
    asked = _asked(ids)
    leading = {row.pk: [f.person_id for f in row.facilitators.all()] for row in found}
    everyone = {p for people in (*members.values(), *leading.values()) for p in people}
    cards = directory.cards_for(READER, everyone, on=on) if everyone else {}
    return tuple(
        _row(
            row,
            members=_cards(cards, members[row.pk]),
            facilitators=_cards(cards, leading[row.pk]),
            asked=asked.get(row.pk, 0),
        )
        for row in found
    )


def _loaded(rows: QuerySet[Cohort]) -> QuerySet[Cohort]:

    return rows.select_related("offer", "venue", "single_organisation").prefetch_related(
        Prefetch("sessions", queryset=Session.objects.order_by("number")),
        Prefetch("facilitators", queryset=Facilitator.objects.order_by("pk")),
    )


def _asked(cohort_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = PlaceOffer.objects.filter(cohort__in=cohort_ids, state=PlaceState.OFFERED)
    for cohort_id in rows.values_list("cohort_id", flat=True):
        found[cohort_id] = found.get(cohort_id, 0) + 1
    return found


def _cards(cards: Mapping[int, PersonCard], ids: Iterable[int]) -> tuple[PersonCard, ...]:
    """By sector in the order of the mix bar, then by name."""
    return tuple(sorted((cards[i] for i in ids if i in cards), key=lambda c: (c.name, c.id)))


def _row(
    row: Cohort,
    *,
    members: tuple[PersonCard, ...],
    facilitators: tuple[PersonCard, ...],
    asked: int,
) -> CohortRow:
    return CohortRow(
        id=row.pk,
        offer_id=row.offer_id,
        offer=row.offer.name,
        name=row.name,
        policy=CohortPolicy(row.policy),
        organisation=row.single_organisation.name if row.single_organisation else "",
        state=CohortState(row.state),
        mode=Mode(row.mode),
        venue=row.venue.name if row.venue else "",
        minimum=row.minimum,
        seats=seats_for_learners(row),
        features=tuple(row.features),
        sessions=tuple(session_row(s) for s in row.sessions.all()),
        facilitators=facilitators,
        members=members,
        asked=asked,
    )


def session_row(row: Session) -> SessionRow:
    return SessionRow(
        id=row.pk,
        number=row.number,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=SessionState(row.state),
        has_safety_plan=bool(row.safety_plan.strip()),
        is_closed=row.register_closed_at is not None,
    )


@dataclass(frozen=True)
class VenueRow:
    """A room to choose."""

    id: int
    name: str
    seats: int
    features: tuple[str, ...]


def venues(actor: Actor) -> tuple[VenueRow, ...]:
    """Rooms of the programmes whose cohorts the actor may plan, and those that all share."""
    reach = actor.reach(Permission.OFFER_EDIT)
    if not reach:
        raise OutOfReach("rooms are for those who plan cohorts")
    rows = Venue.objects.all()
    if not reach.everything:
        own = Q(programme__in=reach.ids("programme"))
        rows = rows.filter(own | Q(programme__isnull=True))
    return tuple(VenueRow(row.pk, row.name, row.seats, tuple(row.features)) for row in rows)


def cohort_to_edit(
    actor: Actor, cohort_id: int, *, on: date
) -> tuple[CohortRow, Mapping[str, object]]:
    """One cohort and what its form starts from, for those who may change it."""
    row = cohort(actor, cohort_id, on=on)
    actor.must_reach(Permission.OFFER_EDIT, "offer", row.offer_id)
    kept = Cohort.objects.get(pk=cohort_id)
    return row, {
        "name": kept.name,
        "policy": kept.policy,
        "organisation": str(kept.single_organisation_id or ""),
        "mode": kept.mode,
        "venue": str(kept.venue_id or ""),
        "minimum": kept.minimum,
        "maximum": kept.maximum,
        "trainers": kept.trainers_needed,
        "features": list(kept.features),
    }
