"""What holds for every page: nothing is kept, nothing boundless is read, links stay ours."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.access.terms import Role
from goldenthread.web import middleware
from tests.factories.access import UserFactory, client_of, user_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/my/", "/jobs/", "/jobs/999/", "/help/", "/outbox/"])
def test_no_page_of_someone_signed_in_is_kept_by_the_browser(path: str) -> None:
    client = client_of(user_with(Role.COORDINATOR))
    kept = client.get(path).headers["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))


def test_no_page_behind_a_personal_link_is_kept(client: Client) -> None:
    answer = client.get("/a/1-wrong/")
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]
    assert "no-store" in client.get("/sign-in/link/1-wrong/").headers["Cache-Control"]


def test_public_pages_and_styles_may_be_kept(client: Client) -> None:
    assert not client.get("/help/").has_header("Cache-Control")
    styles = client_of(UserFactory()).get("/brand.css")
    assert "no-store" not in styles.headers.get("Cache-Control", "")


def test_no_snapshot_of_a_page_is_kept_for_going_back(client: Client) -> None:
    assert '"historyCacheSize": 0' in client.get("/help/").content.decode()


@pytest.mark.parametrize("path", ["/sign-in/", "/imports/start/sign-ups/", "/nowhere/"])
def test_more_than_any_form_takes_is_refused_before_it_is_read(path: str, client: Client) -> None:
    unread = BytesIO(b"x")
    answer = client.generic(
        "POST", path, CONTENT_LENGTH=str(middleware.LARGEST_REQUEST + 1), **{"wsgi.input": unread}
    )
    assert answer.status_code == 413
    assert "choose a smaller file" in answer.content.decode()
    assert unread.read() == b"x"


@pytest.mark.parametrize("told", ["", "-5", "many", "12"])
def test_any_other_length_goes_on(told: str, client: Client) -> None:
    assert client.generic("GET", "/help/", CONTENT_LENGTH=told).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//x.y",
    ],
)
def test_signing_in_never_leads_to_another_site(elsewhere: str) -> None:
    client = client_of(UserFactory())
    assert client.get("/sign-in/", {"next": elsewhere}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"]
)
def test_a_host_that_is_not_ours_is_not_answered(host: str, client: Client) -> None:
    assert client.get("/sign-in/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        reverse("evaluation:answer_save", args=["1-token"]),
        reverse("evaluation:answer_decline", args=["1-token"]),
        reverse("learning:place_accept", args=["1-token"]),
        reverse("access:sign_in_link", args=["1-token"]),
    ],
)
def test_a_form_behind_a_personal_link_needs_its_own_proof(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/help/", "/a/1-wrong/", "/sign-in/"])
def test_addresses_of_pages_are_told_to_no_other_site(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_address_of_a_button_is_answered_with_a_page() -> None:
    answer = client_of(user_with(Role.COORDINATOR)).get("/applications/1/match/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "belongs to a button on another page" in answer.content.decode()
