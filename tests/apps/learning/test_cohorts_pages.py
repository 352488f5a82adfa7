"""Pages of cohorts: adding, changing, members, facilitators."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning.models import Cohort, Membership, Offer, Venue
from goldenthread.learning.operations import add_session, add_venue, edit_cohort
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.operations.registers import mark_attendance
from goldenthread.learning.terms import CohortPolicy, Mark, Mode
from goldenthread.messaging.models import Message
from tests.factories.access import GrantFactory, UserFactory, client_of, user_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    make_venue,
    times,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer("Responding together")


@pytest.fixture
def client(offer: Offer) -> Client:
    made = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id)))
    made.get("/offers/")
    return made


def facilitator_of(cohort: Cohort) -> Client:
    user = UserFactory()
    person = make_person(name="Marit Solheim", user=user)
    assign_facilitator(cohort_id=cohort.pk, person_id=person.pk, by=BY, on=TODAY)
    return client_of(user)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Set B",
        "policy": "mixed",
        "organisation": "",
        "mode": "in_person",
        "venue": "",
        "minimum": "4",
        "maximum": "7",
        "trainers": "1",
        "first": "2026-10-13T09:30",
        "minutes": "180",
        "sessions": "3",
        "weeks": "2",
        **changes,
    }


def test_a_cohort_is_added_with_sessions_that_keep_their_hour(offer: Offer, client: Client) -> None:
    room = make_venue()
    client.post(f"/offers/{offer.pk}/cohorts/add/", typed(venue=room.pk, features=["bsl"]))
    cohort = Cohort.objects.get(name="Set B")
    shown = text(client, f"/cohorts/{cohort.pk}/")
    assert "Tuesday 13 October 2026, 9:30am to 12:30pm" in shown
    assert "Tuesday 10 November 2026, 9:30am to 12:30pm" in shown
    assert (cohort.venue, cohort.features) == (room, ["bsl"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"minimum": "9"}, "The most people must be the same as the fewest, or more."),
        ({"policy": "single_organisation"}, "Choose the organisation whose people"),
        ({"first": ""}, "Enter the first session"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    offer: Offer, client: Client, changes: dict[str, str], sentence: str
) -> None:
    shown = client.post(f"/offers/{offer.pk}/cohorts/add/", typed(**changes)).content.decode()
    assert sentence in shown
    assert 'value="2026"' in shown or "first" in changes
    assert not Cohort.objects.exists()


def test_a_cohort_of_one_organisation_says_so_everywhere(offer: Offer, client: Client) -> None:
    own = make_organisation("Northmoor Housing")
    client.post(
        f"/offers/{offer.pk}/cohorts/add/",
        typed(policy="single_organisation", organisation=own.pk),
    )
    assert "Only Northmoor Housing, to compare" in text(client, f"/offers/{offer.pk}/cohorts/")


def test_the_list_says_what_is_missing(
    offer: Offer, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(10):
        make_member(make_cohort(offer, f"Set {n}"))
    with django_assert_max_num_queries(20):
        shown = text(client, f"/offers/{offer.pk}/cohorts/")
    assert "10 cohorts, 10 of 60 seats taken" in shown
    assert "Sessions 1 and 2 need a safety plan first." in shown


def test_a_cohort_is_changed_but_never_below_its_promises(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer, "Set B")
    for _ in range(3):
        make_member(cohort)
    page = f"/cohorts/{cohort.pk}/edit/"
    assert 'value="Set B"' in text(client, page)
    refused = client.post(page, typed(maximum="2", minimum="2")).content.decode()
    assert "3 people have a place in Set B" in refused
    client.post(page, typed(name="Set C", maximum="5"))
    cohort.refresh_from_db()
    assert (cohort.name, cohort.maximum) == ("Set C", 5)


def test_a_facilitator_sees_members_and_what_helps_them_and_no_other_cohort(
    offer: Offer,
) -> None:
    cohort, other = make_cohort(offer, "Set B"), make_cohort(offer, "Set C")
    make_member(cohort, person=make_person(name="Asha Bright", adjustments=("hearing_loop",)))
    client = facilitator_of(cohort)
    shown = text(client, f"/cohorts/{cohort.pk}/")
    assert "Asha Bright" in shown and "Hearing loop" in shown
    assert "/members/" not in shown.replace("members.csv", "").replace("members.xlsx", "")
    assert client.get(f"/cohorts/{other.pk}/").status_code == 404
    assert client.get(f"/offers/{offer.pk}/cohorts/").status_code == 404
    assert client.get(f"/cohorts/{cohort.pk}/edit/").status_code == 404


def test_an_evaluator_sees_who_belongs_but_not_who_came(offer: Offer) -> None:
    cohort = make_cohort(offer)
    member = make_member(cohort)
    session = make_session_of(cohort, 1, state="held")
    mark_attendance(
        session_id=session.pk, marks={member.person_id: Mark.NOT_ABLE}, now=FIRST, by=BY
    )
    page = f"/cohorts/{cohort.pk}/"
    assert "was not able to attend" not in text(client_of(user_with(Role.EVALUATOR)), page)
    assert "was not able to attend" in text(facilitator_of(cohort), page)


def test_looking_at_members_and_taking_them_away_is_recorded(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer, "Set B")
    member = make_member(cohort)
    client.get(f"/cohorts/{cohort.pk}/")
    response = client.get(f"/cohorts/{cohort.pk}/members.csv")
    assert member.person.name in response.content.decode()
    assert client.get(f"/cohorts/{cohort.pk}/members.pdf").status_code == 404
    seen = Event.objects.filter(is_view=True, person_id=member.person_id)
    assert set(seen.values_list("action", flat=True)) == {"cohort.page", "cohort.download"}


def test_a_member_moves_and_the_page_remembers_where_they_were(
    offer: Offer, client: Client
) -> None:
    first, second = make_cohort(offer, "Set A"), make_cohort(offer, "Set B")
    member = make_member(first, person=make_person(name="Noor Eccles"))
    page = f"/cohorts/{first.pk}/members/{member.person_id}/move/"
    assert "Set B: 6 seats left" in text(client, page)
    client.post(page, {"cohort": second.pk, "on": "2026-04-20"})
    assert Membership.objects.get(ends_on__isnull=True).cohort == second
    Membership.objects.filter(cohort=first).update(ends_on=TODAY)
    assert "Noor Eccles moved to another cohort on" in text(client, f"/cohorts/{first.pk}/")


def test_leaving_asks_for_a_day_and_no_reason(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer)
    member = make_member(cohort)
    page = f"/cohorts/{cohort.pk}/members/{member.person_id}/leave/"
    assert "No reason is asked." in text(client, page)
    client.post(page, {"on": "2026-04-20"})
    member.refresh_from_db()
    assert str(member.ends_on) == "2026-04-20"
    assert client.get(page).status_code == 409  # said calmly: a form may be sent twice


def test_joining_instructions_are_sent_by_hand_only_when_safe(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer)
    make_member(cohort)
    page = f"/cohorts/{cohort.pk}/joining/"
    assert "need a safety plan first" in client.post(page).content.decode()
    with_safety_plans(cohort)
    shown = client.post(page, follow=True).content.decode()
    assert "Joining instructions go to 1 person." in shown
    assert Message.objects.get().kind == "joining"


def test_rooms_and_sessions_are_added_once(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer)
    room = {"name": "Room 2", "seats": "12", "address": "", "features": ["step_free"]}
    client.post(f"/offers/{offer.pk}/rooms/add/", room)
    again = client.post(f"/offers/{offer.pk}/rooms/add/", room).content.decode()
    assert "There is already a room called Room 2." in again
    assert Venue.objects.get().features == ["step_free"]
    client.post(
        f"/cohorts/{cohort.pk}/sessions/add/", {"starts_at": "2026-06-09T14:00", "minutes": "120"}
    )
    assert cohort.sessions.count() == 3


def test_a_cohort_is_called_off_only_when_nobody_has_a_seat(offer: Offer, client: Client) -> None:
    cohort = make_cohort(offer, "Set B")
    member = make_member(cohort)
    page = f"/cohorts/{cohort.pk}/cancel/"
    assert "Call off Set B?" in text(client, page)
    assert "1 person has a seat here." in client.post(page).content.decode()
    member.delete()
    client.post(page)
    cohort.refresh_from_db()
    assert cohort.state == "cancelled"
    assert set(cohort.sessions.values_list("state", flat=True)) == {"cancelled"}
    assert "Cancelled" in text(client, f"/offers/{offer.pk}/cohorts/")
    assert "This cohort is cancelled." in client.post(page).content.decode()


def test_operations_hold_the_same_rules_as_the_pages(offer: Offer) -> None:
    venue_id = add_venue(name="Hall", seats=20, by=BY)
    cohort = make_cohort(offer, venue_id=venue_id)
    add_session(
        cohort_id=cohort.pk,
        starts_at=FIRST.replace(month=7),
        ends_at=times(FIRST)[0][1].replace(month=7),
        by=BY,
    )
    edit_cohort(
        cohort_id=cohort.pk,
        name="Renamed",
        policy=CohortPolicy.MIXED,
        mode=Mode.ONLINE,
        minimum=2,
        maximum=6,
        by=BY,
    )
    cohort.refresh_from_db()
    assert (cohort.name, cohort.venue_id) == ("Renamed", None)


FORMS = ("edit/", "cancel/", "sessions/add/", "facilitators/add/")


@pytest.mark.parametrize("form", FORMS)
def test_seeing_a_cohort_is_not_enough_to_open_its_forms(form: str, offer: Offer) -> None:
    cohort, elsewhere = make_cohort(offer), make_offer("Elsewhere")
    user = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, elsewhere.programme_id))
    GrantFactory(
        user=user, role=Role.EVALUATOR, scope_kind=ScopeKind.PROGRAMME, scope_id=offer.programme_id
    )
    assert client_of(user).get(f"/cohorts/{cohort.pk}/").status_code == 200
    assert client_of(user).get(f"/cohorts/{cohort.pk}/{form}").status_code == 404


@pytest.mark.parametrize("page", [*FORMS, "members/{}/move/", "members/{}/leave/"])
def test_a_form_about_a_cohort_asks_no_more_when_it_is_full(
    page: str, offer: Offer, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cohort = make_cohort(offer)
    make_cohort(offer, name="Another")
    people = [make_member(cohort) for _ in range(7)]
    path = f"/cohorts/{cohort.pk}/{page}".format(people[0].person_id)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200
