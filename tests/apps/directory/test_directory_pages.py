"""The pages of the directory: what they show, to whom, and with how many queries."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.models import Organisation, Person, Place, Post, ReportingLine
from goldenthread.directory.terms import ContactBy
from tests.factories.access import client_of, user_with
from tests.factories.directory import (
    make_organisation,
    make_person,
    make_place,
    make_post,
    make_report,
    make_sector,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Client:
    """Someone who has opened a page before, so that the visit is noted already."""
    client = client_of(user_with(Role.COORDINATOR))
    client.get("/directory/places/")
    return client


def limited_to(organisation: Organisation, role: Role = Role.COORDINATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.ORGANISATION, organisation.pk)))


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_people_and_records_that_they_were_shown(coordinator: Client) -> None:
    person = make_person(name="Imani Brook", pronouns="they/them")
    shown = text(coordinator, "/directory/")
    assert "Imani Brook" in shown and "they/them" in shown
    assert Event.objects.filter(is_view=True, person_id=person.pk).count() == 1


def test_a_list_of_a_hundred_people_takes_few_queries(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    where = make_organisation()
    for _ in range(100):
        make_person(organisation=where, adjustments=("bsl",))
    with django_assert_max_num_queries(12):
        shown = text(coordinator, "/directory/?page=2")
    assert "51 to 100 of 100" in shown


def test_the_list_narrows_by_search_sector_and_organisation(coordinator: Client) -> None:
    council = make_organisation(sector="council")
    make_person(name="Ada Council", organisation=council)
    make_person(name="Ben Clinic")
    for query in ("q=ada", "sector=council", f"organisation={council.pk}", "q=council"):
        shown = text(coordinator, f"/directory/?{query}")
        assert "Ada Council" in shown and "Ben Clinic" not in shown


def test_odd_addresses_of_the_list_do_not_stumble(coordinator: Client) -> None:
    text(coordinator, "/directory/?page=x&organisation=-1&sector=nowhere&q=%00%27")
    text(coordinator, "/directory/?page=999")


@pytest.mark.parametrize("path", ["/directory/", "/directory/people.csv", "/directory/?q=nadia"])
def test_people_of_another_organisation_are_nowhere(path: str) -> None:
    here, there = make_organisation(), make_organisation()
    make_person(name="Maya Here", organisation=here)
    make_person(name="Nadia There", organisation=there)
    shown = text(limited_to(here), path)
    assert "Nadia" not in shown and "2 people" not in shown


def test_the_page_of_a_person_of_another_organisation_is_not_there() -> None:
    here, there = make_organisation(), make_organisation()
    person = make_person(organisation=there)
    post = Post.objects.get(person=person)
    client = limited_to(here)
    for path in (f"people/{person.pk}/", f"people/{person.pk}/edit/", f"posts/{post.pk}/end/"):
        assert client.get(f"/directory/{path}").status_code == 404
    assert client.get("/directory/people/999999/").status_code == 404
    assert client.post(f"/directory/posts/{post.pk}/end/", {}).status_code == 404


def test_an_organisation_lead_opens_no_page_of_people() -> None:
    here = make_organisation()
    client = limited_to(here, Role.ORGANISATION_LEAD)
    assert client.get("/directory/").status_code == 404
    assert client.get("/directory/organisations/").status_code == 200


def test_someone_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    response = client.get("/directory/")
    assert response.status_code == 302 and "sign-in" in response["Location"]


def test_the_page_of_a_person_shows_posts_lines_and_needs(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_person(name="Leo Farrant", title="Sergeant", adjustments=("captions",))
    make_post(person, make_organisation("Second Place"), title="Trustee")
    make_report(person, make_person(name="Asha Nair"))
    make_report(make_person(name="Tom Reed"), person)
    with django_assert_max_num_queries(12):
        shown = text(coordinator, f"/directory/people/{person.pk}/")
    for words in ("Leo Farrant", "Sergeant", "Trustee", "Captions", "Asha Nair", "Tom Reed"):
        assert words in shown
    assert Event.objects.get(action="person.page").person_id == person.pk


def test_a_manager_beyond_reach_has_no_name_on_the_page() -> None:
    here = make_organisation()
    person = make_person(organisation=here)
    make_report(person, make_person(name="Nadia There"))
    shown = text(limited_to(here), f"/directory/people/{person.pk}/")
    assert "Nadia" not in shown and "Someone whose page you cannot open" in shown


def test_details_and_needs_are_saved_together(coordinator: Client) -> None:
    person = make_person()
    path = f"/directory/people/{person.pk}/edit/"
    assert "Save the details" in text(coordinator, path)
    given: dict[str, Any] = {
        "name": "New Name",
        "email": "new@example.org",
        "contact_by": ContactBy.PHONE,
        "adjustments": ["bsl"],
        "note": "A seat by the door",
    }
    assert coordinator.post(path, given).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.contact_by) == ("New Name", "phone")
    assert "A seat by the door" in text(coordinator, f"/directory/people/{person.pk}/")


def test_a_refusal_stays_on_the_form_and_saves_nothing(coordinator: Client) -> None:
    make_person(email="taken@example.org")
    person = make_person(name="Before")
    response = coordinator.post(
        f"/directory/people/{person.pk}/edit/",
        {"name": "After", "email": "taken@example.org", "contact_by": "email"},
    )
    assert response.status_code == 200
    assert "belongs to someone else" in response.content.decode()
    assert Person.objects.get(pk=person.pk).name == "Before"


def test_a_person_is_added_with_a_post(coordinator: Client) -> None:
    where = make_organisation()
    response = coordinator.post(
        "/directory/people/add/",
        {"name": "Imani Brook", "email": "imani@example.org", "organisation": where.pk},
    )
    person = Person.objects.get()
    assert response["Location"] == f"/directory/people/{person.pk}/"
    assert person.posts.get().organisation_id == where.pk


def test_one_organisations_coordinator_does_not_draw_in_people_of_another() -> None:
    here = make_organisation()
    person = make_person(email="nadia@example.org")
    response = limited_to(here).post(
        "/directory/people/add/",
        {"name": "Nadia", "email": "nadia@example.org", "organisation": here.pk},
    )
    assert "cannot be added here" in response.content.decode()
    assert person.posts.count() == 1


def test_a_programmes_coordinator_adds_a_person_and_is_told_when_they_can_open_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = make_organisation()
    client = limited_to(where)
    monkeypatch.setattr("goldenthread.directory.queries.reaches_person", lambda *_: False)
    response = client.post(
        "/directory/people/add/", {"name": "Imani", "organisation": where.pk}, follow=True
    )
    assert "when they apply" in response.content.decode()


def test_a_post_is_added_and_ended(coordinator: Client) -> None:
    person, second = make_person(), make_organisation()
    add = f"/directory/people/{person.pk}/posts/add/"
    assert "Add the post" in text(coordinator, add)
    given = {"organisation": second.pk, "title": "Trustee", "starts_on": "2026-01-05"}
    assert coordinator.post(add, given).status_code == 302
    post = Post.objects.get(title="Trustee")
    end = f"/directory/posts/{post.pk}/end/"
    early = coordinator.post(end, {"ends_on": "2025-01-05"})
    assert "before the first day" in early.content.decode()
    assert coordinator.post(end, {"ends_on": "2026-02-05"}).status_code == 302
    post.refresh_from_db()
    assert str(post.ends_on) == "2026-02-05"


def test_a_manager_is_named_by_name_or_address(coordinator: Client) -> None:
    person, boss = make_person(), make_person(name="Asha Nair", email="asha@example.org")
    path = f"/directory/people/{person.pk}/manager/"
    for words in ("asha nair", "ASHA@example.org"):
        given = {"manager": words, "starts_on": "2026-01-05"}
        assert coordinator.post(path, given).status_code == 302
    assert ReportingLine.objects.get().manager_id == boss.pk
    assert coordinator.post(path, {"manager": "", "starts_on": "2026-01-05"}).status_code == 302
    assert not ReportingLine.objects.exists()


def test_a_manager_nobody_or_two_people_share_is_explained(coordinator: Client) -> None:
    person = make_person()
    make_person(name="Sam Hill")
    make_person(name="Sam Hill")
    path = f"/directory/people/{person.pk}/manager/"
    for name, words in (("Nobody", "do not know"), ("Sam Hill", "More than one")):
        response = coordinator.post(path, {"manager": name, "starts_on": "2026-01-05"})
        assert words in response.content.decode()


def test_the_list_is_downloaded_as_shown(coordinator: Client) -> None:
    person = make_person(name="Ada", email="ada@example.org")
    make_person(name="Ben")
    shown = text(coordinator, "/directory/people.csv?q=ada")
    assert "ada@example.org" in shown and "Ben" not in shown
    assert coordinator.get("/directory/people.xlsx").content[:2] == b"PK"
    assert coordinator.get("/directory/people.exe").status_code == 404
    looks = Event.objects.filter(action="directory.people_download", person_id=person.pk)
    assert looks.count() == 2


def test_an_organisation_is_added_with_its_numbers_and_changed(coordinator: Client) -> None:
    sector, place = make_sector(), make_place()
    given = {"name": "Saltby Valley", "sector": sector.pk, "place": place.pk, "ods": "rxx"}
    response = coordinator.post("/directory/organisations/add/", given)
    row = Organisation.objects.get()
    assert response["Location"] == f"/directory/organisations/{row.pk}/"
    assert "RXX" in text(coordinator, response["Location"])
    path = f"/directory/organisations/{row.pk}/edit/"
    assert "RXX" in text(coordinator, path)
    coordinator.post(path, {**given, "name": "Saltby", "ods": ""})
    shown = text(coordinator, f"/directory/organisations/{row.pk}/")
    assert "Also written" in shown and "Saltby Valley" in shown and "RXX" not in shown


def test_a_number_of_another_shape_adds_no_organisation(coordinator: Client) -> None:
    given = {"name": "X", "sector": make_sector().pk, "urn": "12"}
    response = coordinator.post("/directory/organisations/add/", given)
    assert "6 numbers" in response.content.decode().replace("&#39;", "'")
    assert not Organisation.objects.exists()


def test_the_list_of_organisations_counts_only_people_within_reach() -> None:
    here = make_organisation("Here", sector="council")
    make_person(organisation=here)
    make_person(organisation=here)
    lead = limited_to(here, Role.ORGANISATION_LEAD)
    shown = text(limited_to(here), "/directory/organisations.csv")
    assert "Here,Council,,2," in shown
    assert "Here,Council,,0," in text(lead, "/directory/organisations.csv")


def test_organisations_are_searched_and_narrowed(coordinator: Client) -> None:
    make_organisation("Alder", sector="council")
    make_organisation("Birch")
    for query in ("q=ald", "sector=council"):
        shown = text(coordinator, f"/directory/organisations/?{query}")
        assert "Alder" in shown and "Birch" not in shown


def test_a_list_of_a_hundred_organisations_takes_few_queries(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(100):
        make_organisation(place=None)
    with django_assert_max_num_queries(12):
        text(coordinator, "/directory/organisations/")


def test_places_are_shown_inside_one_another_and_moved(coordinator: Client) -> None:
    county = make_place("County")
    given = {"name": "Town", "parent": county.pk}
    assert coordinator.post("/directory/places/add/", given).status_code == 302
    town = Place.objects.get(name="Town")
    assert town.parent_id == county.pk
    assert "places__depth-1" in text(coordinator, "/directory/places/")
    assert "Town,County,0" in text(coordinator, "/directory/places.csv")
    path = f"/directory/places/{county.pk}/edit/"
    assert "County" in text(coordinator, path)
    response = coordinator.post(path, {"name": "County", "parent": town.pk})
    assert "part of itself" in response.content.decode()
    twice = coordinator.post("/directory/places/add/", {"name": "Town"})
    assert twice.status_code == 200 or Place.objects.filter(name="Town").count() == 2


def test_a_champion_is_offered_nothing_to_change() -> None:
    own = make_organisation()
    client = limited_to(own, Role.CHAMPION)
    shown = text(client, f"/directory/organisations/{own.pk}/")
    assert "Change details" not in shown and "See the people" not in shown
    assert client.get("/directory/organisations/add/").status_code == 404
    assert client.get(f"/directory/organisations/{own.pk}/edit/").status_code == 404
    other = make_organisation()
    assert client.get(f"/directory/organisations/{other.pk}/").status_code == 404
