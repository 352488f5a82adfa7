"""Places on pages: for the coordinator, and for the person by their own link."""

import pytest
from django.test import Client

from goldenthread.access import vault
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.learning.models import (
    Application,
    Cohort,
    Membership,
    Offer,
    PlaceOffer,
)
from goldenthread.learning.operations.places import accept_place, offer_place
from goldenthread.learning.queries.places import my_places
from goldenthread.learning.terms import ApplicationState, PlaceState
from tests.factories.access import UserFactory, actor_of, client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    make_application,
    make_cohort,
    make_offer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer("Responding together")


@pytest.fixture
def cohort(offer: Offer) -> Cohort:
    return make_cohort(offer, "Set B", session_times=_far_ahead())


def _far_ahead() -> list[tuple[object, object]]:
    starts = NOW.replace(year=2046, month=5)
    return [(starts, starts.replace(hour=12))]


@pytest.fixture
def client(offer: Offer) -> Client:
    return client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id)))


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def offered(cohort: Cohort, name: str = "Imani Brook") -> PlaceOffer:
    row = make_application(cohort.offer, cohorts=[cohort], person=make_person(name=name))
    made = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    PlaceOffer.objects.filter(pk=made).update(expires_at=NOW.replace(year=2046))
    return PlaceOffer.objects.get(pk=made)


def token_of(row: Application) -> str:
    return vault.link_token("application", row.pk, nonce=row.nonce)


def test_the_page_says_who_decides_until_when_and_who_is_next(
    offer: Offer, cohort: Cohort, client: Client
) -> None:
    offered(cohort)
    make_application(
        offer,
        cohorts=[cohort],
        state=ApplicationState.WAITING,
        lottery_rank=3,
        person=make_person(name="Leo Farrant"),
    )
    shown = text(client, f"/offers/{offer.pk}/places/")
    assert "One person deciding, 5 seats free" in shown
    assert "until 9pm, " in shown
    assert "Drawn 3rd" in shown and "Offer Set B" in shown


def test_the_places_are_taken_away_as_they_are_shown(
    offer: Offer, cohort: Cohort, client: Client
) -> None:
    offered(cohort)
    make_application(offer, cohorts=[cohort], state=ApplicationState.WAITING, lottery_rank=3)
    rows = client.get(f"/offers/{offer.pk}/places.csv").content.decode().splitlines()
    assert "Imani Brook" in rows[1] and "Deciding" in rows[1]
    assert "Waiting" in rows[2] and "Set B" in rows[2]


def test_a_coordinator_offers_a_seat_and_records_an_answer_by_phone(
    offer: Offer, cohort: Cohort, client: Client
) -> None:
    row = make_application(offer, cohorts=[cohort], state=ApplicationState.WAITING)
    client.post(f"/offers/{offer.pk}/places/offer/", {"application": row.pk, "cohort": cohort.pk})
    place = PlaceOffer.objects.get()
    client.post(f"/offers/{offer.pk}/places/{place.pk}/answer/", {"answer": "yes"})
    assert Membership.objects.get().person_id == row.person_id
    other = offered(cohort)
    client.post(f"/offers/{offer.pk}/places/{other.pk}/answer/", {"answer": "no"})
    other.refresh_from_db()
    assert other.state == PlaceState.DECLINED


def test_a_place_is_taken_back_only_with_a_reason(
    offer: Offer, cohort: Cohort, client: Client
) -> None:
    place = offered(cohort)
    page = f"/offers/{offer.pk}/places/{place.pk}/take-back/"
    assert "Take back the place of Imani Brook in Set B?" in text(client, page)
    assert "Enter the why" in client.post(page, {"why": " "}).content.decode()
    client.post(page, {"why": "The room is smaller now."})
    place.refresh_from_db()
    assert place.state == PlaceState.TAKEN_BACK
    assert client.get(page).status_code == 404


def test_the_person_says_yes_by_their_own_link_without_an_account(cohort: Cohort) -> None:
    place = offered(cohort)
    browser = Client()
    token = token_of(place.application)
    mine = f"/apply/{cohort.offer.slug}/mine/{token}/"
    assert "Would you like this place?" in text(browser, mine)
    response = browser.post(f"/places/{token}/accept/")
    assert response["Location"] == mine
    assert "Thank you. Your place is yours." in text(browser, mine)
    assert Membership.objects.get().cohort == cohort


def test_opening_a_link_never_answers_for_the_person(cohort: Cohort) -> None:
    token = token_of(offered(cohort).application)
    assert Client().get(f"/places/{token}/accept/").status_code == 405
    assert Client().get(f"/places/{token}/decline/").status_code == 405


def test_the_person_says_no_and_nobody_asks_why(cohort: Cohort) -> None:
    place = offered(cohort)
    browser = Client()
    shown = browser.post(f"/places/{token_of(place.application)}/decline/", follow=True)
    assert "Thank you for telling us." in shown.content.decode()
    place.refresh_from_db()
    assert place.state == PlaceState.DECLINED


def test_a_second_yes_is_answered_calmly(cohort: Cohort) -> None:
    place = offered(cohort)
    browser = Client()
    url = f"/places/{token_of(place.application)}/accept/"
    browser.post(url)
    shown = browser.post(url, follow=True).content.decode()
    assert "You have said yes to this place already." in shown
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("token", ["1-wrong", "999999-abc", "x", "1", "²-abc"])
def test_a_wrong_link_finds_nothing(cohort: Cohort, token: str) -> None:
    offered(cohort)
    for act in ("accept", "decline"):
        assert Client().post(f"/places/{token}/{act}/").status_code == 404


def test_ones_own_places_are_for_oneself(cohort: Cohort) -> None:
    user = UserFactory()
    person = make_person(user=user)
    row = make_application(cohort.offer, cohorts=[cohort], person=person)
    place_id = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    accept_place(place_offer_id=place_id, now=NOW, by=BY)
    (mine,) = my_places(actor_of(user), person.pk)
    assert (mine.cohort, mine.offer, len(mine.sessions)) == ("Set B", "Responding together", 1)
    with pytest.raises(Exception, match="places of person"):
        my_places(actor_of(UserFactory()), person.pk)
