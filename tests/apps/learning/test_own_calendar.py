"""A private calendar address: the person's own sessions, neutral, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.models import User
from goldenthread.access.terms import Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.models import Person
from goldenthread.learning.models import CalendarFeed, Cohort, Facilitator, Session
from goldenthread.learning.rules.feed import title_of
from goldenthread.learning.terms import SessionState
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_person
from tests.factories.evaluation import add_session, leave, make_cohort, make_offer

pytestmark = pytest.mark.django_db
MINE = "/my/calendar/"


@pytest.fixture
def person() -> Person:
    user = user_with(Role.LEARNER, over=(ScopeKind.SELF, None))
    return make_person(user=user)


@pytest.fixture
def browser(person: Person) -> Client:
    return client_of(User.objects.get(pk=person.user_id or 0))


def cohort_of(person: Person, *, in_days: int = 7, hour: int = 13) -> Cohort:
    day = timezone.localdate() + timedelta(days=in_days)
    return make_cohort(make_offer(), days=[day], people=[person], hour=hour)


def made(browser: Client, **typed: str) -> str:
    """The path of a new address."""
    page = browser.post(f"{MINE}make/", {"title": "", "place": "no", **typed}).content.decode()
    found = re.search(r'value="http://testserver(/calendar/[^"]+\.ics)"', page)
    assert found is not None
    return found.group(1)


def entries(path: str) -> list[dict[str, str]]:
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    names = ("uid", "summary", "status", "class", "location")
    return [{name: str(one.get(name, "")) for name in names} for one in events]


def test_a_calendar_shows_the_person_their_own_sessions_under_a_neutral_title(
    person: Person, browser: Client
) -> None:
    mine = cohort_of(person)
    cohort_of(make_person(), hour=9)
    found = entries(made(browser))
    uid = Session.objects.get(cohort=mine).calendar_uid
    assert found == [
        {
            "uid": uid,
            "summary": "Meeting",
            "status": "CONFIRMED",
            "class": "PRIVATE",
            "location": "",
        }
    ]


def test_nothing_of_the_offer_is_in_the_calendar(person: Person, browser: Client) -> None:
    cohort = cohort_of(person)
    text = Client().get(made(browser)).content.decode()
    assert cohort.name not in text and cohort.offer.name not in text and person.name not in text


def test_the_person_may_choose_a_word_and_say_where(person: Person, browser: Client) -> None:
    cohort_of(person)
    found = entries(made(browser, title="Blue  folder", place="yes"))
    assert (found[0]["summary"], found[0]["location"]) == ("Blue folder", "Online")


def test_a_cancelled_session_is_shown_cancelled(person: Person, browser: Client) -> None:
    cohort_of(person)
    path = made(browser)
    Session.objects.update(state=SessionState.CANCELLED, calendar_sequence=1)
    found = entries(path)
    assert (found[0]["summary"], found[0]["status"]) == ("Cancelled: Meeting", "CANCELLED")


def test_sessions_after_leaving_are_not_theirs(person: Person, browser: Client) -> None:
    cohort = cohort_of(person)
    today = timezone.localdate()
    before = add_session(cohort, 2, today - timedelta(days=7))
    leave(cohort, person, on=today)
    assert [one["uid"] for one in entries(made(browser))] == [before.calendar_uid]


def test_sessions_they_run_are_theirs_too(person: Person, browser: Client) -> None:
    cohort = cohort_of(make_person())
    Facilitator.objects.create(cohort=cohort, person=person)
    assert len(entries(made(browser))) == 1


def test_an_address_is_kept_only_as_a_digest_and_shown_once(browser: Client) -> None:
    token = made(browser).removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(CalendarFeed.objects.values())
    assert token not in str(Event.objects.values())
    assert token not in browser.get(MINE).content.decode()


def test_an_address_that_is_not_one_is_not_found(browser: Client) -> None:
    path = made(browser)
    assert Client().get(path[:-6] + "AA.ics").status_code == 404
    assert Client().get("/calendar/.ics").status_code == 404
    assert Client().post(path).status_code == 405


def test_a_new_address_ends_the_old_one_and_keeps_the_choices(
    person: Person, browser: Client
) -> None:
    cohort_of(person)
    old = made(browser, title="Blue folder")
    assert "stops working at once" in browser.get(f"{MINE}make/").content.decode()
    new = made(browser)
    assert Client().get(old).status_code == 404
    assert entries(new)[0]["summary"] == "Blue folder"


def test_an_ended_address_is_not_found(browser: Client) -> None:
    path = made(browser)
    assert "End my address" in browser.get(f"{MINE}end/").content.decode()
    assert browser.post(f"{MINE}end/").status_code == 302
    assert Client().get(path).status_code == 404
    actions = Event.objects.filter(action__startswith="calendar.").values_list("action", flat=True)
    assert sorted(actions) == ["calendar.ended", "calendar.made"]


def test_choices_change_while_the_address_stays(person: Person, browser: Client) -> None:
    cohort_of(person)
    path = made(browser)
    browser.post(f"{MINE}change/", {"title": "Appointment", "place": "yes"})
    assert entries(path)[0]["summary"] == "Appointment"


def test_a_calendar_that_has_not_changed_is_not_sent_again(person: Person, browser: Client) -> None:
    cohort_of(person)
    path = made(browser)
    first = Client().get(path)
    assert "private" in first["Cache-Control"] and "no-cache" in first["Cache-Control"]
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.update(state=SessionState.CANCELLED)
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_calendar_asks_the_database_little(
    person: Person, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for hour in range(8, 18, 2):
        cohort_of(person, hour=hour)
    path = made(browser)
    with django_assert_max_num_queries(6):
        Client().get(path)


def test_without_a_person_there_is_no_calendar() -> None:
    stranger = client_of(user_with(Role.COORDINATOR))
    for end in ("", "make/", "change/", "end/"):
        assert stranger.get(MINE + end).status_code == 404
        assert stranger.post(MINE + end).status_code in (404, 405)
    assert Client().get(MINE).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_one_persons_page_says_nothing_of_another(browser: Client) -> None:
    made(browser)
    user = user_with(Role.LEARNER, over=(ScopeKind.SELF, None))
    make_person(user=user)
    other = client_of(user)
    assert "You have none yet" in other.get(MINE).content.decode()
    assert "Your calendar address" in other.get("/my/").content.decode()
    assert other.post(f"{MINE}end/").status_code == 302
    assert CalendarFeed.objects.count() == 1


def test_a_title_is_one_plain_line() -> None:
    assert title_of(" \n") == "Meeting"
    assert title_of("A\r\nB") == "A B"
    with pytest.raises(Refused, match="40 letters"):
        title_of("x" * 41)


def test_nothing_can_be_changed_before_there_is_an_address(person: Person) -> None:
    by = client_of(User.objects.get(pk=person.user_id or 0))
    response = by.post(f"{MINE}change/", {"title": "", "place": "no"})
    assert response.status_code == 409
