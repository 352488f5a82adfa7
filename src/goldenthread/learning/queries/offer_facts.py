"""How far the cohorts of an offer have come."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from goldenthread.learning.models import Cohort, Membership, Offer, Session
from goldenthread.learning.queries.counting import counted_by
from goldenthread.learning.terms import CohortState, SessionState


@dataclass(frozen=True)
class OfferFacts:
    """Seats, people placed, sessions to be held, and how many of them have a closed register."""

    seats: int = 0
    members: int = 0
    sessions: int = 0
    registered: int = 0


def with_facts(rows: QuerySet[Offer]) -> QuerySet[Any]:
    """Each offer with what `facts_of` reads, in the same query. Cohorts called off do not count."""
    here = Q(cohort__offer=OuterRef("pk")) & ~Q(cohort__state=CohortState.CANCELLED)
    cohorts = Cohort.objects.filter(offer=OuterRef("pk")).exclude(state=CohortState.CANCELLED)
    seats = cohorts.order_by().values("offer").annotate(n=Sum("maximum"))
    held = Session.objects.filter(here).exclude(state=SessionState.CANCELLED)
    closed = held.filter(register_closed_at__isnull=False)
    return rows.annotate(
        seats=Subquery(seats.values("n")),
        members=counted_by("cohort__offer", Membership.objects.filter(here, ends_on=None)),
        held=counted_by("cohort__offer", held),
        closed=counted_by("cohort__offer", closed),
    )


def facts_of(row: Any) -> OfferFacts:
    """The facts of an offer read `with_facts`."""
    return OfferFacts(row.seats or 0, row.members, row.held, row.closed)
