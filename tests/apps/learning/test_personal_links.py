"""A personal link that is opened again, too late, after a withdrawal or by somebody else: a clear
sentence each time, and nothing lost. Links of questionnaires: evaluation/test_answers_pages.py."""

from datetime import datetime

import pytest
from django.test import Client

from goldenthread.access import vault
from goldenthread.learning.models import (
    Application,
    Cohort,
    FacilitatorInvitation,
    Membership,
    PlaceOffer,
)
from goldenthread.learning.operations.places import expire_places, offer_place, take_back_place
from goldenthread.learning.queries.facilitating import token_of as asking_token
from goldenthread.learning.terms import ApplicationState, PlaceState
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import BY, NOW, make_application, make_cohort, make_offer

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2046, month=4)


@pytest.fixture
def place() -> PlaceOffer:
    starts = NOW.replace(year=2046, month=5)
    cohort = make_cohort(make_offer(), "Set B", session_times=[(starts, starts.replace(hour=12))])
    row = make_application(cohort.offer, cohorts=[cohort], person=make_person(name="Imani Brook"))
    made = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    PlaceOffer.objects.filter(pk=made).update(expires_at=LATER)
    return PlaceOffer.objects.get(pk=made)


def token_of(row: Application) -> str:
    return vault.link_token("application", row.pk, nonce=row.nonce)


def press(place: PlaceOffer, act: str) -> str:
    path = f"/places/{token_of(place.application)}/{act}/"
    answer = Client().post(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def own_page(place: PlaceOffer) -> str:
    slug = place.application.offer.slug
    answer = Client().get(f"/apply/{slug}/mine/{token_of(place.application)}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("first", "second", "sentence", "members"),
    [
        ("accept", "accept", "You have said yes to this place already.", 1),
        ("accept", "decline", "You have said yes to this place already.", 1),
        ("decline", "decline", "You gave this place back", 0),
        ("decline", "accept", "You gave this place back", 0),
    ],
)
def test_an_answer_given_twice_is_kept_as_it_was_given_first(
    place: PlaceOffer, first: str, second: str, sentence: str, members: int
) -> None:
    press(place, first)
    assert sentence in press(place, second)
    assert Membership.objects.count() == members


def test_a_yes_after_the_last_day_says_until_when_it_was_kept(place: PlaceOffer) -> None:
    PlaceOffer.objects.filter(pk=place.pk).update(expires_at=NOW)
    expire_places(now=datetime.fromisoformat("2027-01-01T12:00:00+00:00"), by=BY)
    assert "It has gone to the next person now." in press(place, "accept")
    assert Membership.objects.count() == 0
    assert own_page(place)


def test_a_yes_to_a_place_that_was_taken_back_says_so(place: PlaceOffer) -> None:
    take_back_place(place_offer_id=place.pk, why="The room is smaller now.", now=NOW, by=BY)
    assert "This place is no longer kept for you." in press(place, "accept")
    assert Membership.objects.count() == 0


def test_after_a_withdrawal_the_link_still_says_where_it_stands(place: PlaceOffer) -> None:
    path = f"/apply/{place.application.offer.slug}/mine/{token_of(place.application)}/withdraw/"
    assert Client().get(path).status_code == 200
    assert Client().post(path, follow=True).status_code == 200
    place.refresh_from_db()
    place.application.refresh_from_db()
    assert place.application.state == ApplicationState.WITHDRAWN
    assert place.state != PlaceState.OFFERED
    assert "You took your application back" in own_page(place)
    press(place, "accept")
    assert Membership.objects.count() == 0


def test_a_link_made_for_one_person_opens_nothing_of_another(place: PlaceOffer) -> None:
    other = make_application(place.application.offer, person=make_person(name="Ana Ruiz"))
    mixed = token_of(place.application).replace(f"{place.application.pk}-", f"{other.pk}-", 1)
    slug = other.offer.slug
    assert Client().get(f"/apply/{slug}/mine/{mixed}/").status_code == 404
    for act in ("accept", "decline"):
        assert Client().post(f"/places/{mixed}/{act}/").status_code == 404


def test_being_asked_to_run_a_cohort_is_answered_once(place: PlaceOffer) -> None:
    asked = _asked(place.cohort)
    path = f"/facilitate/{asking_token(asked.pk)}/"
    assert Client().post(path, {"answer": "no"}, follow=True).status_code == 200
    again = Client().post(path, {"answer": "yes", "name": "Rowan Hill"})
    assert "You have answered already, or are no longer asked." in again.content.decode()
    asked.refresh_from_db()
    assert asked.said_yes is False


def _asked(cohort: Cohort) -> FacilitatorInvitation:
    return FacilitatorInvitation.objects.create(
        cohort=cohort,
        address_key="rowan@example.org",
        address="rowan@example.org",
        nonce="n",
        invited_by="1",
        invited_at=NOW,
    )
