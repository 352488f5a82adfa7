"""What mail servers send back: an address that is not there is not written to again."""

import smtplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.message import Message as Part
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from goldenthread.access.terms import Role
from goldenthread.audit.models import Event
from goldenthread.audit.pages.wording import WORDS
from goldenthread.messaging import operations, queries, registry, rules
from goldenthread.messaging.models import Message, NotReached
from goldenthread.messaging.operations import post
from goldenthread.messaging.pages import outbox as pages
from goldenthread.messaging.registry import Choices
from goldenthread.messaging.rules import returned
from goldenthread.messaging.terms import MessageState, SendReport
from tests.factories.access import SYSTEM, actor_with

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def write(key: str = "one", **more: Any) -> Message:
    facts: dict[str, Any] = {
        "by": SYSTEM,
        "person_id": 5,
        "to_name": "Robin Field",
        "to_address": "Robin@example.org",
        "kind": "news",
        "why": "A test.",
        "subject": "News",
        "body": "Hello Robin.",
        "dedupe_key": key,
        "due_at": NOW,
    }
    pk = operations.enqueue(**{**facts, **more})
    return Message.objects.get(pk=pk or 0)


def send(at: datetime = NOW) -> SendReport:
    return operations.send_due(now=at, by=SYSTEM)


def report(
    letter: Any, *, status: str = "5.1.1", action: str = "failed", whole: bool = True
) -> bytes:
    """As a mail server writes it: words, fields for machines, and the letter or its headers."""
    made = MIMEMultipart("report")
    made.set_param("report-type", "delivery-status")
    made.attach(MIMEText("Sorry, we could not deliver your message."))
    about, recipient = Part(), Part()
    about["Reporting-MTA"] = "dns; mx.example.org"
    recipient["Final-Recipient"] = "rfc822; robin@example.org"
    recipient["Action"] = action
    recipient["Status"] = status
    fields = Part()
    fields["Content-Type"] = "message/delivery-status"
    fields.set_payload([about, recipient])
    made.attach(fields)
    inner = letter.message()
    if whole:
        made.attach(MIMEMessage(inner))
    else:
        made.attach(MIMEText(f"Message-ID: {inner['Message-ID']}\n", "rfc822-headers"))
    return made.as_bytes()


def take_in(raw: bytes) -> int:
    return operations.take_in(raw=raw, now=NOW, by=SYSTEM)


@pytest.fixture
def sent() -> Message:
    row = write()
    assert send() == SendReport(sent=1)
    return row


@pytest.mark.parametrize("whole", [True, False], ids=["whole letter", "headers alone"])
def test_where_there_is_no_such_address_nothing_is_sent_again(sent: Message, whole: bool) -> None:
    assert take_in(report(mail.outbox[0], whole=whole)) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.stop_reason) == (MessageState.NOT_DELIVERED, rules.CAME_BACK)
    mark = NotReached.objects.get()
    assert (mark.address_key, mark.person_id, mark.code) == ("robin@example.org", 5, "5.1.1")
    write("two")
    assert send() == SendReport(not_delivered=1)
    assert len(mail.outbox) == 1


def test_the_coordinator_is_told(sent: Message) -> None:
    take_in(report(mail.outbox[0]))
    coordinator = actor_with(Role.COORDINATOR)
    waiting = queries.undelivered(coordinator)
    assert waiting is not None
    assert waiting.count() == 1
    assert pages.not_reached_panel(coordinator, 5) is not None
    assert pages.not_reached_panel(coordinator, 6) is None
    assert pages.not_reached_panel(actor_with(Role.LINE_MANAGER), 5) is None
    assert str(NotReached.objects.get()) == "an address of person 5"


def test_a_corrected_address_is_written_to(sent: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(report(mail.outbox[0]))
    corrected = Choices(email="robin.field@example.org")
    monkeypatch.setattr(registry, "_CHOSEN", [lambda pk: corrected])
    operations.send_again(message_id=sent.pk, now=NOW, by=SYSTEM)
    assert send() == SendReport(sent=1)
    assert mail.outbox[1].to == ["robin.field@example.org"]
    assert pages.not_reached_panel(actor_with(Role.COORDINATOR), 5) is None


def test_whoever_looked_at_it_may_try_the_same_address_again(sent: Message) -> None:
    take_in(report(mail.outbox[0]))
    operations.send_again(message_id=sent.pk, now=NOW, by=SYSTEM)
    assert send() == SendReport(sent=1)
    assert not NotReached.objects.exists()


@pytest.mark.parametrize("status", ["4.2.2", "5.7.1", "5.2.2", ""])
def test_what_may_work_tomorrow_is_tried_again_and_then_told(sent: Message, status: str) -> None:
    assert take_in(report(mail.outbox[0], status=status)) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.hold_until) == (MessageState.WAITING, NOW + rules.DELAYS[0])
    assert not NotReached.objects.exists()
    Message.objects.update(attempts=4)
    assert send(NOW + timedelta(hours=1)) == SendReport(sent=1)
    take_in(report(mail.outbox[-1], status=status))
    sent.refresh_from_db()
    assert (sent.state, sent.stop_reason) == (MessageState.NOT_DELIVERED, rules.NOT_TAKEN)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_while_a_mail_server_still_tries_nothing_changes(sent: Message, action: str) -> None:
    assert take_in(report(mail.outbox[0], action=action, status="4.4.1")) == 0
    sent.refresh_from_db()
    assert sent.state == MessageState.SENT


def test_a_made_up_report_changes_nothing(sent: Message) -> None:
    raw = report(mail.outbox[0])
    proof = post.proof_of(sent).encode()
    assert proof in raw
    assert take_in(raw.replace(proof, b"0" * 16)) == 0
    assert take_in(raw.replace(b"golden-thread-", b"golden-thread-9")) == 0


def test_a_late_report_about_an_address_since_corrected_changes_nothing(sent: Message) -> None:
    raw = report(mail.outbox[0])
    Message.objects.update(to_address="new@example.org")
    assert take_in(raw) == 0
    assert take_in(raw) == 0


def test_the_same_report_twice_counts_once(sent: Message) -> None:
    raw = report(mail.outbox[0])
    assert (take_in(raw), take_in(raw)) == (1, 0)


def test_every_message_of_a_letter_came_back_with_it(sent: Message) -> None:
    other = write("two")
    Message.objects.filter(pk=other.pk).update(state=MessageState.SENT, sent_with=sent)
    assert take_in(report(mail.outbox[0])) == 2


@given(raw=st.binary(max_size=300))
def test_no_bytes_are_too_odd(raw: bytes) -> None:
    assert returned.reports_in(raw) == ()


def test_letters_that_are_no_reports_are_left_alone(sent: Message) -> None:
    away = EmailMessage()
    away["Subject"] = "Out of office"
    away.set_content("I am away.")
    assert take_in(away.as_bytes()) == 0
    assert take_in(b"x" * (returned.MOST_BYTES + 1)) == 0
    bare = report(mail.outbox[0], whole=False).replace(b"golden-thread", b"another-thing")
    assert take_in(bare) == 0


@pytest.mark.parametrize(
    ("reply", "words", "for_good"),
    [
        (550, b"5.1.1 no such user", True),
        (550, b"no", True),
        (550, b"5.7.1 we think this is junk", False),
        (554, b"not now", False),
        (450, b"4.2.0 try later", False),
    ],
)
def test_what_the_mail_server_says_at_once_is_read_the_same_way(
    reply: int, words: bytes, for_good: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, fail_silently: bool = False) -> int:
        raise smtplib.SMTPRecipientsRefused({"robin@example.org": (reply, words)})

    monkeypatch.setattr(post.EmailMultiAlternatives, "send", refuse)
    write()
    assert send() == (SendReport(not_delivered=1) if for_good else SendReport(put_off=1))
    assert NotReached.objects.exists() is for_good


DOOR = "/outbox/came-back/"


def bring(client: Client, raw: bytes, secret: str) -> int:
    answer = client.post(
        DOOR, raw, content_type="message/rfc822", headers={"Authorization": f"Bearer {secret}"}
    )
    return answer.status_code


def test_the_mail_server_brings_them_with_the_secret(sent: Message, settings: Settings) -> None:
    settings.RETURN_SECRET = "a long secret"
    client = Client(enforce_csrf_checks=True)
    raw = report(mail.outbox[0])
    assert bring(client, raw, "guessed") == 404
    assert not NotReached.objects.exists()
    assert bring(client, raw, "a long secret") == 204
    assert NotReached.objects.exists()


def test_without_a_secret_the_door_is_closed(sent: Message) -> None:
    assert bring(Client(), report(mail.outbox[0]), "") == 404
    assert Client().get(DOOR).status_code == 405


def test_the_record_says_it_without_any_address(sent: Message) -> None:
    take_in(report(mail.outbox[0]))
    operations.send_again(message_id=sent.pk, now=NOW, by=SYSTEM)
    steps = Event.objects.order_by("id").values_list("action", flat=True)
    assert list(steps)[2:] == [
        "address.not_reached",
        "message.came_back",
        "address.tried_again",
        "message.sent_again",
    ]
    assert set(steps) <= WORDS.keys()
    assert "example.org" not in str(list(Event.objects.values_list("detail", flat=True)))
