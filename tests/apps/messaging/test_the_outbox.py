"""The outbox on pages: within reach, with personal links kept personal."""

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from goldenthread.access import scopes
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.audit.pages.wording import WORDS
from goldenthread.messaging import links, operations, queries, registry
from goldenthread.messaging.models import Message
from goldenthread.messaging.pages import outbox as pages
from goldenthread.messaging.terms import MessageState
from goldenthread.ui import slots
from tests.factories.access import SYSTEM, actor_with, client_of, user_with

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
REACHED = {"programme": {1}, "offer": {10}, "cohort": {100}}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programme 1 with offer 10 and cohort 100; links of one kind."""
    monkeypatch.setattr(links, "_BUILDERS", {"answer": lambda pk: f"/a/token-{pk}/"})
    monkeypatch.setattr(scopes, "_RESOLVERS", {"programme": [reached]})


def reached(ids: scopes.Ids) -> scopes.Expansion:
    return {kind: frozenset(found) for kind, found in REACHED.items()} if 1 in ids else {}


def message(**more: Any) -> Message:
    number = Message.objects.count()
    given = {
        "person_id": 5,
        "to_name": "Robin Field",
        "to_address": "robin@example.org",
        "kind": "wave_reminder",
        "why": "Robin was asked two weeks ago.",
        "subject": "A few questions",
        "body": "Hello Robin,\n\nopen\n[[link:answer:42]]\nwhen it suits you.",
        "dedupe_key": f"key {number}",
        "due_at": NOON,
        "scope_kind": "offer",
        "scope_id": 10,
    }
    return Message.objects.create(**{**given, **more})


def coordinator_of(programme_id: int) -> Client:
    return client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, programme_id)))


@pytest.fixture
def coordinator() -> Client:
    return coordinator_of(1)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_what_went_to_whom_when_and_why(coordinator: Client) -> None:
    message(state=MessageState.SENT, sent_at=NOON)
    page = text(coordinator, "/outbox/")
    assert "Robin Field: A few questions" in page
    assert "Sent Tuesday 3 March 2026, noon" in page
    assert "Robin was asked two weeks ago." in page


def test_a_stopped_message_says_why(coordinator: Client) -> None:
    found = message(state=MessageState.STOPPED, stop_reason="They have <answered> already.")
    for path in ("/outbox/", f"/outbox/{found.pk}/"):
        page = text(coordinator, path)
        assert "Not sent" in page
        assert "They have &lt;answered&gt; already." in page
    assert "Was due Tuesday 3 March 2026" in page


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (("offer", 10), True),
        (("cohort", 100), True),
        (("programme", 1), True),
        (("offer", 11), False),
        (("cohort", 101), False),
        (("programme", 2), False),
        (("offer", None), False),
        (("", None), False),
        (("place", 10), False),
    ],
)
def test_coordinators_see_messages_of_their_own_programme(
    scope: tuple[str, int | None], seen: bool, coordinator: Client
) -> None:
    found = message(scope_kind=scope[0], scope_id=scope[1])
    assert ("Robin Field" in text(coordinator, "/outbox/")) is seen
    assert coordinator.get(f"/outbox/{found.pk}/").status_code == (200 if seen else 404)


def test_who_was_reminded_is_listed_to_nobody_whatever_they_reach() -> None:
    """Who is reminded tells who has not answered yet."""
    found = message(scope_kind="evaluation_plan", scope_id=3, state=MessageState.NOT_DELIVERED)
    client = client_of(user_with(Role.COORDINATOR))
    assert "Robin Field" not in text(client, "/outbox/")
    assert client.get(f"/outbox/{found.pk}/").status_code == 404
    assert client.post(f"/outbox/{found.pk}/again/").status_code == 404
    undelivered = queries.undelivered(actor_with(Role.COORDINATOR))
    assert undelivered is not None and not undelivered.exists()
    assert list(queries.within_reach(SYSTEM)) == [found]


def test_a_programme_that_is_gone_shows_nothing() -> None:
    message()
    assert "Robin Field" not in text(coordinator_of(999), "/outbox/")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_other_roles_do_not_find_the_outbox(role: Role) -> None:
    client, found = client_of(user_with(role)), message()
    answers = [client.get("/outbox/"), client.get(f"/outbox/{found.pk}/")]
    answers.append(client.post(f"/outbox/{found.pk}/again/"))
    assert {answer.status_code for answer in answers} == {404}


def test_the_list_is_filtered_by_state(coordinator: Client) -> None:
    message(subject="Waits")
    message(subject="Went", state=MessageState.SENT, sent_at=NOON)
    page = text(coordinator, "/outbox/?state=sent")
    assert "Went" in page
    assert "Waits" not in page
    assert "Waits" in text(coordinator, "/outbox/?state=unheard")


def test_the_message_shows_its_paragraphs_and_hides_the_personal_link(coordinator: Client) -> None:
    found = message()
    page = text(coordinator, f"/outbox/{found.pk}/")
    assert "<p>open<br>(personal link)<br>when it suits you.</p>" in page
    assert "token-42" not in page


def test_in_a_demonstration_links_can_be_followed(coordinator: Client, settings: Settings) -> None:
    settings.DEMO = True
    found, loose = message(), message(scope_kind="", scope_id=None)
    page = text(coordinator, f"/outbox/{found.pk}/")
    assert '<a href="/a/token-42/">http://127.0.0.1:8000/a/token-42/</a>' in page
    assert coordinator.get(f"/outbox/{loose.pk}/").status_code == 200


def test_a_message_says_when_it_is_tried_again(coordinator: Client) -> None:
    found = message(attempts=2, hold_until=NOON, calendar="BEGIN:VCALENDAR")
    page = text(coordinator, f"/outbox/{found.pk}/")
    assert "Next try" in page
    assert "With an invitation for the calendar." in page


def test_reading_messages_is_in_the_record(coordinator: Client) -> None:
    found = message()
    message(person_id=None)
    text(coordinator, "/outbox/")
    text(coordinator, f"/outbox/{found.pk}/")
    looks = Event.objects.filter(is_view=True).order_by("id").values_list("action", "person_id")
    assert list(looks) == [("outbox.read", 5), ("message.read", 5)]


def test_what_could_not_be_delivered_is_sent_again(coordinator: Client) -> None:
    found = message(state=MessageState.NOT_DELIVERED, stop_reason="No.", attempts=5)
    assert "Send it again" in text(coordinator, f"/outbox/{found.pk}/")
    answer = coordinator.post(f"/outbox/{found.pk}/again/", follow=True)
    assert "goes out again within a minute" in answer.content.decode()
    found.refresh_from_db()
    assert (found.state, found.attempts, found.stop_reason) == (MessageState.WAITING, 0, "")


def test_only_what_could_not_be_delivered_is_sent_again() -> None:
    found = message(state=MessageState.STOPPED)
    with pytest.raises(Refused, match="could not be delivered"):
        operations.send_again(message_id=found.pk, now=NOON, by=SYSTEM)
    with pytest.raises(OutOfReach):
        operations.send_again(message_id=found.pk, now=NOON, by=actor_with(Role.LEARNER))


def test_a_list_of_a_hundred_asks_little(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(100):
        message()
    with django_assert_max_num_queries(12):
        page = text(coordinator, "/outbox/")
    assert "1 to 50 of 100" in page


def rows_of(client: Client, path: str) -> list[list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="messages.csv"'
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_is_taken_away_as_shown_and_never_with_a_body(coordinator: Client) -> None:
    message(state=MessageState.SENT, sent_at=NOON)
    message(state=MessageState.STOPPED, stop_reason="They have answered.", to_name="Ana Ruiz")
    message(scope_id=11, to_name="Somebody elsewhere")
    message(scope_kind="evaluation_plan", scope_id=3, to_name="Somebody reminded")
    page = text(coordinator, "/outbox/?state=sent")
    assert 'href="/outbox/messages.csv?state=sent"' in page
    heads, *rows = rows_of(coordinator, "/outbox/messages.csv")
    assert heads == ["To", "Subject", "Why", "State", "Reason", "Due", "Sent"]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("Ana Ruiz", "Not sent", "They have answered."),
        ("Robin Field", "Sent", ""),
    ]
    assert rows[1][5:] == ["2026-03-03 12:00", "2026-03-03 12:00"]
    (_, only) = rows_of(coordinator, "/outbox/messages.csv?state=sent")
    assert only[0] == "Robin Field"


def test_no_cell_of_the_file_is_a_formula(coordinator: Client) -> None:
    message(to_name='=HYPERLINK("http://x")', subject="@SUM(A1)", why="+1", stop_reason="-2")
    (_, row) = rows_of(coordinator, "/outbox/messages.csv")
    assert [row[at][0] for at in (0, 1, 2, 4)] == ["'"] * 4


def test_taking_the_list_away_is_in_the_record(coordinator: Client) -> None:
    message()
    message(person_id=None)
    rows_of(coordinator, "/outbox/messages.csv")
    looks = Event.objects.filter(is_view=True).values_list("action", "person_id")
    assert list(looks) == [("outbox.exported", 5)]
    assert "outbox.exported" in WORDS


def test_only_those_entitled_take_it_away_and_only_as_kinds_we_make(coordinator: Client) -> None:
    message()
    assert coordinator.get("/outbox/messages.xlsx").status_code == 200
    assert coordinator.get("/outbox/messages.exe").status_code == 404
    assert coordinator.post("/outbox/messages.csv").status_code == 405
    for role in set(Role) - {Role.COORDINATOR}:
        assert client_of(user_with(role)).get("/outbox/messages.csv").status_code == 404


def test_where_nobody_makes_files_none_is_offered(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    message()
    monkeypatch.setattr(registry, "_MAKERS", [])
    assert "Download" not in text(coordinator, "/outbox/")
    assert coordinator.get("/outbox/messages.csv").status_code == 404


def test_the_home_page_says_that_messages_could_not_be_delivered() -> None:
    actor = actor_with(Role.COORDINATOR)
    assert slots.todos(actor, NOON.date()) == []
    message(state=MessageState.NOT_DELIVERED)
    (todo,) = slots.todos(actor, NOON.date())
    assert todo.title == "1 message could not be delivered"
    assert todo.href == "/outbox/?state=not_delivered"
    assert slots.todos(actor_with(Role.LEARNER), NOON.date()) == []


def test_every_state_has_words_a_tone_and_an_end_in_the_record() -> None:
    assert set(pages.STATE_WORDS) == set(pages.TONES) == set(MessageState)
    assert set(operations.ENDED.values()) <= WORDS.keys()
