"""A link mark that somebody types as a name or in a sentence opens nobody's page."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from pytest_django import Settings

from goldenthread.access.terms import OutOfReach
from goldenthread.messaging import links, operations, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.pages.outbox import page
from goldenthread.messaging.terms import MessageState, SendReport
from tests.factories.access import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
MINE = ("answer", 42)


def path_of(pk: int) -> str:
    if pk == 404:
        raise Message.DoesNotExist
    if pk == 405:
        raise OutOfReach("answer 405")
    if pk > 2**63:
        raise OverflowError("more than the database counts")
    return f"/a/token-{pk}/"


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"answer": path_of, "sign_in": lambda pk: f"/sign-in/link/token-{pk}/"}
    monkeypatch.setattr(links, "_BUILDERS", known)
    monkeypatch.setattr(stops, "_CHECKS", dict.fromkeys(("answer", "place"), lambda pk, now: None))


def write(
    body: str,
    *,
    check: tuple[str, int] | None = None,
    link: tuple[str, int] | None = None,
    key: str = "one",
) -> None:
    operations.enqueue(
        by=SYSTEM,
        person_id=5,
        to_name="Robin Field",
        to_address="robin@example.org",
        kind="a_letter",
        why="Robin asked.",
        subject="Hello",
        body=body,
        dedupe_key=key,
        due_at=NOW,
        check=check,
        link=link,
    )


TYPED = [
    "[[link:sign_in:1]]",
    "[[link:answer:43]]",
    "[[link:answer:042]]",
    "[[link:unheard:1]]",
    "[[link:place:7]]",
    "[[link:[[link:answer:1]]answer:43]]",
    "[[link:answer:[[link:sign_in:1]]43]]",
    "[[link:sign_in:[[link:answer:42]]1]]",
    "[[[[link:a:1]]link:[[link:b:2]]sign_in:3]]",
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    ("check", "link"), [(MINE, None), (("place", 7), MINE), (None, MINE)], ids=str
)
def test_only_the_link_of_the_message_is_filled(
    typed: str, check: tuple[str, int] | None, link: tuple[str, int] | None
) -> None:
    write(f"Hello {typed},\n\n[[link:answer:42]]\n\n{typed}", check=check, link=link)
    assert operations.send_due(now=NOW, by=SYSTEM) == SendReport(sent=1)
    body = str(mail.outbox[0].body)
    assert "\n\nhttp://127.0.0.1:8000/a/token-42/\n\n" in body
    assert body.replace("http://127.0.0.1:8000/a/token-42/", "").count("token") == 0


@pytest.mark.parametrize("typed", [*TYPED, "[[link:answer:42]]"])
@pytest.mark.parametrize("check", [None, ("place", 7)], ids=str)
def test_a_message_without_a_link_of_its_own_holds_none(
    typed: str, check: tuple[str, int] | None
) -> None:
    write(f"Hello {typed},\n\nWhy: {typed}", check=check)
    operations.send_due(now=NOW, by=SYSTEM)
    assert "http" not in mail.outbox[0].body
    assert not links.kinds_in(Message.objects.get().body)


@pytest.mark.parametrize("gone", [404, 405, 10**30])
def test_a_link_to_what_is_gone_stops_its_message_and_not_the_round(gone: int) -> None:
    write("[[link:answer:42]]", link=MINE)
    write("Hello", key="two")
    first = Message.objects.get(dedupe_key="one")
    Message.objects.filter(pk=first.pk).update(body=f"[[link:answer:{gone}]]")
    assert operations.send_due(now=NOW, by=SYSTEM) == SendReport(sent=1, stopped=1)
    first.refresh_from_db()
    assert (first.state, first.stop_reason) == (MessageState.STOPPED, rules.NO_LINK)


def test_a_page_with_a_link_to_what_is_gone_still_opens(settings: Settings) -> None:
    settings.DEMO = True
    write("[[link:answer:404]]", link=("answer", 404))
    (((part,),),) = page(Message.objects.get()).paragraphs
    assert part == links.Part(links.HIDDEN)
