"""What is due goes out once, unless something speaks against it at that moment."""

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from goldenthread.audit.models import Event
from goldenthread.jobs import ticks
from goldenthread.messaging import links, operations, receivers, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import post
from goldenthread.messaging.terms import MessageState, SendReport
from tests.factories.access import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)

INVITE = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def write(**more: Any) -> int | None:
    given = {
        "by": SYSTEM,
        "person_id": 5,
        "to_name": "Robin Field",
        "to_address": "robin@example.org",
        "kind": "wave_reminder",
        "why": "Robin was asked two weeks ago and has not answered yet.",
        "subject": "A few questions",
        "body": "Hello Robin,\n\nthe questions are still open.",
        "dedupe_key": "reminder:1",
        "due_at": NOW,
    }
    return operations.enqueue(**{**given, **more})


def send(at: datetime = NOW) -> SendReport:
    return operations.send_due(now=at, by=SYSTEM)


def only() -> Message:
    return Message.objects.get()


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_BUILDERS", {"answer": lambda pk: f"/a/token-{pk}/"})
    monkeypatch.setattr(stops, "_CHECKS", {"invitation": lambda pk, now: ANSWERED.get(pk)})
    ANSWERED.clear()


ANSWERED: dict[int, str] = {}


def test_a_due_message_is_sent_once() -> None:
    write()
    assert send() == SendReport(sent=1)
    assert send() == SendReport()
    assert (only().state, only().sent_at) == (MessageState.SENT, NOW)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["robin@example.org"], "A few questions")


def test_a_message_that_is_not_due_waits() -> None:
    write(due_at=NOW + timedelta(minutes=1))
    assert send() == SendReport()
    assert only().state == MessageState.WAITING


def test_the_same_key_writes_one_message() -> None:
    assert write() is not None
    assert write(subject="Another") is None
    assert only().subject == "A few questions"


def test_a_reminder_is_not_sent_when_the_person_has_answered_meanwhile() -> None:
    write(check=("invitation", 42))
    ANSWERED[42] = "They have answered already."
    assert send() == SendReport(stopped=1)
    assert mail.outbox == []
    assert (only().state, only().stop_reason) == (
        MessageState.STOPPED,
        "They have answered already.",
    )


def test_a_message_goes_out_when_nothing_speaks_against_it() -> None:
    write(check=("invitation", 42))
    assert send().sent == 1


def test_stopping_for_something_stops_only_what_waits_about_it() -> None:
    write(check=("invitation", 42))
    write(check=("invitation", 43), dedupe_key="reminder:2")
    stopped = operations.stop_for(check=("invitation", 42), reason="They withdrew.", by=SYSTEM)
    assert stopped == 1
    assert send() == SendReport(sent=1)
    assert Message.objects.get(check_id=42).stop_reason == "They withdrew."
    assert operations.stop_for(check=("invitation", 43), reason="Late.", by=SYSTEM) == 0


def test_a_personal_link_is_stored_as_a_mark_and_sent_as_an_address() -> None:
    write(body="Open [[link:answer:42]] when it suits you.", link=("answer", 42))
    send()
    assert only().body == "Open [[link:answer:42]] when it suits you."
    sent = "Open http://127.0.0.1:8000/a/token-42/ when it suits you."
    assert mail.outbox[0].body.startswith(sent)


@pytest.mark.parametrize(
    "more",
    [{"body": "[[link:unheard:1]]", "link": ("unheard", 1)}, {"check": ("unheard", 1)}],
    ids=["link", "stop check"],
)
def test_an_unknown_kind_is_noticed_when_the_message_is_written(more: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        write(**more)
    assert not Message.objects.exists()


def test_a_link_whose_kind_was_forgotten_meanwhile_cannot_be_made() -> None:
    with pytest.raises(LookupError):
        links.path_of("unheard", 1)


def test_a_subject_is_one_line() -> None:
    write(subject="A few\nquestions\r\n")
    assert only().subject == "A few questions"


def test_a_calendar_part_is_an_invitation_that_calendars_accept() -> None:
    write(calendar=INVITE, calendar_method="REQUEST")
    send()
    letter = mail.outbox[0].message()
    parts = {part.get_content_type(): part for part in letter.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/calendar"].get_param("charset") == "utf-8"
    assert parts["application/ics"].get_filename() == "calendar-entry.ics"


def test_a_cancelled_event_says_so() -> None:
    write(calendar=INVITE.replace("REQUEST", "CANCEL"), calendar_method="CANCEL")
    send()
    parts = {p.get_content_type(): p for p in mail.outbox[0].message().walk()}
    assert parts["text/calendar"].get_param("method") == "CANCEL"


def test_the_same_message_has_the_same_identity_when_handed_over_twice() -> None:
    write()
    first = post.email_of(only()).message()["Message-ID"]
    assert first == post.email_of(only()).message()["Message-ID"] != ""
    assert first.endswith("@127.0.0.1>")


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "é@é..org", "@", "a b@x"])
def test_an_address_that_no_header_can_hold_stops_nobody_else(address: str) -> None:
    write(to_address=address)
    write(dedupe_key="reminder:2", due_at=NOW + timedelta(seconds=1))
    later = NOW + timedelta(seconds=2)
    operations.send_due(now=later, by=SYSTEM)
    assert [letter.to for letter in mail.outbox][-1:] == [["robin@example.org"]]
    assert all("Bcc" not in str(letter.message()) for letter in mail.outbox)


def raising(trouble: Exception) -> Any:
    def send_it(self: object, fail_silently: bool = False) -> int:
        raise trouble

    return send_it


@pytest.fixture
def closed_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post.EmailMultiAlternatives, "send", raising(ConnectionRefusedError()))


@pytest.mark.usefixtures("closed_post")
def test_while_the_mail_server_is_down_messages_wait_longer_each_time() -> None:
    write()
    waits, at = [], NOW
    for _ in range(4):
        assert send(at) == SendReport(put_off=1)
        assert send(at + timedelta(seconds=59)) == SendReport()
        held = only().hold_until
        assert held is not None
        waits.append(held - at)
        at = held
    assert waits == sorted(waits) == [min(delay, rules.DOWN_DELAY) for delay in rules.DELAYS]
    assert only().state == MessageState.WAITING


@pytest.mark.usefixtures("closed_post")
def test_without_a_mail_server_messages_keep_for_a_week() -> None:
    write()
    Message.objects.update(attempts=40)
    assert send(NOW + timedelta(days=6, hours=23)) == SendReport(put_off=1)
    assert send(NOW + timedelta(days=7, hours=1)) == SendReport(not_delivered=1)
    assert only().stop_reason == rules.NO_SERVER


@pytest.mark.usefixtures("closed_post")
def test_without_a_mail_server_one_try_a_minute_is_enough() -> None:
    write()
    write(dedupe_key="reminder:2")
    assert send() == SendReport(put_off=1)
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1]


def test_after_five_tries_a_message_is_kept_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        post.EmailMultiAlternatives, "send", raising(smtplib.SMTPDataError(451, b"later"))
    )
    write()
    Message.objects.update(attempts=4)
    assert send() == SendReport(not_delivered=1)
    assert (only().state, only().stop_reason) == (MessageState.NOT_DELIVERED, rules.NOT_TAKEN)


def test_when_the_mail_server_is_back_nothing_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    with monkeypatch.context() as down:
        down.setattr(post.EmailMultiAlternatives, "send", raising(smtplib.SMTPServerDisconnected()))
        send()
    assert send(NOW + timedelta(hours=1)) == SendReport(sent=1)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("code", "expected"), [(550, "not_delivered"), (450, "waiting")])
def test_an_address_not_in_use_is_not_tried_again(
    code: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    trouble = smtplib.SMTPRecipientsRefused({"robin@example.org": (code, b"no")})
    monkeypatch.setattr(post.EmailMultiAlternatives, "send", raising(trouble))
    send()
    assert only().state == expected


def test_a_person_without_an_address_is_said_not_lost() -> None:
    write(to_address="")
    assert send() == SendReport(stopped=1)
    assert only().stop_reason == rules.NO_ADDRESS


def test_of_two_workers_only_one_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    pk = write()
    others: list[str] = []

    def deliver(message: Message) -> None:
        others.append(operations.send_one(message_id=message.pk, now=NOW, by=SYSTEM))

    monkeypatch.setattr(post, "deliver", deliver)
    assert operations.send_one(message_id=pk or 0, now=NOW, by=SYSTEM) == "sent"
    assert others == ["not_ours"]


def test_a_message_in_the_hands_of_a_lost_worker_comes_back_after_ten_minutes() -> None:
    write()
    Message.objects.update(hold_until=NOW + rules.HOLD, attempts=1)
    assert send(NOW + timedelta(minutes=9)) == SendReport()
    assert send(NOW + timedelta(minutes=10)) == SendReport(sent=1)


def test_a_demonstration_sends_nothing_and_keeps_everything(settings: Settings) -> None:
    settings.DEMO = True
    write()
    assert send() == SendReport(sent=1)
    assert mail.outbox == []
    assert only().state == MessageState.SENT


def test_each_step_is_in_the_record_without_any_text() -> None:
    write()
    write(dedupe_key="reminder:2", check=("invitation", 42))
    ANSWERED[42] = "They have answered already."
    send()
    acts = Event.objects.order_by("id").values_list("action", "person_id", "detail")
    kind = {"kind": "wave_reminder"}
    assert list(acts) == [
        ("message.written", 5, kind),
        ("message.written", 5, kind),
        ("message.sent", 5, kind),
        ("message.stopped", 5, kind),
    ]


def test_the_worker_sends_every_minute() -> None:
    assert "messaging.send_due" in ticks.names()
    write(due_at=NOW - timedelta(days=365 * 9))
    assert receivers.send_due(NOW) == SendReport(sent=1)
    assert str(only()) == "wave_reminder to person 5"
