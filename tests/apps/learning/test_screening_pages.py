"""The list of applications, one application, and the screening sheet."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning.models import Application, Criterion, Offer, Screening
from goldenthread.learning.terms import ApplicationState
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.learning_offers import CAN_CHANGE, LEADS, make_application, make_offer

pytestmark = pytest.mark.django_db
YES = {"leads-a-team": True}
NO = {"leads-a-team": False}


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well", criteria=(LEADS,))


def coordinator_of(offer: Offer, name: str = "Rowan Achebe") -> User:
    user = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    user.name = name
    user.save()
    return user


@pytest.fixture
def client(offer: Offer) -> Client:
    return client_of(coordinator_of(offer))


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def sheet(application: Application, met: str, sentence: str = "", seen: str = "") -> dict[str, str]:
    rows = Criterion.objects.filter(version=application.criteria_version_id)
    boxes = {f"met_{c.pk}": met for c in rows} | {f"reason_{c.pk}": "As they wrote." for c in rows}
    return {**boxes, "sentence": sentence, "seen": seen}


def test_the_list_filters_counts_and_says_what_one_button_does(client, offer) -> None:
    for _ in range(2):
        make_application(offer, answers=YES)
    make_application(offer, answers=NO, name="Ines Fenn")
    page = text(client.get(f"/offers/{offer.pk}/applications/"))
    for words in (
        "3 applications to screen",
        "Confirm 2 that clearly meet the criteria",
        "Read the next one that needs you",
        "To be screened 3",
        "Ines Fenn",
        "Needs reading",
    ):
        assert words in page
    assert "Nothing in this list" in text(
        client.get(f"/offers/{offer.pk}/applications/?state=placed")
    )
    assert "Ines Fenn" in text(client.get(f"/offers/{offer.pk}/applications/?state=boat&page=x"))


def test_a_list_of_a_hundred_takes_few_queries_and_is_paged(
    client, offer, django_assert_max_num_queries
) -> None:
    for number in range(101):
        make_application(offer, answers=YES, name=f"Person {number}")
    with django_assert_max_num_queries(30):
        page = text(client.get(f"/offers/{offer.pk}/applications/"))
    assert "1 to 50 of 101" in page
    assert "101 to 101 of 101" in text(client.get(f"/offers/{offer.pk}/applications/?page=3"))


def test_showing_a_list_records_a_view_of_each_person_on_it(client, offer) -> None:
    application = make_application(offer, answers=YES)
    client.get(f"/offers/{offer.pk}/applications/")
    client.get(f"/applications/{application.pk}/")
    client.get(f"/applications/{application.pk}/screen/")
    client.get(f"/offers/{offer.pk}/applications.csv")
    looks = Event.objects.filter(is_view=True, person_id=application.person_id)
    assert set(looks.values_list("action", flat=True)) == {
        "applications.listed",
        "application.opened",
        "application.screened",
        "applications.exported",
    }


def test_the_list_is_downloaded_as_it_is_filtered(client, offer) -> None:
    make_application(offer, answers=YES, name="=Ines")
    done = make_application(offer, answers=YES, name="Leo Farrant")
    Application.objects.filter(pk=done.pk).update(state=ApplicationState.ELIGIBLE)
    answer = client.get(f"/offers/{offer.pk}/applications.csv?state=submitted")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Name,Job title,Organisation,Sector,Place,Came,State"
    assert rows[1].startswith("'=Ines,")
    assert len(rows) == 2
    assert client.get(f"/offers/{offer.pk}/applications.xlsx").content[:2] == b"PK"
    assert client.get(f"/offers/{offer.pk}/applications.doc").status_code == 404


def test_one_button_confirms_the_clear_ones_and_a_second_press_changes_nothing(
    client, offer
) -> None:
    make_application(offer, answers=YES)
    path = f"/offers/{offer.pk}/applications/"
    client.post(f"{path}confirm/")
    assert "1 application confirmed, and each person told." in text(client.get(path))
    client.post(f"{path}confirm/")
    assert "Someone has confirmed them already." in text(client.get(path))
    assert Screening.objects.count() == 1


def test_the_page_of_an_application_shows_what_was_said_and_every_decision(
    client, offer, django_assert_max_num_queries
) -> None:
    application = make_application(
        offer, answers=NO, name="Ines Fenn", hopes="Shorter meetings", line_manager="Joel Amadi"
    )
    client.post(
        f"/applications/{application.pk}/screen/",
        sheet(application, "no", "This round is for people who lead a team."),
    )
    with django_assert_max_num_queries(25):
        page = text(client.get(f"/applications/{application.pk}/"))
    for words in (
        "Ines Fenn",
        "Do you lead a team?",
        "Shorter meetings",
        "Joel Amadi",
        "This round is for people who lead a team.",
        "Rowan Achebe,",
        "Look at the decision again",
    ):
        assert words in page


def test_screening_leads_on_to_the_next_one_and_then_back_to_the_list(client, offer) -> None:
    early = make_application(offer, answers=NO)
    late = make_application(offer, answers=NO, sent_at=timezone.now() - timedelta(hours=1))
    following = client.get(f"/offers/{offer.pk}/applications/next/")
    assert following.headers["Location"] == f"/applications/{early.pk}/screen/"
    page = text(client.get(following.headers["Location"]))
    assert "2 applications to screen, this one included." in page
    answer = client.post(following.headers["Location"], sheet(early, "yes"), follow=True)
    assert answer.redirect_chain[-1][0] == f"/applications/{late.pk}/screen/"
    answer = client.post(f"/applications/{late.pk}/screen/", sheet(late, "yes"), follow=True)
    assert answer.redirect_chain[-1][0] == f"/offers/{offer.pk}/applications/"
    assert "All screened. Nothing is waiting for you here." in text(answer)


def test_a_no_without_a_sentence_keeps_what_was_typed_and_asks_for_one(client, offer) -> None:
    application = make_application(offer, answers=NO)
    page = text(client.post(f"/applications/{application.pk}/screen/", sheet(application, "no")))
    assert "Write a sentence that the person will read" in page
    assert 'value="As they wrote."' in page
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_the_second_of_two_coordinators_is_told_calmly_on_the_page(client, offer) -> None:
    application = make_application(offer, answers=YES)
    other = client_of(coordinator_of(offer, "Marit Solheim"))
    path = f"/applications/{application.pk}/screen/"
    other.post(path, sheet(application, "yes"))
    page = text(client.post(path, sheet(application, "no", "A no.")))
    assert "Marit Solheim screened this application on" in page
    assert "A no." in page
    assert Screening.objects.count() == 1
    latest = str(Screening.objects.get().pk)
    assert f'value="{latest}"' in text(client.get(path))
    client.post(path, sheet(application, "no", "Agreed together.", seen=latest))
    assert Screening.objects.count() == 2


def test_an_application_with_a_place_is_not_screened_again(client, offer) -> None:
    application = make_application(offer, answers=YES)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.PLACED)
    answer = client.get(f"/applications/{application.pk}/screen/")
    assert answer.status_code == 409
    assert "A place once given is kept." in answer.content.decode()


def test_an_organisation_that_is_not_ours_is_matched_on_the_page(client, offer) -> None:
    shelter = make_organisation("Thornby Shelter")
    application = make_application(offer, answers=YES, person=make_person(organisation=None))
    Application.objects.filter(pk=application.pk).update(organisation_typed="Thornby Night Shelter")
    path = f"/applications/{application.pk}/"
    page = text(client.get(path))
    assert "They wrote “Thornby Night Shelter”" in page
    assert "Organisation to match" in text(client.get(f"/offers/{offer.pk}/applications/"))
    assert "Choose the organisation" in text(client.post(f"{path}match/", {}))
    client.post(f"{path}match/", {"organisation": str(shelter.pk)})
    page = text(client.get(path))
    assert "Matched. The name they wrote is known from now on." in page
    assert "They wrote" not in page
    assert client.post(f"{path}match/", {}).status_code == 302


def test_a_coordinator_takes_an_application_back_when_asked(client, offer) -> None:
    application = make_application(offer, answers=YES, name="Ines Fenn")
    page = text(client.get(f"/applications/{application.pk}/withdraw/"))
    assert "Do this when they have asked you to." in page
    client.post(f"/applications/{application.pk}/withdraw/")
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


@pytest.mark.parametrize(
    "role",
    [Role.EVALUATOR, Role.FACILITATOR, Role.LINE_MANAGER, Role.BOARD_MEMBER, Role.ADMINISTRATOR],
)
def test_applications_are_for_those_who_run_the_offer(offer, role) -> None:
    application = make_application(offer, answers=YES)
    over = (ScopeKind.PROGRAMME, offer.programme_id)
    for visitor in (client_of(user_with(role, over=over)), client_of(user_with(role))):
        for path in (
            f"/offers/{offer.pk}/applications/",
            f"/offers/{offer.pk}/applications.csv",
            f"/applications/{application.pk}/",
            f"/applications/{application.pk}/screen/",
        ):
            assert visitor.get(path).status_code == 404


def test_a_coordinator_of_another_programme_finds_nothing(offer) -> None:
    application = make_application(offer, answers=YES)
    stranger = client_of(coordinator_of(make_offer()))
    for path in (
        f"/offers/{offer.pk}/applications/",
        f"/offers/{offer.pk}/applications.xlsx",
        f"/offers/{offer.pk}/applications/next/",
        f"/applications/{application.pk}/",
        f"/applications/{application.pk}/screen/",
        f"/applications/{application.pk}/withdraw/",
    ):
        assert stranger.get(path).status_code == 404
    for path in (
        f"/offers/{offer.pk}/applications/confirm/",
        f"/applications/{application.pk}/screen/",
        f"/applications/{application.pk}/match/",
        f"/applications/{application.pk}/withdraw/",
    ):
        assert stranger.post(path).status_code == 404


def test_a_judgement_is_read_in_the_persons_own_words(client) -> None:
    words = make_offer(criteria=(CAN_CHANGE,))
    application = make_application(words, answers={"can-change": "How we hand over."})
    own = client_of(coordinator_of(words))
    page = text(own.get(f"/applications/{application.pk}/screen/"))
    assert "How we hand over." in page
    assert "Read what they wrote." in page
