"""A programme says things in its own way, and loses no link, no fact and no kindness by it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.audit.pages.wording import WORDS
from goldenthread.learning.operations import letter_templates
from goldenthread.messaging import kinds, links, operations, registry
from goldenthread.messaging.kinds import Field, Template
from goldenthread.messaging.models import Message, Wording
from goldenthread.messaging.pages import wording as pages
from goldenthread.messaging.rules import wording
from goldenthread.methods.language.interface import check_interface_text
from tests.factories.access import SYSTEM, actor_with, client_of, user_with
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
HELLO = Template(
    kind="hello",
    label="Hello",
    when="In a test.",
    subject="Hello on {day}",
    body="Hello {name},\n\n{why}\n\n{link}",
    fields=(
        Field("name", "The name.", "Robin"),
        Field("day", "The day.", "Tuesday"),
        Field("why", "The reason.", ""),
        Field("link", "their own link.", "https://x.example", is_needed=True),
    ),
    in_subject=("day",),
)
SOUND = {"subject": "Good day, {day}", "body": "Dear {name},\r\n\r\n{why}\r\n\r\n{link}"}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "_TEMPLATES", {"hello": HELLO})
    monkeypatch.setattr(links, "_BUILDERS", {"answer": lambda pk: f"/a/{pk}/"})
    monkeypatch.setattr(registry, "_NAMES", [lambda pk: "Test" if pk < 100 else None])
    yield


def change(**more: str) -> None:
    words = {**SOUND, **more}
    operations.change_wording(programme_id=1, kind="hello", now=NOW, by=SYSTEM, **words)


def write(programme_id: int | None = 1, *, name: str = "Robin") -> Message:
    facts: dict[str, Any] = {"subject": "Ours", "body": "Our words."}
    pk = operations.enqueue(
        by=SYSTEM,
        person_id=None,
        to_name=name,
        to_address="robin@example.org",
        kind="hello",
        why="A test.",
        dedupe_key=f"hello:{Message.objects.count()}",
        due_at=NOW,
        link=("answer", 7),
        programme_id=programme_id,
        fields={"name": name, "day": "Friday", "why": "", "link": links.mark("answer", 7)},
        **facts,
    )
    return Message.objects.get(pk=pk or 0)


def test_messages_of_this_programme_are_in_its_own_words() -> None:
    change()
    own, other = write(1), write(2)
    assert (own.subject, own.body) == ("Good day, Friday", "Dear Robin,\n\n[[link:answer:7]]")
    assert (other.subject, other.body) == ("Ours", "Our words.")


def test_what_is_written_already_stays_as_it_is() -> None:
    waiting = write(1)
    change()
    waiting.refresh_from_db()
    assert waiting.body == "Our words."


def test_going_back_to_our_words() -> None:
    change()
    operations.reset_wording(programme_id=1, kind="hello", by=SYSTEM)
    operations.reset_wording(programme_id=1, kind="hello", by=SYSTEM)
    assert write(1).body == "Our words."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"body": "Dear {name}."}, r"Keep \{link\} in the message: their own link"),
        ({"body": "{link} {surname}"}, r"cannot fill in \{surname\} in the message"),
        (
            {"subject": "For {name}"},
            r"in the subject. There we can fill in: \{day\}",
        ),
        ({"body": "{link} [[link:answer:8]]"}, "Leave out"),
        ({"body": "{link} You failed to attend."}, "another wording"),
    ],
)
def test_words_that_lose_or_hurt_are_not_taken(words: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        change(**words)
    assert not Wording.objects.exists()


def test_what_somebody_typed_as_a_name_fills_in_nothing_else() -> None:
    change()
    assert write(1, name="{link} [[link:answer:8]]").body.count("[[link:answer") == 1


@given(text=st.text(max_size=80), name=st.text(max_size=20))
def test_no_text_is_too_odd_to_fill(text: str, name: str) -> None:
    filled = wording.fill(text, {"name": name})
    assert filled == filled.strip()


@pytest.mark.parametrize("template", letter_templates.ALL, ids=lambda t: t.kind)
def test_our_own_words_pass_the_rules_for_others(template: Template) -> None:
    wording.must_be_sound(template, subject=template.subject, body=template.body)
    shown = pages.preview(template, subject=template.subject, body=template.body)
    assert "{" not in shown.subject + shown.letter.text + shown.on_a_phone
    assert not check_interface_text(shown.letter.text)


def coordinator() -> Client:
    return client_of(user_with(Role.COORDINATOR))


EDIT = "/programmes/1/wordings/hello/"


def test_a_coordinator_words_a_message_and_sees_how_it_reads_first() -> None:
    client = coordinator()
    assert "Our words" in client.get("/programmes/1/wordings/").content.decode()
    look = client.post(EDIT, {**SOUND, "act": "look"}).content.decode()
    assert "Good day, Tuesday" in look
    assert "Dear Robin" in look
    assert not Wording.objects.exists()
    answer = client.post(EDIT, {**SOUND, "act": "save"}, follow=True).content.decode()
    assert "Messages written from now on read so" in answer
    assert "Your own words" in answer
    assert "Use our words again" in client.get(EDIT).content.decode()
    client.post(f"{EDIT}reset/")
    assert not Wording.objects.exists()
    actions = set(Event.objects.filter(is_view=False).values_list("action", flat=True))
    assert {"wording.changed", "wording.reset"} <= actions & WORDS.keys()


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost() -> None:
    words = {"subject": "Good day", "body": "Dear {name}, my long text", "act": "save"}
    page = coordinator().post(EDIT, words).content.decode()
    assert "Keep {link} in the message" in page
    assert "my long text" in page
    assert not Wording.objects.exists()


@pytest.mark.parametrize("path", ["/programmes/1/wordings/", EDIT])
def test_the_pages_ask_the_database_little(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    change()
    client = coordinator()
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_other_roles_do_not_find_the_words(role: Role) -> None:
    client = client_of(user_with(role))
    for path in ("/programmes/1/wordings/", EDIT):
        assert client.get(path).status_code == 404
    assert client.post(f"{EDIT}reset/").status_code == 404
    with pytest.raises(OutOfReach):
        operations.reset_wording(programme_id=1, kind="hello", by=actor_with(role))


def test_another_programme_or_an_unknown_kind_is_not_there() -> None:
    mine = make_programme()
    client = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, mine.pk)))
    assert client.get(f"/programmes/{mine.pk + 1}/wordings/hello/").status_code == 404
    assert client.get(f"/programmes/{mine.pk}/wordings/unheard/").status_code == 404
    assert coordinator().get("/programmes/100/wordings/").status_code == 404
    with pytest.raises(OutOfReach):
        operations.change_wording(
            programme_id=1, kind="unheard", now=NOW, by=SYSTEM, subject="a", body="b"
        )
