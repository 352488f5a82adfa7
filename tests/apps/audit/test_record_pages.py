"""The record on a page, for governance officers."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit import operations
from goldenthread.audit.models import Event
from goldenthread.directory import operations as directory
from tests.factories.access import SYSTEM, TODAY, UserFactory, actor_of, client_of, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    return client_of(user_with(Role.GOVERNANCE_OFFICER))


def note(number: int = 1, *, person_id: int | None = None, by: object = SYSTEM) -> None:
    operations.record(by=by, action="grant.given", subject=("user", number), person_id=person_id)


def text(client: Client, path: str = "/audit/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_did_what_and_why(officer: Client) -> None:
    note(7, by=actor_of(UserFactory(name="Robin Field")))
    page = text(officer)
    assert "Robin Field" in page
    assert "Gave a role" in page
    assert "Account 7" in page
    assert "So that the person can do their part" in page


def test_the_page_is_narrowed_to_a_person_or_a_thing(officer: Client) -> None:
    note(1, person_id=5)
    note(2, person_id=6)
    assert "Account 2" not in text(officer, "/audit/?person=5")
    assert "Account 1" not in text(officer, "/audit/?kind=user&number=2")
    assert "Nothing in the record matches that" in text(officer, "/audit/?kind=job")


def test_looking_at_the_lines_of_a_person_is_itself_in_the_record(officer: Client) -> None:
    text(officer)
    assert not Event.objects.exists()
    text(officer, "/audit/?person=5")
    look = Event.objects.get()
    assert (look.action, look.person_id, look.is_view) == ("record.read", 5, True)


def test_older_lines_are_a_link_away_and_keep_the_filter(officer: Client) -> None:
    for number in range(60):
        note(number)
    page = text(officer, "/audit/?kind=user")
    assert "Account 59" in page
    assert "Account 9<" not in page
    before = Event.objects.order_by("-id")[49].pk
    assert f"?kind=user&amp;before={before}" in page
    assert "Account 9" in text(officer, f"/audit/?kind=user&before={before}")


def test_a_filter_that_is_not_a_number_is_explained(officer: Client) -> None:
    assert "There is a problem" in text(officer, "/audit/?person=abc")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE_OFFICER])
def test_nobody_else_finds_the_record(role: Role) -> None:
    assert client_of(user_with(role)).get("/audit/").status_code == 404


def test_the_record_is_read_as_a_whole_or_not_at_all() -> None:
    narrow = user_with(Role.GOVERNANCE_OFFICER, over=(ScopeKind.PROGRAMME, 1))
    assert client_of(narrow).get("/audit/").status_code == 404


def test_a_page_asks_little(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(100):
        note(number, by=actor_of(UserFactory()))
    with django_assert_max_num_queries(12):
        text(officer)


def test_people_see_on_their_own_page_who_looked_at_them_and_why(officer: Client) -> None:
    me = UserFactory()
    person_id = directory.find_or_add_person(
        name="Robin Field",
        email="robin@example.org",
        organisation_id=None,
        on=TODAY,
        by=SYSTEM,
    )
    directory.connect_user(person_id=person_id, user_id=me.pk, by=SYSTEM)
    text(officer, f"/audit/?person={person_id}")
    page = text(client_of(me), "/my/")
    assert "Looked at the record about a person" in page
    assert "To check that looks had a reason" in page
