"""Programmes: who sees them, who changes them, and where each stands on the thread."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.programmes import operations, pages, queries, rules
from goldenthread.programmes.models import Programme
from tests.factories.access import SYSTEM, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_place
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Client:
    return client_of(user_with(Role.COORDINATOR))


def over(programme: Programme, role: Role = Role.COORDINATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, programme.pk)))


def test_each_coordinator_sees_their_own_programmes(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    own, other = make_programme("Ours"), make_programme("Theirs")
    client = over(own)
    with django_assert_max_num_queries(12):
        shown = client.get("/programmes/").content.decode()
    assert "Ours" in shown and "Theirs" not in shown and "Add a programme" not in shown
    listed = client.get("/programmes.csv").content.decode()
    assert "Ours" in listed and "Theirs" not in listed
    assert client.get(f"/programmes/{other.pk}/").status_code == 404
    assert client.get("/programmes/999999/").status_code == 404


def test_the_page_shows_the_need_and_where_the_programme_stands(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = make_programme(need="People wait alone", support_line="01632 960 118")
    with django_assert_max_num_queries(12):
        shown = coordinator.get(f"/programmes/{row.pk}/").content.decode()
    assert "People wait alone" in shown and "01632 960 118" in shown


def test_a_programme_is_added_and_changed_by_who_reaches_everything(coordinator: Client) -> None:
    host, place = make_organisation(), make_place()
    given = {"name": "Responding well", "host": host.pk, "starts_on": "2026-02-02"}
    response = coordinator.post("/programmes/add/", given)
    row = Programme.objects.get()
    assert response["Location"] == f"/programmes/{row.pk}/"
    assert row.slug == "responding-well"
    changed = {**given, "name": "Responding", "place": place.pk, "ends_on": "2027-02-02"}
    coordinator.post(f"/programmes/{row.pk}/edit/", changed)
    row.refresh_from_db()
    assert (row.name, row.slug, row.place_id) == ("Responding", "responding-well", place.pk)
    assert row.ends_on == date(2027, 2, 2)
    assert Event.objects.filter(subject_kind="programme").count() == 2


def test_a_programmes_own_coordinator_neither_adds_nor_changes_programmes() -> None:
    row = make_programme()
    client = over(row)
    assert client.get("/programmes/add/").status_code == 404
    assert client.get(f"/programmes/{row.pk}/edit/").status_code == 404
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, row.pk))
    with pytest.raises(OutOfReach):
        operations.edit_programme(
            programme_id=row.pk, name="X", host_id=row.host_id, starts_on=row.starts_on, by=actor
        )


def test_two_programmes_do_not_share_a_name(coordinator: Client) -> None:
    make_programme("Responding well")
    given = {"name": "responding WELL", "host": make_organisation().pk, "starts_on": "2026-02-02"}
    response = coordinator.post("/programmes/add/", given)
    assert "already a programme" in response.content.decode()
    assert Programme.objects.count() == 1


def test_a_programme_does_not_end_before_it_starts() -> None:
    with pytest.raises(Refused, match="before the first day"):
        rules.must_end_after_start(date(2026, 2, 2), date(2026, 2, 1))
    with pytest.raises(Refused, match="before the first day"):
        operations.create_programme(
            name="X",
            slug="x",
            host_id=make_organisation().pk,
            starts_on=date(2026, 2, 2),
            ends_on=date(2026, 2, 1),
            by=SYSTEM,
        )


def test_a_programme_that_is_not_there_is_not_changed() -> None:
    with pytest.raises(OutOfReach):
        operations.edit_programme(
            programme_id=5, name="X", host_id=1, starts_on=date(2026, 2, 2), by=SYSTEM
        )


def test_facts_are_worded_for_what_is_known() -> None:
    card = queries.programme(SYSTEM, make_programme(ends_on=date(2026, 12, 4)).pk)
    assert pages.when(card) == "Monday 5 January 2026 to Friday 4 December 2026"
    assert [key for key, _ in pages.facts(card)] == ["Host", "Place", "When"]
    assert pages.address("!!!") == "programme"


def test_published_facts_are_for_everyone_and_only_of_programmes_that_exist() -> None:
    row = make_programme(contact_email="us@example.org")
    assert queries.card_for_pages(row.pk).contact_email == "us@example.org"
    with pytest.raises(OutOfReach):
        queries.card_for_pages(0)
    with pytest.raises(OutOfReach):
        queries.programme(SYSTEM, 0)


def test_a_refused_change_stays_on_the_form(coordinator: Client) -> None:
    make_programme("Taken")
    row = make_programme("Ours")
    path = f"/programmes/{row.pk}/edit/"
    assert "Ours" in coordinator.get(path).content.decode()
    given = {"name": "Taken", "host": row.host_id, "starts_on": "2026-02-02"}
    assert "already a programme" in coordinator.post(path, given).content.decode()
    assert "Save the programme" in coordinator.get("/programmes/add/").content.decode()
