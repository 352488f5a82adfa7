"""The letter itself: text and HTML say the same, and nothing around them gives anything away."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from goldenthread.messaging import kinds, operations
from goldenthread.messaging.rules import letters
from goldenthread.messaging.terms import Pace
from tests.factories.access import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
BODY = """Hello <b>Robin</b>,

Your sessions:
- Tuesday 3 March 2026
- Tuesday 10 March 2026

http://127.0.0.1:8000/a/token/

Write to team@example.org, or see https://example.org/help."""


def sent(**more: Any) -> Any:
    facts: dict[str, Any] = {
        "by": SYSTEM,
        "person_id": None,
        "to_name": "Robin Field",
        "to_address": "robin@example.org",
        "kind": "news",
        "why": "A test.",
        "subject": "About your sessions",
        "body": BODY,
        "dedupe_key": "one",
        "due_at": NOW,
    }
    operations.enqueue(**{**facts, **more})
    operations.send_due(now=NOW, by=SYSTEM)
    (letter,) = mail.outbox
    return letter.message()


def part(letter: Any, kind: str) -> str:
    (found,) = [p for p in letter.walk() if p.get_content_type() == kind]
    return str(found.get_payload(decode=True).decode())


def test_a_letter_has_text_and_the_same_as_html() -> None:
    letter = sent()
    assert part(letter, "text/plain").strip() == BODY
    html = part(letter, "text/html")
    assert "Hello &lt;b&gt;Robin&lt;/b&gt;," in html
    assert "<li>Tuesday 10 March 2026</li>" in html
    assert 'href="http://127.0.0.1:8000/a/token/"' in html
    assert '<a href="https://example.org/help">https://example.org/help</a>.' in html


def test_the_html_needs_nothing_from_elsewhere_and_says_its_language() -> None:
    html = part(sent(), "text/html")
    assert '<html lang="en-GB">' in html
    assert "<title>About your sessions</title>" in html
    for thing in ("<img", "<script", "<link", "url(", "@import"):
        assert thing not in html


def test_no_header_says_what_it_is_about(settings: Settings) -> None:
    settings.RETURN_ADDRESS = "back@example.org"
    letter = sent(kind="wave_reminder")
    heads = {key: str(value) for key, value in letter.items()}
    assert heads.keys() <= {
        "Content-Type",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "List-Unsubscribe",
    }
    assert "wave" not in " ".join(heads.values()).replace("boundary", "")
    assert mail.outbox[0].from_email == "back@example.org"
    assert heads["From"] == settings.DEFAULT_FROM_EMAIL


def test_only_what_can_wait_says_where_to_choose() -> None:
    letter = sent(pace=Pace.CAN_WAIT)
    assert letter["List-Unsubscribe"] == "<http://127.0.0.1:8000/my/>"
    assert "You choose how often we write" in part(letter, "text/plain")
    assert "your own page</a>" in part(letter, "text/html")


def test_a_kind_that_said_nothing_goes_soon() -> None:
    assert kinds.pace_of("unheard") == Pace.SOON
    assert kinds.pace_of("sign_in_link") == Pace.AT_ONCE
    assert kinds.pace_of("application_received") == Pace.AT_ONCE
    assert kinds.pace_of("wave_reminder") == Pace.CAN_WAIT
    assert kinds.pace_of("place_offer") == Pace.SOON


def test_what_a_phone_shows_is_short() -> None:
    assert letters.preview("Hello Robin,\n\nthis is it.") == "Hello Robin, this is it."
    assert len(letters.preview("word " * 100)) <= 140
