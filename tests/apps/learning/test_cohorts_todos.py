"""What needs someone today, and the panel on a person's page."""

from datetime import timedelta

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.learning.models import Cohort, Offer, PlaceOffer
from goldenthread.learning.operations.places import offer_place
from goldenthread.learning.operations.registers import mark_attendance
from goldenthread.learning.pages.person_panel import person_panel
from goldenthread.learning.pages.todos import learning_todos
from goldenthread.learning.terms import Mark
from goldenthread.ui import slots
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_applicants,
    make_application,
    make_cohort,
    make_member,
    make_offer,
    make_plan,
    make_session_of,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db
THAT_DAY = FIRST.date()


@pytest.fixture
def offer() -> Offer:
    return make_offer("Responding together")


@pytest.fixture
def cohort(offer: Offer) -> Cohort:
    return make_cohort(offer, "Set B")


@pytest.fixture
def coordinator(offer: Offer) -> Actor:
    return actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))


def titles(actor: Actor, on: object = TODAY) -> list[str]:
    return [todo.title for todo in learning_todos(actor, on)]  # type: ignore[arg-type]  # a day


def test_people_to_place_are_a_thing_to_do_until_the_plan_is_made(
    offer: Offer, cohort: Cohort, coordinator: Actor
) -> None:
    make_applicants(offer, people=4, cohorts=[cohort])
    assert titles(coordinator) == ["Form cohorts: Responding together"]
    make_plan(offer)
    assert titles(coordinator) == ["Look at the plan and offer the places: Responding together"]


def test_a_register_is_due_today_and_missing_tomorrow(cohort: Cohort, coordinator: Actor) -> None:
    make_member(with_safety_plans(cohort))
    assert titles(coordinator, THAT_DAY - timedelta(days=1)) == []
    assert titles(coordinator, THAT_DAY) == ["Register: Set B, session 1"]
    (late,) = learning_todos(coordinator, THAT_DAY + timedelta(days=2))
    assert late.title == "Register missing: Set B, session 1"
    assert late.when == "Since Tuesday 14 April 2026"


def test_a_missing_safety_plan_is_asked_for_once_a_cohort(
    cohort: Cohort, coordinator: Actor
) -> None:
    assert titles(coordinator) == []
    make_member(cohort)
    assert titles(coordinator) == ["Write the safety plan: Set B, session 1"]
    make_session_of(cohort, 1, safety_plan="There are breaks.")
    assert titles(coordinator) == ["Write the safety plan: Set B, session 2"]


def test_many_missing_safety_plans_of_one_offer_are_one_thing(
    offer: Offer, coordinator: Actor
) -> None:
    cohorts = [make_cohort(offer, f"Set {n}") for n in range(4)]
    for cohort in cohorts:
        make_member(cohort)
    assert titles(coordinator) == ["Write the safety plans of 4 cohorts"]
    own = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, cohorts[0].pk))
    assert titles(own) == ["Write the safety plan: Set 0, session 1"]


def test_places_that_run_out_are_said_the_day_before(
    offer: Offer, cohort: Cohort, coordinator: Actor
) -> None:
    row = make_application(offer, cohorts=[with_safety_plans(cohort)])
    offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    assert titles(coordinator) == []
    last = PlaceOffer.objects.get().expires_at.date()
    assert titles(coordinator, last - timedelta(days=1)) == ["1 place not answered yet"]


def test_people_whom_no_email_reaches_are_told_by_a_person(
    offer: Offer, cohort: Cohort, coordinator: Actor
) -> None:
    row = make_application(
        offer, cohorts=[with_safety_plans(cohort)], person=make_person(contact_by="phone")
    )
    offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    assert titles(coordinator) == ["Tell 1 person about their place yourself"]


def test_a_facilitator_hears_only_of_their_own_sessions(cohort: Cohort, offer: Offer) -> None:
    make_member(with_safety_plans(cohort))
    make_member(with_safety_plans(make_cohort(offer, "Set C")))
    own = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, cohort.pk))
    assert titles(own, THAT_DAY) == ["Register: Set B, session 1"]


def test_nobody_else_is_told_to_do_anything(cohort: Cohort) -> None:
    make_member(cohort)
    for role in (Role.LEARNER, Role.EVALUATOR, Role.BOARD_MEMBER, Role.ADMINISTRATOR):
        assert titles(actor_with(role), THAT_DAY) == []


def test_the_home_page_asks_for_these_things(cohort: Cohort, coordinator: Actor) -> None:
    make_member(with_safety_plans(cohort))
    assert "Register: Set B, session 1" in [t.title for t in slots.todos(coordinator, THAT_DAY)]


def test_a_persons_page_shows_where_they_belonged_and_what_they_came_to(
    cohort: Cohort, coordinator: Actor
) -> None:
    member = make_member(cohort)
    session = make_session_of(cohort, 1)
    mark_attendance(session_id=session.pk, marks={member.person_id: Mark.PART}, now=FIRST, by=BY)
    panel = person_panel(coordinator, member.person_id)
    assert panel is not None
    (line,) = panel.context["lines"]
    assert (line.cohort, line.when) == ("Set B", "Since Tuesday 3 March 2026")
    assert line.marks == (("P", "part", "Session 1: came for part"),)
    other = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_offer().programme_id))
    assert person_panel(other, member.person_id) is None
    assert person_panel(actor_with(Role.EVALUATOR), member.person_id) is None
