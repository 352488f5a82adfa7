"""Accounts and roles on pages, for administrators only."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.models import Grant, User
from goldenthread.access.terms import Role, ScopeKind
from tests.factories.access import GrantFactory, UserFactory, client_of, user_with

pytestmark = pytest.mark.django_db
PAGES = ("/access/", "/access/add/")


@pytest.fixture
def administrator() -> Client:
    return client_of(user_with(Role.ADMINISTRATOR))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_finds_these_pages(role: Role) -> None:
    client, other = client_of(user_with(role)), UserFactory()
    paths = [*PAGES, f"/access/{other.pk}/", f"/access/{other.pk}/close/"]
    assert {client.get(path).status_code for path in paths} == {404}


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(path: str, client: Client) -> None:
    assert client.get(path).url.startswith("/sign-in/?next=")


def test_the_list_shows_who_holds_what(administrator: Client) -> None:
    user_with(Role.EVALUATOR, starts_on=timezone.localdate())
    UserFactory(name="Ash Green", is_active=False)
    page = text(administrator, "/access/")
    assert "Evaluator" in page
    assert "No role" in page
    assert "Closed" in page


def test_the_list_finds_people(administrator: Client) -> None:
    UserFactory(name="Ash Green")
    UserFactory(name="Robin Field")
    page = text(administrator, "/access/?search=ash")
    assert "Ash Green" in page
    assert "Robin Field" not in page


def test_a_list_of_a_hundred_asks_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    GrantFactory.create_batch(100)
    with django_assert_max_num_queries(12):
        page = text(administrator, "/access/")
    assert "1 to 50 of 101" in page


def test_an_account_is_added_and_then_given_a_role(administrator: Client) -> None:
    given = {"name": "Robin Field", "email": "robin@example.org"}
    answer = administrator.post("/access/add/", given, follow=True)
    assert "No role yet" in answer.content.decode()
    assert User.objects.filter(**given).exists()


def test_an_address_that_is_taken_is_said_beside_the_field(administrator: Client) -> None:
    UserFactory(email="robin@example.org")
    given = {"name": "Robin Field", "email": "robin@example.org"}
    page = administrator.post("/access/add/", given).content.decode()
    assert "can already sign in" in page


def give(client: Client, user: User, **more: Any) -> Any:
    given = {"role": "evaluator", "over": "everything:", "starts_on": "2026-03-03", **more}
    return client.post(f"/access/{user.pk}/", given)


def test_a_role_is_given_over_everything(administrator: Client) -> None:
    user = UserFactory()
    assert give(administrator, user).status_code == 302
    grant = user.grants.get()
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("evaluator", "everything", None)
    page = text(administrator, f"/access/{user.pk}/")
    assert "From Tuesday 3 March 2026" in page
    assert "Everything" in page


def test_days_that_run_backwards_are_explained(administrator: Client) -> None:
    answer = give(administrator, UserFactory(), ends_on="2026-03-02")
    assert "The last day cannot be before the first day" in answer.content.decode()


def test_what_a_role_is_over_must_be_chosen_from_the_list(administrator: Client) -> None:
    assert give(administrator, UserFactory(), over="programme:999").status_code == 200
    assert Grant.objects.count() == 1


def test_a_role_over_something_that_is_gone_says_so(administrator: Client) -> None:
    grant = GrantFactory(scope_kind=ScopeKind.PROGRAMME, scope_id=999)
    GrantFactory(user=grant.user, scope_kind=ScopeKind.COHORT, scope_id=7)
    page = text(administrator, f"/access/{grant.user.pk}/")
    assert "no longer there, so it reaches nothing" in page
    assert "Cohort 7" in page


def test_a_role_is_ended_after_a_page_that_says_what_happens(administrator: Client) -> None:
    grant = GrantFactory()
    path = f"/access/{grant.user.pk}/roles/{grant.pk}/end/"
    assert "is no longer Coordinator after the last day" in text(administrator, path)
    assert administrator.post(path, {"last_day": "2026-03-03"}).status_code == 302
    grant.refresh_from_db()
    assert str(grant.ends_on) == "2026-03-03"
    assert "Ended" in text(administrator, f"/access/{grant.user.pk}/")


def test_a_role_of_someone_else_is_not_ended_by_a_wrong_address(administrator: Client) -> None:
    grant, other = GrantFactory(), UserFactory()
    path = f"/access/{other.pk}/roles/{grant.pk}/end/"
    assert administrator.post(path, {"last_day": "2026-03-03"}).status_code == 404


def test_an_account_is_closed_and_opened_again(administrator: Client) -> None:
    user = UserFactory()
    path = f"/access/{user.pk}/"
    assert "signed out at once" in text(administrator, f"{path}close/")
    administrator.post(f"{path}close/")
    assert "Open this account again" in text(administrator, path)
    administrator.post(f"{path}open/")
    user.refresh_from_db()
    assert user.is_active


def test_closing_ones_own_account_is_refused_calmly() -> None:
    user = user_with(Role.ADMINISTRATOR)
    answer = client_of(user).post(f"/access/{user.pk}/close/")
    assert answer.status_code == 409
    assert "Ask another administrator" in answer.content.decode()


def test_everyone_who_signed_in_may_read_who_may_do_what() -> None:
    page = text(client_of(UserFactory()), "/permissions/")
    assert "See which answers came from which person" in page
    assert "Nobody yet" not in page


def test_a_refusal_is_a_calm_page_and_out_of_reach_is_always_the_same_404(
    administrator: Client,
) -> None:
    assert administrator.get("/access/999/").status_code == 404
    assert administrator.get("/no-such-page/").status_code == 404
