"""What needs someone today, counted by offer, cohort and session."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from goldenthread.access.actor import Actor, Reach
from goldenthread.access.terms import Permission
from goldenthread.directory.terms import ContactBy
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    Membership,
    PlaceOffer,
    Session,
)
from goldenthread.learning.queries.counting import counted_by
from goldenthread.learning.queries.offers import within_reach
from goldenthread.learning.rules.places import at
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    PlaceState,
    PlanState,
    SessionState,
)
from goldenthread.ui.words import LONDON

SOON = timedelta(days=2)


@dataclass(frozen=True)
class ToForm:
    """An offer whose eligible people have no plan yet, or a draft that waits."""

    offer_id: int
    offer: str
    people: int
    draft_id: int | None


@dataclass(frozen=True)
class Expiring:
    """Places of one offer whose time to answer is nearly over, or whom no email reached."""

    offer_id: int
    offer: str
    soon: int
    by_hand: int
    first: datetime


@dataclass(frozen=True)
class Missing:
    """A session whose register or safety plan is missing."""

    session_id: int
    number: int
    cohort: str
    offer_id: int
    offer: str
    starts_at: datetime
    people: int


def to_form(actor: Actor) -> tuple[ToForm, ...]:
    """Offers that have cohorts, closed or not, and people waiting to be placed, in one query."""
    if not actor.may(Permission.COHORT_FORM):
        return ()
    offer = OuterRef("pk")
    planned = Cohort.objects.filter(offer=offer, state=CohortState.PLANNED)
    eligible = Application.objects.filter(offer=offer, state=ApplicationState.ELIGIBLE)
    drafts = CohortPlan.objects.filter(offer=offer, state=PlanState.DRAFT, status="ok")
    rows = within_reach(actor, Permission.COHORT_FORM).filter(Exists(planned))
    counted = rows.annotate(
        people=counted_by("offer", eligible),
        draft=Subquery(drafts.order_by("-pk").values("pk")[:1]),
    ).order_by("pk")
    return tuple(
        ToForm(row.pk, row.name, row.people, row.draft) for row in counted.filter(people__gt=0)
    )


def expiring(actor: Actor, today: date) -> tuple[Expiring, ...]:
    """By offer: places that run out by the day after tomorrow, or that need a call."""
    reach = actor.reach(Permission.PLACE_OFFER)
    if not reach:
        return ()
    until = at(today + SOON, time(0))
    scope = Q() if reach.everything else Q(application__offer_id__in=reach.ids("offer"))
    rows = PlaceOffer.objects.filter(scope, state=PlaceState.OFFERED)
    no_email = Q(application__person__email="") | ~Q(
        application__person__contact_by=ContactBy.EMAIL
    )
    found: dict[int, list[tuple[str, datetime, bool]]] = {}
    shown = rows.filter(Q(expires_at__lt=until) | no_email).order_by("expires_at")
    for row in shown.select_related("application__offer", "application__person"):
        person = row.application.person
        by_hand = person is None or not person.email or person.contact_by != ContactBy.EMAIL
        offer = row.application.offer
        found.setdefault(offer.pk, []).append((offer.name, row.expires_at, by_hand))
    return tuple(
        Expiring(
            offer_id=pk,
            offer=places[0][0],
            soon=sum(1 for _, when, _ in places if when < until),
            by_hand=sum(1 for _, _, by_hand in places if by_hand),
            first=places[0][1],
        )
        for pk, places in found.items()
    )


@dataclass(frozen=True)
class ToRun:
    """Sessions of today and before without a closed register, and the first session without a
    safety plan of each cohort."""

    registers: tuple[Missing, ...] = ()
    plans: tuple[Missing, ...] = ()


def to_run(actor: Actor, today: date) -> ToRun:
    """What the sessions of cohorts with people in them lack; a plan may not wait for the first
    person to accept."""
    reach = actor.reach(Permission.SESSION_RUN)
    if not reach:
        return ToRun()
    begins, ends = at(today, time(0)), at(today + timedelta(days=1), time(0))
    rows = list(_sessions(reach).filter(Q(starts_at__lt=ends) | Q(safety_plan="")))
    first: dict[int, Missing] = {}
    for row in rows:
        if row.starts_at >= begins and not row.safety_plan and row.members + row.asked:
            first.setdefault(row.cohort_id, _missing(row, row.members + row.asked))
    due = [row for row in rows if row.starts_at < ends and row.members]
    return ToRun(tuple(_missing(row, row.members) for row in due), tuple(first.values()))


def _sessions(reach: Reach) -> QuerySet[Any]:
    """Planned sessions in order of time, with how many people belong on the day of each, or have
    been asked: who joins later, or has left since, does not count."""
    day = OuterRef("day")
    goes_on = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    members = Membership.objects.filter(goes_on, starts_on__lte=day, cohort=OuterRef("cohort"))
    asked = PlaceOffer.objects.filter(cohort=OuterRef("cohort"), state=PlaceState.OFFERED)
    rows = Session.objects.filter(state=SessionState.PLANNED).exclude(
        cohort__state=CohortState.CANCELLED
    )
    mine = rows if reach.everything else rows.filter(cohort_id__in=reach.ids("cohort"))
    return (
        mine.annotate(day=TruncDate("starts_at", tzinfo=LONDON))
        .annotate(members=counted_by("cohort", members), asked=counted_by("cohort", asked))
        .select_related("cohort__offer")
        .order_by("starts_at")
    )


def _missing(row: Session, people: int) -> Missing:
    return Missing(
        session_id=row.pk,
        number=row.number,
        cohort=row.cohort.name,
        offer_id=row.cohort.offer_id,
        offer=row.cohort.offer.name,
        starts_at=row.starts_at,
        people=people,
    )
