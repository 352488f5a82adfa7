"""What needs someone today, counted by offer, cohort and session."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from goldenthread.access.actor import Actor, Reach
from goldenthread.access.terms import Permission
from goldenthread.directory.terms import ContactBy
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    Membership,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.queries.belonging import on_day
from goldenthread.learning.rules.places import at
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    PlaceState,
    PlanState,
    SessionState,
)

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


def _offers(reach: Reach) -> Q:
    return Q() if reach.everything else Q(offer_id__in=reach.ids("offer"))


def to_form(actor: Actor) -> tuple[ToForm, ...]:
    """Offers that have cohorts, closed or not, and people waiting to be placed."""
    reach = actor.reach(Permission.COHORT_FORM)
    if not reach:
        return ()
    eligible = Application.objects.filter(_offers(reach), state=ApplicationState.ELIGIBLE)
    people = Counter(eligible.values_list("offer_id", flat=True))
    planned = Cohort.objects.filter(offer_id__in=people, state=CohortState.PLANNED)
    with_cohorts = set(planned.values_list("offer_id", flat=True))
    drafts = CohortPlan.objects.filter(
        offer_id__in=with_cohorts, state=PlanState.DRAFT, status="ok"
    ).order_by("pk")
    draft_of = dict(drafts.values_list("offer_id", "pk"))
    names = dict(Offer.objects.filter(pk__in=with_cohorts).values_list("pk", "name"))
    return tuple(
        ToForm(pk, name, people[pk], draft_of.get(pk)) for pk, name in sorted(names.items())
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


def _sessions(reach: Reach) -> QuerySet[Session]:
    rows = Session.objects.filter(state=SessionState.PLANNED).exclude(
        cohort__state=CohortState.CANCELLED
    )
    mine = rows if reach.everything else rows.filter(cohort_id__in=reach.ids("cohort"))
    return mine.select_related("cohort__offer").order_by("starts_at")


def registers_missing(actor: Actor, today: date) -> tuple[Missing, ...]:
    """Sessions of today and before whose register is not closed."""
    reach = actor.reach(Permission.SESSION_RUN)
    if not reach:
        return ()
    rows = list(_sessions(reach).filter(starts_at__lt=at(today + timedelta(days=1), time(0))))
    members = _members([row.cohort_id for row in rows], today)
    return tuple(_missing(row, members[row.cohort_id]) for row in rows if members[row.cohort_id])


def plans_missing(actor: Actor, today: date) -> tuple[Missing, ...]:
    """The first session without a safety plan of each cohort that has people or open places."""
    reach = actor.reach(Permission.SESSION_RUN)
    if not reach:
        return ()
    rows = list(_sessions(reach).filter(safety_plan="", starts_at__gte=at(today, time(0))))
    ids = {row.cohort_id for row in rows}
    members = _members(list(ids), today)
    asked = dict(
        PlaceOffer.objects.filter(cohort__in=ids, state=PlaceState.OFFERED)
        .values_list("cohort_id")
        .annotate(n=Count("pk"))
    )
    first: dict[int, Session] = {}
    for row in rows:
        first.setdefault(row.cohort_id, row)
    return tuple(
        _missing(row, members[pk] + asked.get(pk, 0))
        for pk, row in first.items()
        if members[pk] + asked.get(pk, 0)
    )


def _members(cohort_ids: list[int], today: date) -> Counter[int]:
    rows = Membership.objects.filter(on_day(today), cohort__in=cohort_ids)
    return Counter(rows.values_list("cohort_id", flat=True))


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
