"""The board and its pages: what they show, to whom, without JavaScript and with htmx."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.jobs import operations as jobs
from goldenthread.jobs.models import Job
from goldenthread.learning.models import Cohort, KeepApart, Offer, PlaceOffer, PlannedPlace
from goldenthread.learning.operations.publishing import publish_plan
from tests.factories.access import client_of, user_with
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
HTMX = {"HX-Request": "true"}


@pytest.fixture
def offer() -> Offer:
    return make_offer("Responding together")


@pytest.fixture
def two(offer: Offer) -> list[Cohort]:
    return [make_cohort(offer, "Set A"), make_cohort(offer, "Set B")]


@pytest.fixture
def client(offer: Offer) -> Client:
    """A coordinator of this programme, who has opened a page before."""
    made = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id)))
    made.get("/offers/")
    return made


def text(client: Client, path: str, **rest: Any) -> str:
    response = client.get(path, **rest)
    assert response.status_code == 200
    return response.content.decode()


def test_the_board_answers_in_its_heading(offer: Offer, two: list[Cohort], client: Client) -> None:
    make_applicants(offer, people=10, cohorts=two)
    make_application(offer, person=make_person(name="Conor Bielby"))
    shown = text(client, f"/plans/{make_plan(offer)}/")
    assert "<h1>Two cohorts, 10 people placed</h1>" in shown
    assert "2 of 12" in shown and "1 person" in shown and "seed 4182" in shown
    assert "Conor Bielby" in shown and "Why? No date suits" in shown
    assert shown.count("data-move=") == 10


def test_a_board_of_140_people_takes_few_queries(
    offer: Offer, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    six = [make_cohort(offer, f"Cohort {n}", minimum=12, maximum=24) for n in range(6)]
    make_applicants(offer, people=140, cohorts=six)
    plan_id = make_plan(offer)
    with django_assert_max_num_queries(30):
        shown = text(client, f"/plans/{plan_id}/")
    assert shown.count("data-move=") == 140
    assert len(shown) < 150_000


def test_looking_at_the_board_is_recorded_for_everyone_on_it(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    client.get(f"/plans/{make_plan(offer)}/")
    seen = set(Event.objects.filter(is_view=True).values_list("person_id", flat=True))
    assert {row.person_id for row in people} <= seen


def pair_in_one_cohort(offer: Offer, two: list[Cohort]) -> tuple[int, int]:
    """A plan in which a manager and a report came to share a set after it was made."""
    people = make_applicants(
        offer, people=8, cohorts=two, sectors=("primary_care", "mental_health")
    )
    plan_id = make_plan(offer)
    here = [
        row
        for row in people
        if PlannedPlace.objects.get(plan_id=plan_id, application=row).cohort_id == two[0].pk
    ]
    make_report(here[0].person, here[1].person)  # type: ignore[arg-type]  # both were made
    return plan_id, here[0].pk


def test_what_to_settle_comes_with_the_move_that_settles_it(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    plan_id, _ = pair_in_one_cohort(offer, two)
    shown = text(client, f"/plans/{plan_id}/")
    assert "One thing to settle before you publish" in shown
    assert "would learn in the same room" in shown
    assert "to Set B</button>" in shown
    assert "Settle 1 thing, then publish" in shown
    assert shown.count("chip--flag") == 2


def test_a_move_settles_it_without_javascript(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    plan_id, application_id = pair_in_one_cohort(offer, two)
    page = f"/plans/{plan_id}/move/{application_id}/"
    assert "settles it" in text(client, page)
    response = client.post(page, {"to": two[1].pk}, follow=True)
    shown = response.content.decode()
    assert "is in Set B now." in shown
    assert "would learn in the same room" not in shown


def test_htmx_gets_the_menu_and_then_the_board(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    plan_id, application_id = pair_in_one_cohort(offer, two)
    page = f"/plans/{plan_id}/move/{application_id}/"
    menu = text(client, page, headers=HTMX)
    assert menu.lstrip().startswith("<li") and "<html" not in menu
    board = client.post(page, {"to": two[1].pk}, headers=HTMX).content.decode()
    assert board.lstrip().startswith('<div id="plan"') and "is in Set B now." in board


def test_a_move_that_breaks_something_comes_back_to_its_menu(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=7, cohorts=two)
    only_a = make_application(offer, cohorts=two[:1], person=make_person(name="Cai Vane"))
    page = f"/plans/{make_plan(offer)}/move/{only_a.pk}/"
    assert "dates do not suit" in text(client, page)
    response = client.post(page, {"to": two[1].pk}, headers=HTMX)
    assert response["HX-Retarget"] == f"#move-{only_a.pk}"
    assert "Say why. Cai Vane cannot make the dates of Set B." in response.content.decode()
    client.post(page, {"to": two[1].pk, "why": "New shifts."})
    place = PlannedPlace.objects.get(application=only_a)
    assert (place.cohort_id, place.why) == (two[1].pk, "New shifts.")


def test_a_full_cohort_offers_people_to_change_places_with(offer: Offer, client: Client) -> None:
    two = [make_cohort(offer, name, maximum=4) for name in ("Set A", "Set B")]
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    shown = text(client, f"/plans/{plan_id}/move/{people[0].pk}/")
    assert "full, by a swap" in shown
    other = next(row for row in people if f'name="with" value="{row.pk}"' in shown)
    client.post(f"/plans/{plan_id}/swap/{people[0].pk}/", {"with": other.pk})
    there = PlannedPlace.objects.get(application=people[0]).cohort_id
    assert there != PlannedPlace.objects.get(application=other).cohort_id
    client.post(f"/plans/{plan_id}/undo/")
    assert PlannedPlace.objects.get(application=other).cohort_id == there


def test_moving_to_the_waiting_list_says_who_and_why(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    name = people[0].person.name if people[0].person else ""
    page = f"/plans/{plan_id}/move/{people[0].pk}/"
    shown = client.post(page, {"to": "", "why": "On leave."}, follow=True).content.decode()
    assert f"{name} is on the waiting list now" in shown
    assert "Why? Moved here by hand" in shown and "On leave." in shown


def test_new_people_are_named_as_missing_from_the_plan(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    make_application(offer, cohorts=two)
    assert "One person became eligible after this plan was made." in text(
        client, f"/plans/{plan_id}/"
    )


def test_locking_is_shown_and_undone(offer: Offer, two: list[Cohort], client: Client) -> None:
    people = make_applicants(offer, people=8, cohorts=two)
    plan_id = make_plan(offer)
    lock = f"/plans/{plan_id}/lock/{people[0].pk}/"
    client.post(lock, {"lock": "yes"})
    assert "is locked in this cohort. Unlock" in text(client, f"/plans/{plan_id}/")
    assert "Unlock" in text(client, f"/plans/{plan_id}/move/{people[0].pk}/")
    client.post(lock, {"lock": "no"})
    assert "is locked in this cohort" not in text(client, f"/plans/{plan_id}/")


def test_publishing_says_first_who_is_told_what(offer: Offer, client: Client) -> None:
    small = make_cohort(offer, maximum=3)
    make_applicants(offer, people=4, cohorts=[small])
    make_application(
        offer, cohorts=[small], person=make_person(name="Asha Nair", contact_by="phone")
    )
    page = f"/plans/{make_plan(offer)}/publish/"
    shown = text(client, page)
    assert "Three people get a message" in shown
    assert "Two people hear that they are on the waiting list" in shown
    assert "Please ring or write to Asha Nair yourself" in shown
    said = client.post(page, follow=True).content.decode()
    assert "Three places are offered, and 2 people on the waiting list will hear why." in said
    assert PlaceOffer.objects.count() == 3


def test_publishing_with_something_unsettled_asks_why_beside_it(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    plan_id, _ = pair_in_one_cohort(offer, two)
    page = f"/plans/{plan_id}/publish/"
    assert "Why you publish the plan as it is" in text(client, page)
    refused = client.post(page).content.decode()
    assert "One thing is not settled yet" in refused
    client.post(page, {"why": "Both agreed."})
    assert PlaceOffer.objects.count() == 8


def test_a_published_plan_stays_to_be_looked_at(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=8, cohorts=two)
    make_application(offer)
    plan_id = make_plan(offer)
    publish_plan(plan_id=plan_id, now=NOW, by=BY)
    Cohort.objects.update(state="running")
    shown = text(client, f"/plans/{plan_id}/")
    assert "<h1>Two cohorts, 8 people placed</h1>" in shown
    assert "Published on Tuesday 3 March 2026" in shown
    assert "of the best possible" in shown or "the best possible" in shown
    assert "data-move" not in shown


def test_an_impossible_plan_says_why_and_what_would_fix_it(offer: Offer, client: Client) -> None:
    make_cohort(offer, "Set A", minimum=5)
    make_application(offer, person=make_person(name="Ana Ruiz"))
    shown = text(client, f"/plans/{make_plan(offer)}/")
    assert "No plan fits everyone who must be placed" in shown
    assert "What would fix it" in shown
    assert "Set A" in shown and "C0000" not in shown


def test_forming_starts_as_a_job_and_a_second_press_is_told_so(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=8, cohorts=two)
    page = f"/offers/{offer.pk}/plans/"
    assert "Form 2 cohorts from 8 people" in text(client, page)
    response = client.post(page, {"seed": "77"})
    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.pk}/"
    again = client.post(page, {"seed": "77"}).content.decode()
    assert "A colleague is forming these cohorts right now" in again
    assert "See how far it is" in text(client, page)
    jobs.run(job.pk)
    assert "8 of 8 people placed" in text(client, page)


def test_the_forming_page_says_what_to_know_first(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=4, cohorts=two)
    make_application(offer, person=make_person(name="Conor Bielby"))
    make_application(offer, state="submitted")  # type: ignore[arg-type]  # as stored
    shown = text(client, f"/offers/{offer.pk}/plans/")
    assert "No date suits Conor Bielby." in shown
    assert "One application is not screened yet" in shown


def test_pairs_are_kept_apart_and_let_go_on_one_page(offer: Offer, client: Client) -> None:
    one = make_application(offer, person=make_person(name="Imani Brook"))
    other = make_application(offer, person=make_person(name="Leo Farrant"))
    page = f"/offers/{offer.pk}/keep-apart/"
    data = {"person_a": one.person_id, "person_b": other.person_id, "reason": "asked"}
    client.post(page, data)
    assert "Imani Brook and Leo Farrant" in text(client, page)
    assert (
        "Choose two different people"
        in client.post(page, {**data, "person_b": one.person_id}).content.decode()
    )
    client.post(f"{page}{KeepApart.objects.get().pk}/end/")
    assert not KeepApart.objects.exists()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.EVALUATOR, Role.BOARD_MEMBER])
def test_plans_are_for_those_who_form_cohorts(offer: Offer, two: list[Cohort], role: Role) -> None:
    people = make_applicants(offer, people=4, cohorts=two)
    plan_id = make_plan(offer)
    client = client_of(user_with(role))
    for path in (
        f"/plans/{plan_id}/",
        f"/plans/{plan_id}/move/{people[0].pk}/",
        f"/plans/{plan_id}/publish/",
        f"/offers/{offer.pk}/plans/",
        f"/offers/{offer.pk}/keep-apart/",
        f"/offers/{offer.pk}/places/",
    ):
        assert client.get(path).status_code == 404


def test_a_coordinator_of_another_programme_finds_nothing(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=4, cohorts=two)
    plan_id = make_plan(offer)
    elsewhere = (ScopeKind.PROGRAMME, make_offer().programme_id)
    client = client_of(user_with(Role.COORDINATOR, over=elsewhere))
    assert client.get(f"/plans/{plan_id}/").status_code == 404
    assert client.get(f"/offers/{offer.pk}/places/").status_code == 404
    move = f"/plans/{plan_id}/move/{people[0].pk}/"
    assert client.post(move, {"to": two[0].pk}).status_code == 404


def test_a_plan_is_taken_away_as_it_is_shown(
    offer: Offer, two: list[Cohort], client: Client
) -> None:
    make_applicants(offer, people=8, cohorts=two)
    make_application(offer, person=make_person(name="Conor Bielby"))
    plan_id = make_plan(offer)
    rows = client.get(f"/plans/{plan_id}/people.csv").content.decode().splitlines()
    assert len(rows) == 10
    assert "Conor Bielby" in rows[-1] and "P0000" not in rows[-1]
    assert client.get(f"/plans/{plan_id}/people.xlsx").status_code == 200
    assert Event.objects.filter(action="plan.download").exists()
