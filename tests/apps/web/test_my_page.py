"""One page about oneself: what is held, who looked, and what one can do."""

import re
from datetime import time, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import Role
from goldenthread.audit import operations as audit
from goldenthread.audit.models import Event
from goldenthread.directory import queries as directory
from goldenthread.directory.models import OwnPageLink, Person
from goldenthread.directory.terms import ContactBy, Digest
from goldenthread.messaging import links
from goldenthread.messaging.models import Message
from tests.factories.access import UserFactory, actor_of, client_of, user_with
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db
PAGES = ("/my/", "/my/details/", "/my/contact/", "/my/correct/", "/my/forget/", "/my/held/posts/")


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def asha() -> Person:
    return make_person(name="Asha Bright", user=UserFactory(), phone="01632 960 001")


@pytest.fixture
def mine(asha: Person) -> Client:
    return client_of(asha.user)


def text(client: Client, path: str = "/my/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_own_and_nobody_elses(role: Role) -> None:
    organisation = make_organisation("Harbour House")
    make_person(name="Someone Else", phone="01632 960 999", organisation=organisation)
    me = make_person(name="Asha Bright", user=user_with(role), organisation=organisation)
    client = client_of(me.user)
    for path in PAGES:
        shown = text(client, path)
        assert "Someone Else" not in shown and "960 999" not in shown, path
    assert "Asha Bright" in text(client)


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client) -> None:
    for path in PAGES:
        assert client.get(path).url.startswith("/sign-in/")
    assert client.post("/my/download/").url.startswith("/sign-in/")


def test_an_account_that_is_joined_to_nobody_has_nothing_to_show() -> None:
    client = client_of(UserFactory())
    assert "Nothing is held about you" in text(client)
    assert client.get("/my/held/details/").status_code == 404
    assert client.post("/my/forget/", {}).status_code == 404


def test_the_page_has_a_table_of_contents_that_leads_somewhere(mine: Client) -> None:
    shown = text(mine)
    anchors = re.findall(r'<li><a href="#([a-z-]+)">', shown)
    assert len(anchors) >= 5
    assert [a for a in anchors if f'id="{a}"' not in shown] == []


def test_looks_of_one_day_by_one_person_are_one_line(asha: Person, mine: Client) -> None:
    by = actor_of(UserFactory(name="Robin Field"))
    for _ in range(3):
        audit.record_view(
            by=by, page="person.page", subject=("person", asha.pk), person_ids=[asha.pk]
        )
    shown = text(mine)
    assert shown.count("Robin Field") == 1 and ", 3 times" in shown


def test_earlier_looks_are_a_link_away(asha: Person, mine: Client) -> None:
    by = actor_of(UserFactory(name="Robin Field"))
    subject = ("person", asha.pk)
    audit.record_view(by=by, page="person.page", subject=subject, person_ids=[asha.pk])
    again = actor_of(UserFactory(name="Sam Wood"))
    audit.record_view(by=again, page="person.page", subject=subject, person_ids=[asha.pk] * 100)
    first = text(mine)
    older = re.search(r'href="(\?before=\d+)#looks"', first)
    assert older and "Robin Field" not in first
    assert "Robin Field" in text(mine, f"/my/{older.group(1)}")


def test_the_page_stays_within_its_budget(
    mine: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text(mine)
    with django_assert_max_num_queries(12):
        text(mine)


def test_my_details_are_changed_once_for_everywhere(asha: Person, mine: Client) -> None:
    given = {"name": "Asha B Bright", "pronouns": "she", "phone": "01632 960 002"}
    mine.post("/my/details/", {**given, "codes": ["captions"], "note": "A chair by the door"})
    asha.refresh_from_db()
    assert (asha.name, asha.phone, asha.email) == ("Asha B Bright", "01632 960 002", asha.email)
    assert directory.adjustments_of([asha.pk])[asha.pk] == ("captions", "other")
    assert Event.objects.filter(action="person.changed", person_id=asha.pk).exists()


def test_how_often_and_when_not_is_what_messaging_reads(asha: Person, mine: Client) -> None:
    given = {"contact_by": "email", "digest": "weekly", "quiet_from": "8pm", "quiet_until": "8am"}
    assert mine.post("/my/contact/", given).status_code == 302
    found = directory.emails_of([asha.pk])[asha.pk]
    assert (found.contact_by, found.digest) == (ContactBy.EMAIL, Digest.WEEKLY)
    assert (found.quiet_from, found.quiet_until) == (time(20), time(8))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quiet_from": "8pm"}, "Enter both times of your quiet hours"),
        ({"quiet_from": "8pm", "quiet_until": "8pm"}, "two different times"),
    ],
)
def test_half_of_the_quiet_hours_is_asked_for(
    mine: Client, given: dict[str, str], said: str
) -> None:
    answer = mine.post("/my/contact/", {"contact_by": "email", "digest": "daily", **given})
    assert said in answer.content.decode()


def test_to_be_rung_needs_a_number(asha: Person, mine: Client) -> None:
    Person.objects.filter(pk=asha.pk).update(phone="")
    answer = mine.post("/my/contact/", {"contact_by": "phone", "digest": "daily"})
    assert "Add a phone number" in answer.content.decode()


def test_a_pause_says_until_when_and_can_be_ended(asha: Person, mine: Client) -> None:
    mine.post("/my/pause/", {"weeks": "4"})
    asha.refresh_from_db()
    assert asha.paused_until == timezone.localdate() + timedelta(weeks=4)
    assert "Paused until" in text(mine)
    mine.post("/my/pause/", {"weeks": "0"})
    asha.refresh_from_db()
    assert asha.paused_until is None


def test_a_pause_of_a_length_nobody_offered_changes_nothing(asha: Person, mine: Client) -> None:
    mine.post("/my/pause/", {"weeks": "999"})
    asha.refresh_from_db()
    assert asha.paused_until is None


# Without an account: a link by email


@pytest.fixture
def leo() -> Person:
    return make_person(name="Leo Moor", email="leo@example.org")


def ask(client: Client, email: str = "leo@example.org") -> None:
    client.post("/sign-in/link/", {"email": email})


def path_in_mail(person: Person) -> str:
    link = OwnPageLink.objects.filter(person=person).latest("pk")
    assert Message.objects.get(kind="own_page_link").to_address == person.email
    return links.path_of("own_page", link.pk)


def test_someone_without_an_account_opens_their_page_with_a_link(
    client: Client, leo: Person
) -> None:
    ask(client)
    path = path_in_mail(leo)
    assert "Leo Moor" not in text(client, path)  # mail scanners open links
    assert client.post(path).url == "/my/"
    assert "Leo Moor" in text(client)
    assert client.post("/my/download/").status_code == 200


def test_the_link_works_once(client: Client, leo: Person) -> None:
    ask(client)
    path = path_in_mail(leo)
    client.post(path)
    other = Client()
    assert other.post(path).url == "/sign-in/link/"
    assert other.get("/my/").status_code == 302


def test_an_old_or_altered_link_opens_nothing(client: Client, leo: Person) -> None:
    ask(client)
    path = path_in_mail(leo)
    assert client.post(f"{path[:-3]}xx/").url == "/sign-in/link/"
    OwnPageLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.post(path).url == "/sign-in/link/"
    assert client.get("/my/").status_code == 302


def test_closing_the_page_leaves_nothing_in_this_browser(client: Client, leo: Person) -> None:
    ask(client)
    client.post(path_in_mail(leo))
    client.post("/my/close/")
    assert client.get("/my/").status_code == 302


def test_the_page_opened_by_a_link_closes_after_an_hour(client: Client, leo: Person) -> None:
    ask(client)
    client.post(path_in_mail(leo))
    session = client.session
    session["own_page"] = {**session["own_page"], "until": timezone.now().timestamp() - 1}
    session.save()
    assert client.get("/my/").status_code == 302


def test_whoever_opened_their_page_by_a_link_reaches_no_other_page(
    client: Client, leo: Person
) -> None:
    ask(client)
    client.post(path_in_mail(leo))
    for path in ("/directory/", "/offers/", "/permissions/", "/"):
        assert "Leo Moor" not in client.get(path).content.decode()
    assert client.get("/directory/").status_code == 302


def test_an_address_nobody_has_is_answered_alike(client: Client, leo: Person) -> None:
    answers = [
        client.post("/sign-in/link/", {"email": e}).url for e in ("leo@example.org", "no@x.org")
    ]
    assert len(set(answers)) == 1 and OwnPageLink.objects.count() == 1


def test_a_person_with_an_account_signs_in_instead(client: Client, asha: Person) -> None:
    ask(client, asha.email)
    assert not OwnPageLink.objects.exists()
