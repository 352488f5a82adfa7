"""Signing in with a password or a link, and out again."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from goldenthread.access.models import SignInLink, User
from goldenthread.access.terms import Role
from goldenthread.audit.models import Event
from goldenthread.messaging import tasks
from goldenthread.messaging.models import Message
from tests.factories.access import UserFactory, client_of, user_with

pytestmark = pytest.mark.django_db
PASSWORD = "a long walk at dusk"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def robin() -> User:
    user = UserFactory(email="robin@example.org", name="Robin Field")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, **more: str) -> str:
    """Where it leads, or the page that came back."""
    given = {"email": "robin@example.org", "password": PASSWORD, **more}
    answer = client.post("/sign-in/", given)
    return answer.url if answer.status_code == 302 else answer.content.decode()


def is_in(client: Client) -> bool:
    return client.get("/permissions/").status_code == 200


def test_the_right_password_signs_in(client: Client, robin: User) -> None:
    assert sign_in(client) == "/"
    assert is_in(client)
    assert Event.objects.get().action == "sign_in.by_password"


def test_the_address_may_be_typed_in_capitals(client: Client, robin: User) -> None:
    assert sign_in(client, email="Robin@Example.org") == "/"


def test_signing_in_leads_back_to_the_page_that_was_wanted(client: Client, robin: User) -> None:
    answer = client.get("/permissions/?a=b")
    assert answer.url == "/sign-in/?next=%2Fpermissions%2F%3Fa%3Db"
    assert 'value="/permissions/?a=b"' in client.get(answer.url).content.decode()
    assert sign_in(client, next="/permissions/?a=b") == "/permissions/?a=b"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:1"])
def test_signing_in_never_leads_to_another_site(
    elsewhere: str, client: Client, robin: User
) -> None:
    assert sign_in(client, next=elsewhere) == "/"


@pytest.mark.usefixtures("robin")
@pytest.mark.parametrize(
    "more",
    [{"password": "something else"}, {"email": "stranger@example.org"}],
    ids=["wrong password", "nobody's address"],
)
def test_the_answer_does_not_say_whether_the_address_exists(
    more: dict[str, str], client: Client
) -> None:
    page = sign_in(client, **more)
    assert "The email address or the password is not right" in page
    assert PASSWORD not in page
    assert not is_in(client)


def test_a_closed_account_gets_the_same_answer(client: Client, robin: User) -> None:
    User.objects.update(is_active=False)
    assert "The email address or the password is not right" in sign_in(client)


def test_a_closed_account_is_signed_out_at_once(client: Client, robin: User) -> None:
    sign_in(client)
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_five_wrong_tries_for_one_address_make_a_pause(client: Client, robin: User) -> None:
    for _ in range(5):
        assert "is not right" in sign_in(client, password="guess")
    assert "Wait five minutes" in sign_in(client)
    assert not is_in(client)


def test_nothing_typed_says_what_to_type(client: Client) -> None:
    page = client.post("/sign-in/", {"email": "", "password": ""}).content.decode()
    assert "Enter the email address" in page
    assert "Enter the password" in page


def test_the_session_has_a_new_key_after_signing_in(client: Client, robin: User) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.session.session_key != session.session_key


def test_someone_who_signed_in_is_not_asked_again() -> None:
    assert client_of(UserFactory()).get("/sign-in/").url == "/"


def test_signing_out_ends_the_session(client: Client, robin: User) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    answer = client.post("/sign-out/", follow=True)
    assert "You have signed out" in answer.content.decode()
    assert not is_in(client)
    assert Event.objects.filter(action="sign_in.out").exists()
    assert client.post("/sign-out/").status_code == 302


def test_a_quiet_session_ends(client: Client, robin: User, settings: Settings) -> None:
    sign_in(client)
    assert is_in(client)
    session = client.session
    session["last_seen"] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()
    answer = client.get("/permissions/", follow=True)
    assert "We signed you out after a quiet time" in answer.content.decode()


def test_no_session_lasts_longer_than_twelve_hours(
    client: Client, robin: User, settings: Settings
) -> None:
    sign_in(client)
    assert is_in(client)
    session = client.session
    session["since"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert not is_in(client)


def test_a_visit_is_noted_at_most_once_a_minute(client: Client, robin: User) -> None:
    sign_in(client)
    is_in(client)
    seen = client.session["last_seen"]
    is_in(client)
    assert client.session["last_seen"] == seen
    session = client.session
    session["last_seen"] = seen - 61
    session.save()
    is_in(client)
    assert client.session["last_seen"] >= seen


@pytest.fixture
def link_path(
    client: Client,
    robin: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> str:
    """The path of the link that came by email."""
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sign-in/link/", {"email": "Robin@example.org"})
    assert answer.url == "/sign-in/link/sent/"
    tasks.send_message.call(Message.objects.get().pk)
    (letter,) = mail.outbox
    found = re.search(r"http://127.0.0.1:8000(/sign-in/link/\S+/)", letter.body)
    assert found
    return found.group(1)


def test_opening_the_link_shows_a_button_and_does_not_spend_it(
    client: Client, link_path: str
) -> None:
    for _ in range(3):
        assert "Sign me in" in client.get(link_path).content.decode()
    assert SignInLink.objects.get().used_at is None


def test_pressing_the_button_signs_in_once(client: Client, link_path: str) -> None:
    assert client.post(link_path).url == "/"
    assert is_in(client)
    assert Event.objects.filter(action="sign_in.by_link").count() == 1
    other = Client()
    answer = other.post(link_path)
    assert answer.status_code == 409
    assert "Ask for a new one" in answer.content.decode()
    assert not is_in(other)


def test_a_guessed_link_looks_like_any_other_until_the_button(client: Client) -> None:
    assert client.get("/sign-in/link/1-guess/").status_code == 200
    assert client.post("/sign-in/link/1-guess/").status_code == 409


def test_the_page_is_the_same_for_an_address_that_nobody_has(client: Client, robin: User) -> None:
    known = client.post("/sign-in/link/", {"email": "robin@example.org"}, follow=True)
    stranger = client.post("/sign-in/link/", {"email": "stranger@example.org"}, follow=True)
    assert known.content == stranger.content
    assert known.redirect_chain == stranger.redirect_chain


def test_one_computer_asks_for_at_most_ten_links_in_ten_minutes(client: Client) -> None:
    for number in range(10):
        answer = client.post("/sign-in/link/", {"email": f"person{number}@example.org"})
        assert answer.status_code == 302
    answer = client.post("/sign-in/link/", {"email": "robin@example.org"})
    assert "Wait ten minutes" in answer.content.decode()


def test_a_link_that_is_too_old_is_not_sent_late(
    client: Client,
    robin: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/link/", {"email": "robin@example.org"})
    later = timezone.now() + timedelta(hours=1)
    with patch.object(tasks.timezone, "now", return_value=later):
        tasks.send_message.call(Message.objects.get().pk)
    assert mail.outbox == []
    assert "too old" in Message.objects.get().stop_reason


def test_the_outbox_of_a_demonstration_leads_to_the_link(
    settings: Settings, link_path: str
) -> None:
    coordinator = client_of(user_with(Role.COORDINATOR))
    address = f"/outbox/{Message.objects.get().pk}/"
    assert link_path not in coordinator.get(address).content.decode()
    settings.DEMO = True
    assert f'href="{link_path}"' in coordinator.get(address).content.decode()


def test_people_choose_a_password_and_stay_signed_in(robin: User) -> None:
    client = client_of(robin)
    assert "Choose a password" in client.get("/my/password/").content.decode()
    answer = client.post("/my/password/", {"password": "four words in a row"})
    assert answer.url == "/my/"
    assert is_in(client)
    robin.refresh_from_db()
    assert robin.check_password("four words in a row")


def test_a_new_password_signs_out_everywhere_else(robin: User) -> None:
    here, elsewhere = client_of(robin), client_of(robin)
    here.post("/my/password/", {"password": "four words in a row"})
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Make it at least 12 letters long"),
        ("password1234", "this password is on a list of common ones"),
    ],
)
def test_a_weak_password_is_explained(password: str, sentence: str, robin: User) -> None:
    answer = client_of(robin).post("/my/password/", {"password": password})
    assert sentence in answer.content.decode()


def test_a_form_that_cannot_be_proved_ours_changes_nothing_and_says_so_calmly(robin: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"email": robin.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "Please try once more" in answer.content.decode()
    assert not is_in(strict)
