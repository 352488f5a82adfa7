"""The list on the home page against a slow reading of the tables, over many random worlds."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.terms import ContactBy
from goldenthread.learning.models import (
    Application,
    Cohort,
    Membership,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.pages.offer_panels import to_do
from goldenthread.learning.pages.todos import learning_todos
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    Mode,
    OfferState,
    PlaceState,
    SessionState,
)
from goldenthread.programmes.models import Programme
from goldenthread.ui.words import LONDON, in_london
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import make_offer
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 25)  # the clocks go back today
PLAN = "Someone is on call, and there is a quiet room."


def at(days: int, hour: int) -> datetime:
    return datetime.combine(TODAY + timedelta(days=days), time(hour), tzinfo=LONDON)


def maybe(chance: random.Random, often: float) -> bool:
    return chance.random() < often


def build(seed: int, programme: Programme) -> None:
    """Two offers with cohorts, sessions, people who join, leave, apply and are asked."""
    chance = random.Random(seed)
    for name in ("One", "Two"):
        state = chance.choice((OfferState.OPEN, OfferState.CLOSED, OfferState.RUNNING))
        offer = make_offer(name, programme=programme, state=state)
        cohorts = [_cohort(chance, offer, n) for n in range(chance.randint(0, 3))]
        for _ in range(chance.randint(0, 6)):
            _application(chance, offer, cohorts)


def _cohort(chance: random.Random, offer: Offer, number: int) -> Cohort:
    cohort = Cohort.objects.create(
        offer=offer,
        name=f"{offer.name} set {number}",
        mode=Mode.ONLINE,
        minimum=1,
        maximum=9,
        state=chance.choice((CohortState.PLANNED, CohortState.RUNNING, CohortState.CANCELLED)),
    )
    for place in range(chance.randint(0, 4)):
        starts = at(chance.randint(-9, 9), chance.choice((0, 9, 23)))
        Session.objects.create(
            cohort=cohort,
            number=place + 1,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45),
            state=chance.choice((SessionState.PLANNED, SessionState.PLANNED, *SessionState)),
            safety_plan=PLAN if maybe(chance, 0.5) else "",
            calendar_uid=f"{cohort.pk}-{place}",
        )
    for _ in range(chance.randint(0, 2)):
        starts_on = TODAY + timedelta(days=chance.randint(-12, 6))
        ends_on = starts_on + timedelta(days=chance.randint(0, 12)) if maybe(chance, 0.5) else None
        Membership.objects.create(
            cohort=cohort, person=make_person(), starts_on=starts_on, ends_on=ends_on
        )
    return cohort


def _application(chance: random.Random, offer: Offer, cohorts: list[Cohort]) -> None:
    row = Application.objects.create(
        offer=offer,
        person=make_person(contact_by=chance.choice((ContactBy.EMAIL, ContactBy.PHONE))),
        state=chance.choice(
            (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE, ApplicationState.OFFERED)
        ),
        nonce=f"{offer.pk}-{chance.random()}",
        started_at=at(-20, 9),
        submitted_at=at(-19, 9),
    )
    if row.state == ApplicationState.OFFERED and cohorts:
        PlaceOffer.objects.create(
            application=row,
            cohort=chance.choice(cohorts),
            state=chance.choice((PlaceState.OFFERED, PlaceState.OFFERED, PlaceState.EXPIRED)),
            offered_at=at(-3, 9),
            expires_at=at(chance.randint(0, 5), 21),
        )


def belongs(cohort_id: int, day: date) -> int:
    return sum(
        row.starts_on <= day and (row.ends_on is None or day < row.ends_on)
        for row in Membership.objects.filter(cohort_id=cohort_id)
    )


def slowly(programme: Programme) -> Iterator[str]:
    """Where each thing to do leads, found one row at a time and by nobody else's rules."""
    for offer in Offer.objects.filter(programme=programme):
        cohorts = list(Cohort.objects.filter(offer=offer))
        people = list(Application.objects.filter(offer=offer))
        if any(row.state == ApplicationState.SUBMITTED for row in people):
            yield f"/offers/{offer.pk}/applications/?state=submitted"
        eligible = any(row.state == ApplicationState.ELIGIBLE for row in people)
        if eligible and any(row.state == CohortState.PLANNED for row in cohorts):
            yield f"/offers/{offer.pk}/plans/"
        places = PlaceOffer.objects.filter(application__offer=offer, state=PlaceState.OFFERED)
        if any(_needs_someone(row) for row in places):
            yield f"/offers/{offer.pk}/places/"
        found = [list(_of_cohort(row)) for row in cohorts if row.state != CohortState.CANCELLED]
        yield from (href for own in found for href in own if href.endswith("/register/"))
        plans = [href for own in found for href in own if href.endswith("/prepare/")]
        yield from [f"/offers/{offer.pk}/cohorts/"] if len(plans) >= 3 else plans


def _needs_someone(row: PlaceOffer) -> bool:
    person = row.application.person
    assert person is not None
    soon = in_london(row.expires_at).date() < TODAY + timedelta(days=2)
    return soon or not person.email or person.contact_by != ContactBy.EMAIL


def _of_cohort(cohort: Cohort) -> Iterator[str]:
    asked = PlaceOffer.objects.filter(cohort=cohort, state=PlaceState.OFFERED).count()
    rows = [row for row in Session.objects.filter(cohort=cohort) if row.state == "planned"]
    said_plan = False
    for row in sorted(rows, key=lambda one: one.starts_at):
        day = in_london(row.starts_at).date()
        there = belongs(cohort.pk, day)
        if day <= TODAY and there:
            yield f"/sessions/{row.pk}/register/"
        if day >= TODAY and not row.safety_plan and there + asked and not said_plan:
            said_plan = True
            yield f"/sessions/{row.pk}/prepare/"


def listed(actor: Actor) -> list[str]:
    return [todo.href for todo in (*learning_todos(actor, TODAY), *to_do(actor, TODAY))]


@pytest.mark.parametrize("seed", range(12))
def test_the_list_is_what_a_slow_reading_finds_and_nothing_of_other_programmes(seed: int) -> None:
    ours, theirs = make_programme(), make_programme()
    build(seed, ours)
    build(seed + 1000, theirs)
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, ours.pk))
    assert sorted(listed(actor)) == sorted(slowly(ours))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_done_is_gone(seed: int) -> None:
    ours = make_programme()
    build(seed, ours)
    Session.objects.filter(starts_at__lt=at(1, 0)).update(state=SessionState.HELD)
    Session.objects.update(safety_plan=PLAN)
    Application.objects.update(state=ApplicationState.PLACED)
    PlaceOffer.objects.update(state=PlaceState.ACCEPTED)
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, ours.pk))
    assert listed(actor) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_most_pressing_comes_first_and_each_is_said_once(seed: int) -> None:
    ours = make_programme()
    build(seed, ours)
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, ours.pk))
    hrefs = listed(actor)
    assert len(hrefs) == len(set(hrefs))
    registers = [todo for todo in learning_todos(actor, TODAY) if "register" in todo.href]
    starts = [Session.objects.get(pk=int(todo.href.split("/")[2])).starts_at for todo in registers]
    assert starts == sorted(starts)
