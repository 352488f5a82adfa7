"""Cohorts with their sessions, members and mix."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.models import Person
from goldenthread.directory.queries import card, with_cards
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import (
    Cohort,
    Facilitator,
    Membership,
    Offer,
    PlaceOffer,
    Session,
    Venue,
)
from goldenthread.learning.queries.changes import seen_of_cohort
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.queries.counting import counted_by
from goldenthread.learning.queries.offers import within_reach
from goldenthread.learning.terms import (
    CohortPolicy,
    CohortState,
    Mode,
    PlaceState,
    SessionState,
)


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
    facilitators: tuple[tuple[int, str], ...]
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


@dataclass(frozen=True)
class OfferToChange:
    """The offer that a new cohort or room is for."""

    id: int
    name: str


def offer_to_change(actor: Actor, offer_id: int) -> OfferToChange:
    """The offer, for those who may change it; OutOfReach for anyone else."""
    row = within_reach(actor, Permission.OFFER_EDIT).filter(pk=offer_id).first()
    if row is None:
        raise OutOfReach(f"offer {offer_id}")
    return OfferToChange(row.pk, row.name)


def cohort_rows(rows: QuerySet[Cohort], *, on: date) -> tuple[CohortRow, ...]:
    """Rows with everything a list shows, in a handful of queries whatever their number."""
    return tuple(cohort_row(row, on=on) for row in loaded(rows))


def loaded(rows: QuerySet[Cohort]) -> QuerySet[Any]:
    """With all that `cohort_row` reads: sessions, everyone who belongs or belonged, open places."""
    asked = PlaceOffer.objects.filter(cohort=OuterRef("pk"), state=PlaceState.OFFERED)
    return (
        rows.select_related("offer", "venue", "single_organisation")
        .annotate(asked=counted_by("cohort", asked))
        .prefetch_related(
            Prefetch("sessions", queryset=Session.objects.order_by("number")),
            Prefetch("facilitators", queryset=Facilitator.objects.select_related("person")),
            Prefetch("memberships", queryset=with_cards(Membership.objects.all())),
        )
    )


def cohort_row(row: Any, *, on: date) -> CohortRow:
    """One cohort loaded already, with who belongs to it on this day or will from a later one."""
    here = [m.person for m in row.memberships.all() if m.ends_on is None or m.ends_on > on]
    leading = [f.person for f in row.facilitators.all()]
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
        facilitators=tuple((person.pk, person.name) for person in sorted(leading, key=_by_name)),
        members=tuple(card(person, on) for person in sorted(here, key=_by_name)),
        asked=row.asked,
    )


def _by_name(person: Person) -> tuple[str, int]:
    return person.name, person.pk


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


@dataclass(frozen=True)
class CohortToChange:
    """One cohort as the forms about it name it, and what they start from."""

    id: int
    offer_id: int
    name: str
    to_come: int
    initial: Mapping[str, object]
    seen: str


def cohort_to_change(actor: Actor, cohort_id: int) -> CohortToChange:
    """One cohort, for those who may change it; OutOfReach for anyone else."""
    actor.must_reach(Permission.COHORT_VIEW, "cohort", cohort_id)
    to_come = Count("sessions", filter=Q(sessions__state=SessionState.PLANNED))
    row = Cohort.objects.annotate(to_come=to_come).filter(pk=cohort_id).first()
    if row is None:
        raise OutOfReach(f"cohort {cohort_id}")
    actor.must_reach(Permission.OFFER_EDIT, "offer", row.offer_id)
    initial = {
        "name": row.name,
        "policy": row.policy,
        "organisation": str(row.single_organisation_id or ""),
        "mode": row.mode,
        "venue": str(row.venue_id or ""),
        "minimum": row.minimum,
        "maximum": row.maximum,
        "trainers": row.trainers_needed,
        "features": list(row.features),
    }
    return CohortToChange(
        row.pk, row.offer_id, row.name, row.to_come, initial, seen=seen_of_cohort(row.pk)
    )
