"""Changing a plan by hand, and publishing it."""

from datetime import timedelta

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    Offer,
    PlaceOffer,
    PlannedPlace,
)
from goldenthread.learning.operations.forming import form_cohorts
from goldenthread.learning.operations.moves import (
    lock_person,
    move_person,
    swap_people,
    undo_last_move,
)
from goldenthread.learning.operations.places import accept_place
from goldenthread.learning.operations.publishing import publish_plan
from goldenthread.learning.terms import ApplicationState, PlanState
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from goldenthread.messaging.terms import MessageState
from tests.factories.access import actor_with
from tests.factories.directory import make_person, make_report
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    make_applicants,
    make_application,
    make_cohort,
    make_offer,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer()


@pytest.fixture
def two(offer: Offer) -> list[Cohort]:
    return [make_cohort(offer, "Set A"), make_cohort(offer, "Set B")]


def place(plan_id: int, row: Application) -> PlannedPlace:
    return PlannedPlace.objects.get(plan_id=plan_id, application=row)


def move(plan_id: int, row: Application, to: Cohort | None, why: str = "") -> tuple[str, ...]:
    return move_person(
        plan_id=plan_id,
        application_id=row.pk,
        to_cohort_id=to.pk if to else None,
        why=why,
        by=BY,
        now=NOW,
    )


def other_of(two: list[Cohort], row: PlannedPlace) -> Cohort:
    return next(c for c in two if c.pk != row.cohort_id)


def test_a_move_that_breaks_nothing_needs_no_reason(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    there = other_of(two, place(plan_id, people[0]))
    assert move(plan_id, people[0], there) == ()
    moved = place(plan_id, people[0])
    assert (moved.cohort_id, moved.moved_by, moved.breaks) == (there.pk, "system", [])


def test_a_move_says_what_it_breaks_and_asks_why(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=7, cohorts=two)
    manager = make_application(offer, cohorts=two, person=make_person(name="Joel Amadi"))
    report = make_application(offer, cohorts=two, person=make_person(name="Dana Whitlock"))
    make_report(report.person, manager.person)  # type: ignore[arg-type]  # both were made
    plan_id = make_plan(offer)
    there = other_of(two, place(plan_id, report))
    with pytest.raises(Refused, match="Joel Amadi and Dana Whitlock would learn in the same room"):
        move(plan_id, report, there)
    broken = move(plan_id, report, there, "Both asked for it.")
    assert broken and "line manager" in broken[0]
    assert "Dana" not in str(place(plan_id, report).breaks)


def test_dates_that_do_not_suit_are_said(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=7, cohorts=two)
    only_a = make_application(offer, cohorts=two[:1], person=make_person(name="Cai Vane"))
    plan_id = make_plan(offer)
    with pytest.raises(Refused, match="Cai Vane cannot make the dates of Set B"):
        move(plan_id, only_a, two[1])


def test_a_full_cohort_takes_nobody_more_but_people_may_change_places(offer: Offer) -> None:
    two = [make_cohort(offer, "Set A", maximum=4), make_cohort(offer, "Set B", maximum=4)]
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    one = people[0]
    there = other_of(two, place(plan_id, one))
    with pytest.raises(Refused, match="full"):
        move(plan_id, one, there, "Please.")
    other = next(row for row in people if place(plan_id, row).cohort_id == there.pk)
    here = place(plan_id, one).cohort_id
    swap_people(plan_id=plan_id, application_id=one.pk, with_application_id=other.pk, by=BY)
    assert place(plan_id, one).cohort_id == there.pk
    assert place(plan_id, other).cohort_id == here
    undo_last_move(plan_id=plan_id, by=BY)
    assert place(plan_id, one).cohort_id == here
    assert place(plan_id, other).cohort_id == there.pk


def test_undo_puts_the_last_move_back_and_then_the_one_before(
    offer: Offer, two: list[Cohort]
) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    before = {row.pk: place(plan_id, row).cohort_id for row in people[:2]}
    reason = place(plan_id, people[0]).reason
    for row in people[:2]:
        move(plan_id, row, None)
    assert undo_last_move(plan_id=plan_id, by=BY) == people[1].pk
    assert undo_last_move(plan_id=plan_id, by=BY) == people[0].pk
    assert {row.pk: place(plan_id, row).cohort_id for row in people[:2]} == before
    assert place(plan_id, people[0]).reason == reason
    with pytest.raises(Refused, match="no move to undo"):
        undo_last_move(plan_id=plan_id, by=BY)


def test_locked_people_do_not_move_until_unlocked(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    lock_person(plan_id=plan_id, application_id=people[0].pk, is_locked=True, by=BY)
    with pytest.raises(Refused, match="is locked in their cohort"):
        move(plan_id, people[0], None)
    lock_person(plan_id=plan_id, application_id=people[0].pk, is_locked=False, by=BY)
    move(plan_id, people[0], None)
    with pytest.raises(Refused, match="no seat to lock"):
        lock_person(plan_id=plan_id, application_id=people[0].pk, is_locked=True, by=BY)


def test_every_move_is_on_the_record(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    move(plan_id, people[0], None)
    event = Event.objects.get(action="plan.person_moved")
    assert event.person_id == people[0].person_id
    assert event.detail == {"cohort": None, "breaks": 0}


def test_only_who_forms_the_cohorts_moves_people(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    for role in (Role.FACILITATOR, Role.EVALUATOR, Role.LEARNER):
        with pytest.raises(OutOfReach):
            lock_person(
                plan_id=plan_id,
                application_id=people[0].pk,
                is_locked=True,
                by=actor_with(role),
            )


def publish(plan_id: int, why: str = "") -> tuple[int, int]:
    return publish_plan(plan_id=plan_id, now=NOW, by=BY, why=why)


def test_publishing_offers_places_and_tells_the_rest_the_truth(offer: Offer) -> None:
    small = make_cohort(offer, maximum=3)
    make_applicants(offer, people=5, cohorts=[small])
    nowhere = make_application(offer)
    plan_id = make_plan(offer)
    assert publish(plan_id) == (3, 3)
    assert PlaceOffer.objects.filter(cohort=small).count() == 3
    nowhere.refresh_from_db()
    assert nowhere.state == ApplicationState.WAITING
    bodies = dict(Message.objects.filter(kind="waiting_list").values_list("person_id", "body"))
    assert "None of the cohorts we can run now fits" in bodies[nowhere.person_id or 0]
    drawn = [body for body in bodies.values() if "You were drawn" in body]
    assert len(drawn) == 2
    assert CohortPlan.objects.get(pk=plan_id).state == PlanState.PUBLISHED


def test_no_letter_names_anybody_else(offer: Offer) -> None:
    small = make_cohort(offer, maximum=2)
    names = [f"Zed{n} Quillfeather" for n in range(4)]
    for name in names:
        make_application(offer, cohorts=[small], person=make_person(name=name))
    publish(make_plan(offer))
    for message in Message.objects.all():
        others = [name for name in names if name != message.to_name]
        assert not any(name in message.body for name in others)


def test_a_plan_with_something_unsettled_asks_for_a_reason(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    here = [row for row in people if place(plan_id, row).cohort_id == two[0].pk]
    make_report(here[0].person, here[1].person)  # type: ignore[arg-type]  # both were made
    with pytest.raises(Refused, match="One thing is not settled yet"):
        publish(plan_id)
    assert publish(plan_id, "Both agreed.") == (8, 0)


def test_what_a_person_decided_with_a_reason_is_settled(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=7, cohorts=two)
    only_a = make_application(offer, cohorts=two[:1])
    plan_id = make_plan(offer)
    move(plan_id, only_a, two[1], "New shifts.")
    assert publish(plan_id) == (8, 0)


def test_a_plan_is_published_once(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    publish(plan_id)
    for act in (lambda: publish(plan_id), lambda: move(plan_id, people[0], None)):
        with pytest.raises(Refused, match="This plan is published"):
            act()


def test_a_plan_that_was_not_made_is_not_published(offer: Offer) -> None:
    make_cohort(offer, minimum=5)
    make_application(offer)
    with pytest.raises(Refused, match="nothing to publish"):
        publish(make_plan(offer))


def test_whoever_left_after_the_plan_was_made_gets_nothing(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    Application.objects.filter(pk=people[0].pk).update(state=ApplicationState.WITHDRAWN)
    assert publish(plan_id) == (7, 0)
    assert not Message.objects.filter(person_id=people[0].person_id).exists()


def test_a_second_round_keeps_everyone_who_was_told(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    first = make_plan(offer)
    publish(first)
    accept_place(place_offer_id=PlaceOffer.objects.first().pk, now=NOW, by=BY)  # type: ignore[union-attr]  # eight exist
    late = make_application(offer, cohorts=two)
    second = form_cohorts(offer_id=offer.pk, seed=5, now=NOW + timedelta(days=1), by=BY)
    for row in people:
        assert place(second, row).cohort_id == place(first, row).cohort_id
    with pytest.raises(Refused, match="has been offered a place already"):
        move(second, people[0], None)
    assert publish(second) == (1, 0)
    late.refresh_from_db()
    assert late.state == ApplicationState.OFFERED
    states = dict(CohortPlan.objects.values_list("pk", "state"))
    assert states == {first: PlanState.SUPERSEDED, second: PlanState.PUBLISHED}


def test_someone_placed_meanwhile_does_not_hear_that_they_wait(offer: Offer) -> None:
    small = make_cohort(offer, maximum=2)
    people = make_applicants(offer, people=3, cohorts=[small])
    publish(make_plan(offer))
    waiting = next(row for row in people if not PlaceOffer.objects.filter(application=row).exists())
    Application.objects.filter(pk=waiting.pk).update(state=ApplicationState.PLACED)
    send_due(now=NOW, by=BY)
    assert Message.objects.get(kind="waiting_list").state == MessageState.STOPPED


def test_nobody_who_left_is_moved(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    Application.objects.filter(pk=people[0].pk).update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(Refused, match="no longer applying"):
        move(plan_id, people[0], None)
    for unknown in (plan_id + 99, plan_id):
        with pytest.raises(OutOfReach):
            move_person(
                plan_id=unknown, application_id=10**6, to_cohort_id=None, why="", by=BY, now=NOW
            )


def test_what_people_were_told_already_is_not_settled_again(
    offer: Offer, two: list[Cohort]
) -> None:
    make_applicants(offer, people=7, cohorts=two)
    only_a = make_application(offer, cohorts=two[:1])
    first = make_plan(offer)
    move(first, only_a, two[1], "New shifts.")
    publish(first)
    make_application(offer, cohorts=two)
    assert publish(make_plan(offer)) == (1, 0)
